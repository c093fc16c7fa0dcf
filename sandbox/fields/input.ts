import { isDeepStrictEqual as isEqual } from 'node:util';
import { badRequest, fieldErrors, notOnScreen } from '../http/errors.ts';
import type { Json, ScreenField } from '../model.ts';
import type { Field, FieldContext } from './field.ts';
import { findField } from './field.ts';
import { operationsOf } from './metadata.ts';
import { FieldProblem, UnsupportedContent, emptyOf, storedOf } from './values.ts';

export interface WriteBody {
	fields?: Record<string, unknown>;
	update?: Record<string, unknown>;
	properties?: unknown;
	transition?: unknown;
	historyMetadata?: unknown;
}

/** One verb of `update` on a field that is not a value: comments and links. */
export interface SideOperation {
	fieldId: string;
	verb: string;
	value: unknown;
}

export interface ReadInput {
	/** New stored values, only where the client named the field. */
	values: Record<string, Json>;
	side: SideOperation[];
}

const SIDE_FIELDS = new Set(['comment', 'issuelinks', 'worklog']);

/** Reads `fields` and `update` against a screen. All or nothing: every refusal is collected, then thrown at once. */
export function readInput(body: WriteBody, screen: ScreenField[], context: FieldContext, ignored: string[] = []): ReadInput {
	const problems: Record<string, string> = {};
	const result: ReadInput = { values: {}, side: [] };
	const onScreen = (id: string): Field | undefined => (screen.some((one) => one.id === id) ? findField(context.site, id) : undefined);
	for (const id of Object.keys(body.update ?? {})) {
		if (body.fields && Object.hasOwn(body.fields, id)) problems[id] = `Field '${id}' cannot be set twice in the same request.`;
	}
	for (const [id, input] of Object.entries(body.fields ?? {})) {
		if (ignored.includes(id) || problems[id]) continue;
		const field = onScreen(id);
		if (!field || operationsOf(field).includes('set') === false) problems[id] = notOnScreen(id);
		else attempt(id, problems, () => { result.values[id] = storedOf(input, field, context); });
	}
	for (const [id, operations] of Object.entries(body.update ?? {})) {
		if (ignored.includes(id) || problems[id]) continue;
		const field = onScreen(id);
		if (!field) problems[id] = notOnScreen(id);
		else attempt(id, problems, () => readOperations(field, operations, context, result));
	}
	if (Object.keys(problems).length > 0) throw fieldErrors(problems);
	return result;
}

function attempt(id: string, problems: Record<string, string>, read: () => void): void {
	try {
		read();
	} catch (error) {
		if (error instanceof UnsupportedContent) throw badRequest(error.message);
		if (!(error instanceof FieldProblem)) throw error;
		problems[id] = error.message;
	}
}

function readOperations(field: Field, operations: unknown, context: FieldContext, result: ReadInput): void {
	if (!Array.isArray(operations)) throw new FieldProblem('Update operations must be an array');
	for (const operation of operations) {
		for (const [verb, value] of Object.entries(operation as Record<string, unknown>)) {
			if (!operationsOf(field).includes(verb)) throw new FieldProblem(`Field does not support update '${verb}'`);
			if (SIDE_FIELDS.has(field.id)) result.side.push({ fieldId: field.id, verb, value });
			else result.values[field.id] = combined(field, verb, value, result.values[field.id], context);
		}
	}
}

function combined(field: Field, verb: string, value: unknown, before: Json | undefined, context: FieldContext): Json {
	if (verb === 'set') return storedOf(isNone(field, value) ? null : value, field, context);
	const current = before ?? context.issue?.values[field.id] ?? emptyOf(field);
	const list = Array.isArray(current) ? current : [];
	const [one] = storedOf([value], field, context) as Json[];
	if (one === undefined) return list;
	const without = list.filter((other) => !isEqual(other, one));
	return verb === 'add' ? (without.length === list.length ? [...list, one] : list) : without;
}

/** A parent is taken away with `{none: true}`. */
function isNone(field: Field, value: unknown): boolean {
	return field.kind === 'parent' && typeof value === 'object' && value !== null && (value as { none?: unknown }).none === true;
}

export interface PropertyInput {
	key: string;
	value: Json;
}

/** `properties: [{key, value}]` of create, edit and comment bodies. */
export function readProperties(input: unknown): PropertyInput[] {
	if (input === undefined || input === null) return [];
	if (!Array.isArray(input)) throw badRequest('Properties must be an array');
	return input.map((one: unknown) => {
		const { key, value } = (one ?? {}) as { key?: unknown; value?: unknown };
		if (typeof key !== 'string') throw badRequest('The property key must be provided.');
		checkProperty(key, JSON.stringify(value));
		return { key, value: value as Json };
	});
}

export function checkProperty(key: string, raw: string | undefined): void {
	if (key.trim() === '' || key.length > 255) throw badRequest('The property key is too long. The maximum length is 255 characters.');
	if (raw === undefined || raw === '') throw badRequest('The property value cannot be empty.');
	if (raw.length > 32_768) throw badRequest('The property value is too long. The maximum length is 32768 characters.');
}

