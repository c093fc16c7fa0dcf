import type { INodeProperties } from 'n8n-workflow';
import { checkScript, type CheckedScript, type Direction } from '../../rules/analysis';
import { ScriptError } from '../../rules/scriptError';
import { scriptRefused } from '../../engine/scriptErrors';

/** A script of rules in the language that Exalate users know (docs/decisions/0017-script-language.md). */
export const scriptProperty = (shown: INodeProperties['displayOptions'], placeholder: string): INodeProperties => ({
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
});

/** What scripts call the two sides. */
export const scriptNameProperties = (shown: INodeProperties['displayOptions']): INodeProperties[] => [
	{
		displayName: 'Local Short Name',
		name: 'localName',
		type: 'string',
		default: '',
		placeholder: 'e.g. BlueJira',
		displayOptions: shown,
		description: 'How a script calls the side it runs on, where it writes such as BlueJira.issue. Empty: it says issue.',
	},
	{
		displayName: 'Remote Short Name',
		name: 'remoteName',
		type: 'string',
		default: '',
		placeholder: 'e.g. GreenJira',
		displayOptions: shown,
		description: 'How a script calls the other side. Empty: it says replica.',
	},
];

/** Scripts that were checked before: n8n asks a node for the same text at every item. */
const checked = new Map<string, CheckedScript>();
const MOST = 50;

/** A parameter of the node by its name. */
type Read = (name: string, fallback: string) => unknown;

/** What scripts of the node call the two sides. */
export const readScriptNames = (read: Read): { local: string; remote: string } => ({
	local: String(read('localName', '') ?? '').trim(),
	remote: String(read('remoteName', '') ?? '').trim(),
});

/** The script of a node that has one. @throws as checkedScript */
export const readScript = (read: Read, direction: Direction): CheckedScript => checkedScript(String(read('script', '') ?? ''), direction, readScriptNames(read));

/**
 * @param row place of the script in a list of rules, from 1
 * @throws SyncError `scriptRefused` with row, line and column, before anything is read or written
 */
export function checkedScript(text: string, direction: Direction, { local, remote }: { local: string; remote: string }, row?: number): CheckedScript {
	const key = JSON.stringify([direction, local, remote, text]);
	const known = checked.get(key);
	if (known) return known;
	try {
		const script = checkScript(text, direction, { ...(local ? { local } : {}), ...(remote ? { remote } : {}) });
		if (checked.size >= MOST) checked.clear();
		checked.set(key, script);
		return script;
	} catch (error) {
		throw scriptRefused(error instanceof ScriptError && row !== undefined ? error.inRow(row) : error);
	}
}
