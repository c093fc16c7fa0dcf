import type { IExecuteFunctions } from 'n8n-workflow';
import type { LookUps } from '../../engine/lookUps';
import { readConnect, type ConnectOptions } from './connect';
import { readDisconnect, type DisconnectOptions } from './disconnect';
import { readExplain, type ExplainOptions } from './explain';
import { readPairs, type PairsOptions } from './pairs';

export type LookupOptions =
	| ConnectOptions
	| DisconnectOptions
	| ExplainOptions
	| PairsOptions
	| { operation: 'find' }
	| { operation: 'record'; showLink: boolean }
	| { operation: 'status' };

export function readOptions(context: IExecuteFunctions, itemIndex: number, lookUps: LookUps): LookupOptions {
	const operation = context.getNodeParameter('operation', itemIndex) as LookupOptions['operation'];
	switch (operation) {
		case 'connect':
			return readConnect(context, itemIndex);
		case 'disconnect':
			return readDisconnect(context, itemIndex);
		case 'disconnectAll':
		case 'listPairs':
			return readPairs(context, itemIndex, operation);
		case 'explain':
			return readExplain(context, itemIndex, lookUps);
		case 'record':
			return { operation, showLink: context.getNodeParameter('showLink', itemIndex) as boolean };
		case 'find':
		case 'status':
			return { operation };
	}
}
