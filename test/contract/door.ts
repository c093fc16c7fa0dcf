import { UNDOCUMENTED } from './corrections';
import type { Operation } from './openapi';
import { adfValidator, contractDirectory, contractFor, contractsPresent } from './openapi';

/** What an exchange looks like at the sandbox's door; bodies that were streams are missing. */
export interface DoorRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: Buffer | undefined;
}

export interface DoorResponse {
	status: number;
	headers: Record<string, string>;
	body: Buffer | undefined;
	isFault: boolean;
}

export interface ContractDoor {
	onExchange: (request: DoorRequest, response: DoorResponse, site: string) => void;
	violations(): string[];
	/** Forgets what was found, for a test that provokes violations. */
	clear(): void;
	/** Throws with every violation since the last look. */
	expectNoViolations(): void;
	checked(): number;
}

export interface ContractDoorOptions {
	/** Do not hold a request against its sender when it was answered 4xx: for tests of refusals. */
	refusedRequestsAreFine?: boolean;
}

let toldMissing = false;

/** Watches every exchange and holds both sides of it to Atlassian's documents. */
export function contractDoor(options: ContractDoorOptions = {}): ContractDoor {
	let found: string[] = [];
	let count = 0;
	const present = contractsPresent();
	if (!present && !toldMissing) {
		toldMissing = true;
		console.info(`Contract checks are skipped: no OpenAPI documents in ${contractDirectory()} (set JIRA_OPENAPI_DIR)`);
	}
	return {
		onExchange(request, response, site) {
			if (!present) return;
			count += 1;
			for (const problem of problemsOf(request, response, options)) found.push(`${site}: ${request.method} ${request.path} -> ${response.status}: ${problem}`);
		},
		violations: () => [...found],
		clear: () => { found = []; },
		expectNoViolations() {
			const list = found;
			found = [];
			if (list.length > 0) throw new Error(`${list.length} violation(s) of the Jira contract:\n${list.slice(0, 20).join('\n')}`);
		},
		checked: () => count,
	};
}

export function problemsOf(request: DoorRequest, response: DoorResponse, options: ContractDoorOptions = {}): string[] {
	if (UNDOCUMENTED.some(({ method, path }) => method.split('|').includes(request.method) && path.test(request.path))) return [];
	const contract = contractFor(request.path);
	const operation = contract?.operation(request.method, request.path);
	if (!contract || !operation) return ['no such operation is documented'];
	const forgiven = options.refusedRequestsAreFine === true && response.status >= 400 && response.status < 500;
	return [
		...(forgiven ? [] : [...queryProblems(contract, operation, request), ...bodyProblems(operation, request)]),
		...(response.isFault ? [] : answerProblems(operation, response)),
	];
}

function queryProblems(contract: NonNullable<ReturnType<typeof contractFor>>, operation: Operation, request: DoorRequest): string[] {
	const known = operation.parameters.filter((one) => one.in === 'query');
	const problems: string[] = [];
	for (const [name, value] of request.query) {
		const parameter = known.find((one) => one.name === name);
		const problem = parameter ? contract.parameterProblem(parameter, value) : 'is not documented';
		if (problem) problems.push(`query parameter ${name} ${problem}`);
	}
	for (const { name, required } of known) if (required && !request.query.has(name)) problems.push(`query parameter ${name} is missing`);
	return problems;
}

function bodyProblems(operation: Operation, request: DoorRequest): string[] {
	const { bodySchema } = operation;
	if (bodySchema === 'multipart') return request.headers['content-type']?.startsWith('multipart/form-data') ? [] : ['the body is not multipart/form-data'];
	const empty = request.body === undefined || request.body.length === 0;
	if (empty) return operation.bodyRequired ? ['the body is missing'] : [];
	if (!bodySchema) return ['a body is sent where none is documented'];
	const body = parse(request.body);
	if (body === NOT_JSON) return ['the body is not JSON'];
	return [
		...(bodySchema(body) ? [] : [`the body does not match: ${explain(bodySchema)}`]),
		...adfProblems(body, 'body'),
	];
}

function answerProblems(operation: Operation, response: DoorResponse): string[] {
	const schema = operation.answer(response.status);
	if (schema === undefined) return ['the status is not documented'];
	const isJson = response.headers['content-type']?.includes('json') === true;
	if (schema === 'any') return isJson && response.body ? adfProblems(parse(response.body), 'answer') : [];
	if (!response.body || !isJson) return response.status < 300 ? ['the answer has no JSON body'] : [];
	const body = parse(response.body);
	if (body === NOT_JSON) return ['the answer is not JSON'];
	return [
		...(schema(body) ? [] : [`the answer does not match: ${explain(schema)}`]),
		...adfProblems(body, 'answer'),
	];
}

const NOT_JSON = Symbol('not JSON');

function parse(bytes: Buffer | undefined): unknown {
	try {
		return JSON.parse((bytes ?? Buffer.alloc(0)).toString('utf8'));
	} catch {
		return NOT_JSON;
	}
}

const explain = (validate: { errors?: Array<{ instancePath: string; message?: string; params?: unknown }> | null }): string => (validate.errors ?? [])
	.map((error) => `${error.instancePath || '/'} ${error.message ?? ''} ${JSON.stringify(error.params)}`).join('; ');

/** Every rich text in a body must be a document by Atlassian's schema. Property values are anybody's own. */
function adfProblems(value: unknown, where: string): string[] {
	if (Array.isArray(value)) return value.flatMap((one, at) => adfProblems(one, `${where}/${at}`));
	if (typeof value !== 'object' || value === null) return [];
	const node = value as Record<string, unknown>;
	if (node.type === 'doc' && Array.isArray(node.content)) {
		const validate = adfValidator();
		return validate(node) ? [] : [`${where} is no valid document: ${explain(validate).slice(0, 500)}`];
	}
	return Object.entries(node).filter(([name]) => name !== 'properties').flatMap(([name, one]) => adfProblems(one, `${where}/${name}`));
}
