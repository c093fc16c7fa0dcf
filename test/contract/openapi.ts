import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { correct, nameIn, statusExceptions } from './corrections';

/**
 * Atlassian's own OpenAPI documents, turned into questions about one exchange. The documents are not part of this
 * repository: they lie in `../shared/jira`, or where JIRA_OPENAPI_DIR says. Everything is compiled on first use.
 */

type Schema = Record<string, unknown>;

export interface Parameter {
	in: 'path' | 'query' | 'header';
	name: string;
	required?: boolean;
	schema?: Schema;
}

export interface Operation {
	id: string;
	parameters: Parameter[];
	bodySchema: ValidateFunction | 'multipart' | undefined;
	bodyRequired: boolean;
	/** The schema of an answer, `any` where the document gives a status without one. */
	answer(status: number): ValidateFunction | 'any' | undefined;
}

interface Document {
	paths: Record<string, Record<string, RawOperation>>;
	components: Schema;
}

interface RawOperation {
	parameters?: Array<Parameter & { $ref?: string }>;
	requestBody?: { required?: boolean; content?: Record<string, { schema?: Schema }> };
	responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export const contractDirectory = (): string => process.env.JIRA_OPENAPI_DIR ?? resolve(process.cwd(), '../shared/jira');

export const contractsPresent = (): boolean => existsSync(resolve(contractDirectory(), DOCUMENTS['3']));

const DOCUMENTS = { 3: 'cloud-platform-v3.openapi.json', 2: 'cloud-platform-v2.openapi.json' } as const;

/** Times as Jira really writes them: the offset has no colon, which RFC 3339 wants. */
const JIRA_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

const contracts = new Map<string, Contract>();

/** The contract a path belongs to, by the version in it. */
export function contractFor(path: string): Contract | undefined {
	const version = /^\/rest\/api\/([23])\//.exec(path)?.[1] as '2' | '3' | undefined;
	if (!version) return undefined;
	const known = contracts.get(version);
	if (known) return known;
	const read = new Contract(resolve(contractDirectory(), DOCUMENTS[version]));
	contracts.set(version, read);
	return read;
}

export class Contract {
	private readonly document: Document;
	private readonly ajv: Ajv;
	private readonly operations = new Map<string, Operation>();
	private readonly byLength = new Map<number, Array<{ path: string; segments: string[] }>>();

	constructor(file: string) {
		this.document = correct(JSON.parse(readFileSync(file, 'utf8')) as Document);
		this.ajv = new Ajv({ strict: false, validateSchema: false, allErrors: false, verbose: false, validateFormats: true });
		addFormats(this.ajv);
		this.ajv.addFormat('date-time', JIRA_TIME);
		this.ajv.addFormat('uri', (value: string) => URL.canParse(value));
		this.ajv.addSchema({ $id: 'openapi', ...this.document } as Schema);
		for (const path of Object.keys(this.document.paths)) {
			const segments = path.split('/');
			const list = this.byLength.get(segments.length) ?? [];
			list.push({ path, segments });
			this.byLength.set(segments.length, list);
		}
	}

	/** The documented operation a request is, literal path segments before parameters. */
	operation(method: string, path: string): Operation | undefined {
		const given = path.split('/');
		const fits = (this.byLength.get(given.length) ?? [])
			.filter(({ segments }) => segments.every((segment, at) => segment.startsWith('{') || segment === given[at]))
			.sort((left, right) => left.segments.filter(isVariable).length - right.segments.filter(isVariable).length);
		const verb = method.toLowerCase();
		const found = fits.find((one) => this.document.paths[one.path]?.[verb]);
		return found ? this.compiled(found.path, verb) : undefined;
	}

	private compiled(path: string, verb: string): Operation {
		const id = `${verb.toUpperCase()} ${path}`;
		const known = this.operations.get(id);
		if (known) return known;
		const raw = this.document.paths[path]?.[verb] as RawOperation;
		const pointer = `openapi#/paths/${pointerPart(path)}/${verb}`;
		const content = raw.requestBody?.content ?? {};
		const answers = new Map<number, ValidateFunction | 'any' | undefined>();
		const operation: Operation = {
			id,
			parameters: (raw.parameters ?? []).map((one) => (one.$ref ? this.resolve(one.$ref) as unknown as Parameter : one)),
			bodySchema: content['multipart/form-data'] ? 'multipart' : content['application/json'] ? this.compile(`${pointer}/requestBody/content/application~1json/schema`) : undefined,
			bodyRequired: raw.requestBody?.required === true,
			answer: (status) => {
				if (!answers.has(status)) answers.set(status, this.answerOf(raw, pointer, id, status));
				return answers.get(status);
			},
		};
		this.operations.set(id, operation);
		return operation;
	}

	private answerOf(raw: RawOperation, pointer: string, id: string, status: number): ValidateFunction | 'any' | undefined {
		const answer = raw.responses[String(status)];
		if (!answer) return statusExceptions(id, status) ? 'any' : undefined;
		const schema = answer.content?.['application/json']?.schema;
		if (!schema || Object.keys(schema).length === 0) return 'any';
		return this.compile(`${pointer}/responses/${status}/content/application~1json/schema`);
	}

	private compile(reference: string): ValidateFunction {
		return this.ajv.compile({ $ref: reference });
	}

	/** Whether one value of a parameter is allowed. */
	parameterProblem(parameter: Parameter, value: string): string | undefined {
		const schema = this.plain(parameter.schema ?? {});
		if (schema.type === 'array') {
			const items = this.plain((schema.items ?? {}) as Schema);
			return value.split(',').map((one) => scalarProblem(items, one)).find((problem) => problem !== undefined);
		}
		return scalarProblem(schema, value);
	}

	private plain(schema: Schema): Schema {
		return typeof schema.$ref === 'string' ? this.resolve(schema.$ref) : schema;
	}

	private resolve(reference: string): Schema {
		return reference.slice(2).split('/').reduce<unknown>((at, part) => (at as Schema)[nameIn(part)], this.document) as Schema;
	}
}

const isVariable = (segment: string): boolean => segment.startsWith('{');
const pointerPart = (path: string): string => encodeURIComponent(path.replace(/~/g, '~0').replace(/\//g, '~1'));

function scalarProblem(schema: Schema, value: string): string | undefined {
	if (schema.type === 'integer' && !/^-?\d+$/.test(value)) return `"${value}" is not an integer`;
	if (schema.type === 'boolean' && !/^(true|false)$/.test(value)) return `"${value}" is not a boolean`;
	if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return `"${value}" is none of ${schema.enum.join(', ')}`;
	if (typeof schema.maxLength === 'number' && value.length > schema.maxLength) return `"${value}" is longer than ${schema.maxLength}`;
	if (typeof schema.maximum === 'number' && Number(value) > schema.maximum) return `"${value}" is more than ${schema.maximum}`;
	return undefined;
}

let adf: ValidateFunction | undefined;

/** Atlassian's schema of its document format. */
export function adfValidator(): ValidateFunction {
	adf ??= new Ajv04({ strict: false, allErrors: false }).compile(JSON.parse(readFileSync(resolve(contractDirectory(), 'adf-schema-v1-full.json'), 'utf8')) as Schema);
	return adf;
}
