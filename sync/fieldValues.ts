import type { RichText } from '../content/richText';
import { asList, asObject, asText, readAccount, toIso, type Json } from './values';
import type { FieldChange, JiraIssue } from './issue';
import { JIRA_FIELD, type IssueType, type Named, type Person, type Replica, type ReplicaField, type Since } from './replica';

/** Fields whose text is rich; everything else is copied as a value. */
export type TextFilter = (text: RichText) => RichText;

/**
 * The values of named fields under their stable names. A field that Jira did not return is left
 * out and reported, because a missing field says nothing about its value.
 *
 * @param leave what a rich text goes through before it leaves
 */
export function readFields(
	issue: JiraIssue,
	fields: ReplicaField[],
	leave: TextFilter,
): { values: Partial<Replica>; notes: string[] } {
	const values: Record<string, unknown> = {};
	const notes: string[] = [];
	for (const field of fields) {
		if (field === 'comments' || field === 'attachments') continue;
		if (field === 'key') values.key = issue.key;
		else if (JIRA_FIELD[field] in issue.fields) values[field] = readField(issue, field, leave);
		else notes.push(`Jira returned no ${field} for ${issue.key}: hidden from the account or not used in the project.`);
	}
	return { values: values as Partial<Replica>, notes };
}

function readField(issue: JiraIssue, field: ReplicaField, leave: TextFilter): unknown {
	const value = issue.fields[JIRA_FIELD[field]];
	switch (field) {
		case 'assignee':
		case 'reporter':
		case 'creator':
			return person(value);
		case 'description':
		case 'environment':
			return value === null || value === '' ? null : leave(richText(value));
		case 'status':
			return value === null ? null : { ...named(value), since: statusSince(issue), category: category(value) };
		case 'resolution':
			return value === null ? null : resolved(issue, value);
		case 'project':
			return { ...named(value), key: asText(asObject(value).key) };
		case 'type':
			return value === null ? null : issueType(value);
		case 'priority':
			return value === null ? null : named(value);
		case 'components':
		case 'fixVersions':
		case 'affectedVersions':
			return asList(value).map(named);
		case 'parent':
			return value === null ? null : { id: asText(asObject(value).id), key: asText(asObject(value).key) };
		default:
			return value;
	}
}

/** ADF comes as an object (Cloud v3), wiki markup as a string. */
export const richText = (value: unknown): RichText =>
	typeof value === 'string'
		? { format: 'wiki', text: value }
		: ({ format: 'adf', document: value } as RichText);

const named = (value: unknown): Named => {
	const entry = asObject(value);
	return { id: asText(entry.id), name: asText(entry.name) || asText(entry.value) };
};

/** Its name is translated, so that of a sub-task says nothing reliable. */
const issueType = (value: unknown): IssueType => {
	const { subtask } = asObject(value);
	return { ...named(value), ...(typeof subtask === 'boolean' ? { subtask } : {}) };
};

const person = (value: unknown): Person | null => (value === null ? null : readAccount(value));

const category = (status: unknown): string => asText(asObject(asObject(status as Json).statusCategory).key);

const since = (issue: JiraIssue, fieldId: string, value: unknown): Since => ({
	...named(value),
	since: lastChange(issue.changes, fieldId)?.at ?? null,
});

/**
 * Since when an issue is in its status: since its last move, or since it was created when its whole
 * history was read and holds no move. Null when nobody can tell.
 */
export function statusSince(issue: JiraIssue): string | null {
	const now = named(issue.fields.status);
	// Some histories give no field ids, and field names are translated: the status tells by its id and name.
	const isMove = ({ fieldId, to, toString }: FieldChange) => fieldId === 'status' || (to === now.id && toString === now.name);
	const moved = issue.changes.find(isMove)?.at;
	const created = asText(issue.fields.created);
	return moved ?? (issue.historyComplete && created ? toIso(created) : null);
}

/** Jira keeps the moment of the resolution itself, so it survives a history that has been cut off. */
const resolved = (issue: JiraIssue, value: unknown): Since => {
	const at = asText(issue.fields.resolutiondate);
	return { ...named(value), since: at ? toIso(at) : since(issue, 'resolution', value).since };
};

/** The newest change of a field; changes come newest first. */
export const lastChange = (changes: FieldChange[], fieldId: string): FieldChange | undefined =>
	changes.find((change) => change.fieldId === fieldId);
