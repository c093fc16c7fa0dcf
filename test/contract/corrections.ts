/**
 * Where Atlassian's documents say something else than Jira does. Each line is one known mistake of theirs with its
 * reason; whatever is not here counts as ours.
 */

type Schema = Record<string, unknown>;

/** Operations Jira serves and no document describes. */
export const UNDOCUMENTED: Array<{ method: string; path: RegExp; why: string }> = [
	{ method: 'GET|POST', path: /^\/rest\/webhooks\/1\.0\/webhook$/, why: 'administration of webhooks has never been in the documents' },
	{ method: 'GET|PUT|DELETE', path: /^\/rest\/webhooks\/1\.0\/webhook\/\d+$/, why: 'administration of webhooks has never been in the documents' },
	{ method: 'GET', path: /^\/_edge\/tenant_info$/, why: 'belongs to the edge, not to Jira' },
	{ method: 'GET', path: /^\/file\/[0-9a-f-]+\/binary$/, why: 'belongs to the media store' },
];

interface Correction {
	schema: string;
	why: string;
	change: (schema: { properties: Record<string, Schema>; required?: string[]; additionalProperties?: unknown }) => void;
}

const nullable = (...names: string[]) => (schema: { properties: Record<string, Schema> }): void => {
	for (const name of names) {
		const property = schema.properties[name];
		if (property) schema.properties[name] = { anyOf: [property, { enum: [null] }] };
	}
};

const more = (...names: string[]) => (schema: { properties: Record<string, Schema> }): void => {
	for (const name of names) schema.properties[name] ??= {};
};

const CORRECTIONS: Correction[] = [
	{ schema: 'ChangeDetails', why: 'a value that was or becomes empty is null, in every recorded changelog', change: nullable('from', 'fromString', 'to', 'toString') },
	{ schema: 'IssueTypeIssueCreateMetadata', why: 'create metadata carries the untranslated name', change: more('untranslatedName') },
	{ schema: 'IssueTypeDetails', why: 'issue types carry the untranslated name', change: more('untranslatedName') },
	{ schema: 'ServerInformation', why: 'serverInfo names the default locale', change: more('defaultLocale') },
	{ schema: 'UserDetails', why: 'a hidden address may be present as null', change: nullable('emailAddress') },
];

interface Document {
	paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>>;
	components: Schema;
}

export function correct<T>(document: T): T {
	const { components, paths } = document as unknown as Document;
	const schemas = components.schemas as Record<string, Parameters<Correction['change']>[0]>;
	for (const { schema, change } of CORRECTIONS) if (schemas[schema]?.properties) change(schemas[schema]);
	// Without a global id the answer is a list; the document knows only the single link.
	const remoteLinks = paths['/rest/api/3/issue/{issueIdOrKey}/remotelink']?.get?.responses['200']?.content?.['application/json'];
	if (remoteLinks?.schema) remoteLinks.schema = { anyOf: [remoteLinks.schema, { type: 'array', items: remoteLinks.schema }] };
	dropTypelessNullable(document);
	return document;
}

/** `nullable` beside a `$ref` or without a type says nothing in OpenAPI 3.0, and validators stumble over it. */
function dropTypelessNullable(node: unknown): void {
	if (Array.isArray(node)) {
		node.forEach(dropTypelessNullable);
	} else if (typeof node === 'object' && node !== null) {
		const schema = node as Schema;
		if ('nullable' in schema && typeof schema.nullable === 'boolean' && !('type' in schema)) delete schema.nullable;
		Object.values(schema).forEach(dropTypelessNullable);
	}
}

/** Answers any operation may give, whatever its list says. */
const ANYWHERE = new Set([401, 405, 415, 429, 500, 502, 503, 504]);

const STATUS_EXCEPTIONS: Array<{ operation: RegExp; status: number; why: string }> = [
	{ operation: /^(GET|POST) \/rest\/api\/[23]\/search$/, status: 410, why: 'removed in 2025, still listed' },
	{ operation: /createmeta/, status: 404, why: 'a project nobody may see' },
	{ operation: /^POST .*\/attachments$/, status: 400, why: 'a body without a part named file' },
	{ operation: /\/search\/jql$/, status: 404, why: 'deleted meanwhile' },
	{ operation: /\/issue\/\{issueIdOrKey\}\/properties/, status: 400, why: 'a property value that is not JSON' },
	{ operation: /^GET .*\/(bulkfetch|list)$/, status: 404, why: 'read by id' },
];

export function statusExceptions(operation: string, status: number): boolean {
	return ANYWHERE.has(status) || STATUS_EXCEPTIONS.some((one) => one.status === status && one.operation.test(operation));
}

/** A JSON pointer part as the name it stands for. */
export function nameIn(part: string): string {
	return decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~');
}
