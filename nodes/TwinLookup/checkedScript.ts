import { analysed } from '../../engine/scriptErrors';
import { ScriptError } from '../../rules/scriptError';
import type { ScriptRule } from '../../sync/check/scripts';
import { JIRA_FIELD, type ReplicaField } from '../../sync/replica';

/** Content has its own permissions, and these are reached by moves or only when an issue is created. */
const NO_FIELDS: ReplicaField[] = ['attachments', 'comments', 'parent', 'project', 'resolution', 'status', 'type'];

/**
 * What a script of incoming rules writes, or why it cannot be read.
 *
 * @param at its place in a list of rules, from 1
 */
export function readScriptRule(text: string, { local, remote }: { local: string; remote: string }, at?: number): ScriptRule {
	const place = at === undefined ? {} : { at };
	const found = analysed(text, { ...(local ? { local } : {}), ...(remote ? { remote } : {}) });
	if (found instanceof ScriptError) return { ...place, refused: found.message, next: found.next };
	const { fields, customFields } = found.writes;
	return { ...place, writes: [...fields.filter((field) => !NO_FIELDS.includes(field)).map((field) => JIRA_FIELD[field]), ...customFields] };
}
