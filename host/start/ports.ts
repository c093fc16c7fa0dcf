import { Failure } from '../../scripts/setup/failure.mjs';
import { isFree } from '../freePorts.ts';
import type { Listener } from './options.ts';

function requireDifferent(listeners: Listener[]) {
	for (const [index, one] of listeners.entries()) {
		const other = listeners.slice(0, index).find(({ port }) => port === one.port);
		if (other) throw new Failure(`Port ${one.port} is given to both ${other.what} and ${one.what}. Set ${one.variable} (or --${one.flag}) to another.`);
	}
}

/** Names the first port that something else listens on, and how to choose another. */
export async function requireFree(listeners: Listener[]): Promise<void> {
	requireDifferent(listeners);
	for (const { port, what, variable, flag } of listeners) {
		if (await isFree(port)) continue;
		throw new Failure(`Port ${port} is taken, ${what} needs it. End what listens there, or choose another: ${variable}=<port> npm start (or npm start -- --${flag} <port>).`);
	}
}
