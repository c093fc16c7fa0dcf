import { asList, asObject, asText, readAccount, toIso, type Json } from '../../sync/values';
import type { FieldChange, FieldMeta, JiraAttachment, JiraIssue, JiraTransition } from '../types';

export { asList, asObject, asText, readAccount, toIso, type Json } from '../../sync/values';

const asTextOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : asText(value));

export function readAttachment(value: unknown): JiraAttachment {
	const file = asObject(value);
	return {
		id: asText(file.id),
		name: asText(file.filename),
		size: Number(file.size ?? 0),
		mimeType: asText(file.mimeType) || 'application/octet-stream',
		created: asText(file.created),
		author: readAccount(file.author),
	};
}

/** Name and id of the role or group that a comment's `visibility` names. On Cloud a group may come with its id only. */
export function readAudience(visibility: Json): string[] | undefined {
	const names = [asText(visibility.value), asText(visibility.identifier)].filter((name) => name !== '');
	return ['group', 'role'].includes(asText(visibility.type)) && names.length > 0 ? names : undefined;
}

/** The `attachment` field of an issue; empty when it was not read. */
export const readAttachments = (field: unknown): JiraAttachment[] => asList(field).map(readAttachment);

export function readTransition(value: unknown): JiraTransition {
	const transition = asObject(value);
	const to = asObject(transition.to);
	const fields = transition.fields === undefined ? undefined : readFieldMetas(transition.fields);
	return {
		id: asText(transition.id),
		name: asText(transition.name),
		to: { id: asText(to.id), name: asText(to.name) },
		...(fields ? { fields } : {}),
	};
}

/** Field metadata by field id, from the object form of transitions or the list form of createmeta. */
export function readFieldMetas(value: unknown): Record<string, FieldMeta> {
	const entries: Array<[string, Json]> = Array.isArray(value)
		? asList(value).map((field) => [asText(field.fieldId) || asText(field.key), field])
		: Object.entries(asObject(value)).map(([id, field]) => [id, asObject(field)]);
	return Object.fromEntries(
		entries.map(([fieldId, field]) => [
			fieldId,
			{
				fieldId,
				name: asText(field.name) || fieldId,
				required: field.required === true,
				hasDefaultValue: field.hasDefaultValue === true,
				type: asText(asObject(field.schema).type) || 'any',
				...(asText(asObject(field.schema).items) ? { items: asText(asObject(field.schema).items) } : {}),
				...(asText(asObject(field.schema).custom) ? { custom: asText(asObject(field.schema).custom) } : {}),
				...(Array.isArray(field.allowedValues) ? { allowedValues: asList(field.allowedValues) } : {}),
			},
		]),
	);
}

/** The id of the field that an entry of the history tells of. */
export type FieldOfChange = (item: Json) => string;

/** `field` is translated to the language of the account; only `fieldId` is stable. */
const fieldOfChange: FieldOfChange = (item) => asText(item.fieldId) || asText(item.field);

/**
 * An issue from `GET /issue/{id}` or its bulk form.
 *
 * @param longestHistory how many history entries come with it at most
 * @param fieldOf where a deployment tells it in another way
 */
export function readIssue(value: unknown, longestHistory = 100, fieldOf = fieldOfChange): JiraIssue {
	const issue = asObject(value);
	return {
		id: asText(issue.id),
		key: asText(issue.key),
		fields: asObject(issue.fields),
		properties: asObject(issue.properties),
		changes: readChanges(asObject(issue.changelog).histories, fieldOf),
		...(issue.changelog === undefined ? {} : { historyComplete: isWhole(asObject(issue.changelog), longestHistory) }),
		...(Array.isArray(issue.transitions) ? { transitions: issue.transitions.map(readTransition) } : {}),
		...(issue.editmeta === undefined ? {} : { editFields: readFieldMetas(asObject(issue.editmeta).fields) }),
		names: asObject(issue.names) as Record<string, string>,
	};
}

/** `total` may count the entries of the answer only, so a full page says nothing. */
function isWhole(changelog: Json, longest: number): boolean {
	const { length } = asList(changelog.histories);
	return length < longest && Number(changelog.total ?? length) <= length;
}

/** History entries flattened to field changes, newest first whatever order Jira sent them in. */
export function readChanges(histories: unknown, fieldOf = fieldOfChange): FieldChange[] {
	return asList(histories)
		.flatMap((history) =>
			asList(history.items).map((item) => ({
				fieldId: fieldOf(item),
				at: toIso(asText(history.created)),
				from: asTextOrNull(item.from),
				to: asTextOrNull(item.to),
				fromString: asTextOrNull(item.fromString),
				toString: asTextOrNull(Object.hasOwn(item, 'toString') ? item.toString : null),
			})),
		)
		.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
