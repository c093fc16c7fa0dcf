import type { INodeProperties } from 'n8n-workflow';
import { checkScript, type CheckedScript, type Direction } from '../../rules/analysis';
import { scriptRefused } from '../../engine/scriptErrors';

/** A script of rules in the language that Exalate users know (docs/decisions/0017-script-language.md). */
export const scriptProperties = (shown: INodeProperties['displayOptions'], placeholder: string): INodeProperties[] => [
	{
		displayName: 'Script',
		name: 'script',
		type: 'string',
		typeOptions: { editor: 'jsEditor', rows: 12 },
		default: '',
		required: true,
		noDataExpression: true,
		placeholder,
		displayOptions: shown,
		description: 'Rules as a script. What it reads and writes is checked before anything is asked or written.',
	},
	{
		displayName: 'Local Short Name',
		name: 'localName',
		type: 'string',
		default: '',
		placeholder: 'e.g. BlueJira',
		displayOptions: shown,
		description: 'How the script calls the side it runs on, where it writes such as BlueJira.issue. Empty: it says issue.',
	},
	{
		displayName: 'Remote Short Name',
		name: 'remoteName',
		type: 'string',
		default: '',
		placeholder: 'e.g. GreenJira',
		displayOptions: shown,
		description: 'How the script calls the other side. Empty: it says replica.',
	},
];

/** Scripts that were checked before: n8n asks a node for the same text at every item. */
const checked = new Map<string, CheckedScript>();
const MOST = 50;

/** @throws SyncError `scriptRefused` with line and column, before anything is read or written */
export function readScript(read: (name: string, fallback: string) => unknown, direction: Direction): CheckedScript {
	const text = String(read('script', '') ?? '');
	const [local, remote] = [String(read('localName', '') ?? '').trim(), String(read('remoteName', '') ?? '').trim()];
	const key = JSON.stringify([direction, local, remote, text]);
	const known = checked.get(key);
	if (known) return known;
	try {
		const script = checkScript(text, direction, { ...(local ? { local } : {}), ...(remote ? { remote } : {}) });
		if (checked.size >= MOST) checked.clear();
		checked.set(key, script);
		return script;
	} catch (error) {
		throw scriptRefused(error);
	}
}
