import type { ReplicaField } from '../sync/replica';
import type { Script } from './ast';
import { Analyser } from './analyser';
import { parseScript } from './parseScript';
import type { ScriptNames } from './path';

export type Direction = 'incoming' | 'outgoing';

/** Fields by their name in a replica, and custom fields by their name at the site; each sorted. */
export interface FieldsUsed {
	fields: ReplicaField[];
	customFields: string[];
}

/** What a script does, known before it runs: Jira is asked for nothing else. */
export interface Analysis {
	reads: { issue: FieldsUsed; replica: FieldsUsed; previous: FieldsUsed };
	/** Of the issue when incoming, of the replica when outgoing. */
	writes: FieldsUsed;
	/** Called as `commentHelper.mergeComments`; sorted. */
	helpers: string[];
	/** Brings in, or lets out, comments; files. */
	comments: boolean;
	files: boolean;
	warnings: string[];
}

/** A script that was read and checked, ready to run any number of times. */
export interface CheckedScript {
	direction: Direction;
	names: ScriptNames;
	script: Script;
	analysis: Analysis;
}

/**
 * Reads a script and checks everything that can be known before it runs.
 *
 * @throws ScriptError with the place, what is wrong and what to write instead
 */
export function checkScript(text: string, direction: Direction, names: ScriptNames = {}): CheckedScript {
	const script = parseScript(text);
	return { direction, names, script, analysis: new Analyser(direction, names).analyse(script) };
}

/** What a script reads and writes. Throws like {@link checkScript}. */
export const analyse = (text: string, direction: Direction, names?: ScriptNames): Analysis => checkScript(text, direction, names).analysis;
