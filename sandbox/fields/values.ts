import { isDocument } from '../adf/validate.ts';
import { mediaIdsOf, textOf } from '../adf/read.ts';
import type { FieldOption, Json, NamedValue, Version } from '../model.ts';
import { may } from '../permissions.ts';
import type { Site } from '../site.ts';
import { findAccount, findIssue, issueTypeOf } from '../site.ts';
import type { Field, FieldContext } from './field.ts';

/** Why a value is refused, in the words Jira puts next to the field. */
export class FieldProblem extends Error {}

/** A document Jira cannot take makes it refuse the whole request with one word, without naming the field. */
export class UnsupportedContent extends Error {}

const MAX_TEXT = 32_767;
export const TOO_LONG = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';

type Input = Record<string, unknown>;

const isObject = (value: unknown): value is Input => typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(reason: string): never {
	throw new FieldProblem(reason);
}

/** Turns what a client sends for a field into what is stored, or says why not. `null` empties a field. */
export function storedOf(input: unknown, field: Field, context: FieldContext): Json {
	if (input === null || input === undefined) return emptyOf(field);
	switch (field.kind) {
		case 'summary': return summary(input);
		case 'text': return text(input, 255);
		case 'url': return url(input);
		case 'richText': return richText(input, context.site);
		case 'number': return typeof input === 'number' ? input : refuse('Operation value must be a number');
		case 'option': return option(input, field.custom?.options ?? []).id;
		case 'options': return list(input, (one) => option(one, field.custom?.options ?? []).id);
		case 'cascade': return cascade(input, field.custom?.options ?? []);
		case 'date': return date(input);
		case 'datetime': return datetime(input);
		case 'user': return user(input, field, context);
		case 'users': return list(input, (one) => user(one, field, context));
		case 'labels': return list(input, label);
		case 'priority': return named(input, context.site.data.priorities.filter((one) => context.project.priorityIds.includes(one.id)), 'Priority');
		case 'resolution': return named(input, context.site.data.resolutions, 'Resolution');
		case 'components': return list(input, (one) => named(one, context.project.components, 'Component'));
		case 'version': return version(input, context.project.versions);
		case 'versions': return list(input, (one) => version(one, context.project.versions));
		case 'security': return named(input, context.project.securityLevels, 'Security level');
		case 'issuetype': return issueType(input, context);
		case 'parent': return parent(input, context);
		default: return refuse(`Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`);
	}
}

export function emptyOf(field: Field): Json {
	return field.schema.type === 'array' ? [] : null;
}

function summary(input: unknown): string {
	if (typeof input !== 'string') return refuse('Operation value must be a string');
	if (input.trim() === '') return refuse('You must specify a summary of the issue.');
	if (/[\r\n]/.test(input)) return refuse('The summary is invalid because it contains newline characters.');
	if (input.length > 255) return refuse("Summary can't exceed 255 characters.");
	return input.trim();
}

function text(input: unknown, limit: number): string | null {
	if (typeof input !== 'string') return refuse('Operation value must be a string');
	if (input.length > limit) return refuse(`The entered text is too long. It exceeds the allowed limit of ${limit} characters.`);
	return input === '' ? null : input;
}

function url(input: unknown): string | null {
	if (typeof input !== 'string') return refuse('Operation value must be a string');
	if (input === '') return null;
	return /^(https?|ftp|mailto):\S+$/.test(input) ? input : refuse('Not a valid URL');
}

function richText(input: unknown, site: Site): Json {
	if (!isObject(input) || input.type !== 'doc') return refuse('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
	if (!isDocument(input)) throw new UnsupportedContent('INVALID_INPUT');
	if (mediaIdsOf(input).some((id) => !isStoredMedia(site, id))) throw new UnsupportedContent('ATTACHMENT_VALIDATION_ERROR');
	const words = textOf(input);
	if (words.length > MAX_TEXT) return refuse(TOO_LONG);
	return words === '' && (input.content as unknown[]).every(isBlank) ? null : input as unknown as Json;
}

/** Whether the site's media store has the file: ids of attachments and of other sites' files are refused. */
function isStoredMedia(site: Site, mediaId: string): boolean {
	return Object.values(site.data.issues).some((issue) => issue.attachments.some((file) => file.mediaId === mediaId));
}

const isBlank = (node: unknown): boolean => isObject(node) && node.type === 'paragraph' && !(node.content as unknown[] | undefined)?.length;

/** A comment body; unlike a field it may not be empty, and its problem is named `comment`. */
export function commentBody(input: unknown, site: Site): Json {
	if (!isObject(input) || input.type !== 'doc') return refuse('Comment body is not valid!');
	const body = richText(input, site);
	return body === null ? refuse('Comment body can not be empty!') : body;
}

function list(input: unknown, one: (value: unknown) => Json): Json[] {
	if (!Array.isArray(input)) return refuse('data was not an array');
	const stored = input.map(one);
	return stored.filter((value, index) => stored.findIndex((other) => other === value) === index);
}

function label(input: unknown): string {
	if (typeof input !== 'string') return refuse('string expected at index 0');
	if (/\s/.test(input)) return refuse(`The label '${input}' contains spaces which is invalid.`);
	return input.length > 255 ? refuse(`The label '${input}' exceeds the maximum length for a label (255).`) : input;
}

function option(input: unknown, options: FieldOption[]): FieldOption {
	if (!isObject(input)) return refuse("Specify a valid 'id' or 'name' for option");
	const found = options.find((known) => (input.id === undefined ? known.value === input.value : known.id === String(input.id)));
	if (found) return found;
	return refuse(input.id === undefined ? `Option value '${String(input.value)}' is not valid` : `Option id '${String(input.id)}' is not valid`);
}

function cascade(input: unknown, options: FieldOption[]): Json {
	const first = option(input, options);
	const child = (input as Input).child;
	return child === undefined || child === null ? [first.id] : [first.id, option(child, first.children ?? []).id];
}

function date(input: unknown): string | null {
	if (typeof input !== 'string') return refuse('Operation value must be a string');
	if (input === '') return null;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(input) || Number.isNaN(Date.parse(input))) return refuse("Error parsing date string: " + input);
	return input;
}

function datetime(input: unknown): number | null {
	if (typeof input !== 'string') return refuse('Operation value must be a string');
	const at = Date.parse(input.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
	if (Number.isNaN(at) || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}([+-]\d{4}|Z)$/.test(input)) return refuse(`Error parsing time: ${input}`);
	return at;
}

function user(input: unknown, field: Field, context: FieldContext): Json {
	if (!isObject(input)) return refuse('data was not an object');
	const id = input.accountId ?? input.id;
	if (id === null || id === undefined || id === '-1') return null;
	const account = typeof id === 'string' ? findAccount(context.site, id) : undefined;
	if (!account?.active) return refuse(field.id === 'reporter' ? 'The reporter specified is not a user.' : `User '${String(id)}' does not exist.`);
	if (field.id === 'assignee' && !may(account, context.project, 'ASSIGNABLE_USER')) return refuse(`User '${account.accountId}' cannot be assigned issues.`);
	return account.accountId;
}

function named(input: unknown, known: NamedValue[], what: string): string {
	if (!isObject(input)) return refuse("Could not find valid 'id' or 'name' in " + what.toLowerCase() + ' object.');
	const found = known.find((one) => (input.id === undefined ? one.name === input.name : one.id === String(input.id)));
	return found ? found.id : refuse(`${what} ${input.id === undefined ? 'name' : 'id'} '${String(input.id ?? input.name)}' is not valid`);
}

function version(input: unknown, versions: Version[]): string {
	return named(input, versions.filter((one) => !one.archived), 'Version');
}

function issueType(input: unknown, context: FieldContext): string {
	const types = context.project.issueTypeIds.map((id) => issueTypeOf(context.site, id));
	const found = isObject(input) ? types.find((one) => (input.id === undefined ? one.name === input.name : one.id === String(input.id))) : undefined;
	if (!found) return refuse('The issue type selected is invalid.');
	const current = context.issue ? issueTypeOf(context.site, String(context.issue.values.issuetype)) : found;
	if ((current.hierarchyLevel < 0) !== (found.hierarchyLevel < 0)) return refuse('The issue type selected is invalid.');
	return found.id;
}

function parent(input: unknown, context: FieldContext): string {
	const given = isObject(input) ? input.id ?? input.key : undefined;
	const found = given === undefined ? undefined : findIssue(context.site, String(given));
	if (!found) return refuse('Could not find issue by id or key.');
	const level = issueTypeOf(context.site, context.issueTypeId).hierarchyLevel;
	const parentLevel = issueTypeOf(context.site, String(found.values.issuetype)).hierarchyLevel;
	if (parentLevel !== level + 1 || (level < 0 && found.projectId !== context.project.id)) {
		return refuse('Given parent work item does not belong to appropriate hierarchy.');
	}
	return found.id;
}

