import { asObject, asText, readIssue, type FieldOfChange } from '../cloud/readValues';
import type { OneIssue } from '../cloud/issues';
import type { JiraIssue } from '../types';

/** Fields of Jira whose name in the history is not their id. */
const NAMED_OTHERWISE: Record<string, string> = { Component: 'components', 'Fix Version': 'fixVersions', Version: 'versions' };

/**
 * An issue with `expand=changelog,names,schema`. Entries of the history name their field (REST document of 10.3: `ChangeItemBean` has no
 * `fieldId`), and text with markup looks like any other in the value of a custom field. The history is that of all changes (same
 * document, `expand` of `GET /issue`); only Cloud ends it after a hundred entries.
 */
function read(value: unknown): JiraIssue {
	const { names, schema } = asObject(value);
	const issue = readIssue(value, Infinity, fieldByName(asObject(names)));
	const richFields = Object.entries(asObject(schema)).flatMap(([id, field]) => (asText(asObject(field).custom).endsWith(':textarea') ? [id] : []));
	return richFields.length > 0 ? { ...issue, richFields } : issue;
}

/** Of custom fields that share a name nobody can tell which one was changed; such a change counts for none. */
const fieldByName = (names: Record<string, unknown>): FieldOfChange => (item) => {
	const field = asText(item.field);
	if (item.fieldId !== undefined) return asText(item.fieldId);
	if (item.fieldtype !== 'custom') return NAMED_OTHERWISE[field] ?? field;
	const [id = field, ...others] = Object.keys(names).filter((each) => each.startsWith('customfield_') && names[each] === field);
	return others.length > 0 ? field : id;
};

export const dataCenterIssue: OneIssue = { withHistory: ['names', 'schema'], read };
