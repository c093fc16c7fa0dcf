import type { HttpAnswer } from './http';

export type JiraErrorCode =
	| 'badRequest'
	| 'conflict'
	| 'forbidden'
	| 'notFound'
	| 'noAnswer'
	| 'notJira'
	| 'rateLimited'
	| 'tooLarge'
	| 'unauthorized'
	| 'unavailable';

export interface JiraErrorData {
	/** Address of the site without credentials. */
	site: string;
	method: string;
	/** Path without query: a query may carry names and JQL. */
	path: string;
	status?: number;
	/** Jira's general sentences (`errorMessages`, gateway `message`). */
	messages: string[];
	/** Jira's sentences by field id (`errors`). */
	fields: Record<string, string>;
	/** True when the same request may succeed later without anybody's help. */
	retryable: boolean;
	/** Epoch milliseconds before which a retry makes no sense. */
	retryAt?: number;
	/** True when the request may have been carried out although it failed. */
	mayHaveHappened: boolean;
}

/** Jira refused a request, or did not answer. The message never holds field values or secrets. */
export class JiraError extends Error {
	override readonly name = 'JiraError';

	constructor(
		readonly code: JiraErrorCode,
		readonly data: JiraErrorData,
	) {
		super(describe(code, data));
	}
}

const WHAT: Record<JiraErrorCode, string> = {
	badRequest: 'Jira refused the request',
	conflict: 'Jira was changing this issue at the same moment',
	forbidden: 'The account may not do this in Jira',
	notFound: 'Jira does not show this to the account: deleted, moved out of sight, or never there',
	noAnswer: 'Jira did not answer',
	notJira: 'The address answers, but not as Jira does',
	rateLimited: 'Jira asks for a pause (rate limit)',
	tooLarge: 'Jira refused it as too large',
	unauthorized: 'Jira did not accept the credential',
	unavailable: 'Jira is not available at the moment',
};

/** Failures that stop everything at a site and not one issue. */
const SITE_WIDE: ReadonlySet<JiraErrorCode> = new Set(['noAnswer', 'notJira', 'unauthorized', 'unavailable', 'rateLimited']);

/** How much of the work stands still after an error of this kind. */
export const scopeOfCode = (code: JiraErrorCode): 'issue' | 'site' => (SITE_WIDE.has(code) ? 'site' : 'issue');

/** What to do next, in one sentence a person can act on. */
export const NEXT_STEP: Record<JiraErrorCode, string> = {
	badRequest: 'Correct the value or the field that Jira names, then run the item again.',
	conflict: 'Nothing to do: run the item again.',
	forbidden: "Give the account the permission that Jira names in the project's permission scheme, or use another account.",
	notFound: 'Check the key and whether the account has Browse Projects and, with issue security, is on the level.',
	noAnswer: 'Check that the site URL is right and that n8n can reach it; the item can be run again safely.',
	notJira: 'Check the site URL in the credential; a login page or proxy seems to stand in front of Jira.',
	rateLimited: 'Nothing to do: the item can be run again after the pause.',
	tooLarge: 'Raise the limit in Jira or leave the file or text out by a rule.',
	unauthorized: 'Renew the token or password in the credential and press Test; then run the item again.',
	unavailable: 'Nothing to do: the item can be run again later.',
};

function describe(code: JiraErrorCode, data: JiraErrorData): string {
	const fields = Object.entries(data.fields).map(([field, text]) => `${field}: ${text}`);
	const said = [...data.messages, ...fields].join(' ');
	const where = `${data.method} ${data.path} at ${data.site}`;
	const status = data.status === undefined ? '' : ` answered ${data.status}`;
	return `${WHAT[code]}: ${where}${status}${said ? `: ${said}` : ''}`;
}

/** The error code that belongs to an HTTP status of Jira. */
export function codeOfStatus(status: number): JiraErrorCode {
	if (status === 401) return 'unauthorized';
	if (status === 403) return 'forbidden';
	if (status === 404 || status === 410) return 'notFound';
	if (status === 409) return 'conflict';
	if (status === 413) return 'tooLarge';
	if (status === 429) return 'rateLimited';
	return status >= 500 ? 'unavailable' : 'badRequest';
}

/**
 * Jira's own words from an error body. Known shapes: `{errorMessages, errors}` (platform),
 * `{errorMessage}` (service management), `{code, message}` (the gateway), a plain text, and a page of which only the title counts.
 * Anything else yields none.
 */
export function readErrorBody(answer: HttpAnswer): Pick<JiraErrorData, 'messages' | 'fields'> {
	const body = answer.body;
	if (typeof body === 'string') return { messages: [wordsOfPage(body)].filter(Boolean), fields: {} };
	if (typeof body !== 'object' || body === null) return { messages: [], fields: {} };
	const { errorMessages, errors, errorMessage, message } = body as Record<string, unknown>;
	const messages = [
		...(Array.isArray(errorMessages) ? errorMessages : []),
		errorMessage,
		message,
	].filter((text): text is string => typeof text === 'string' && text !== '');
	const fields: Record<string, string> = {};
	if (typeof errors === 'object' && errors !== null) {
		for (const [field, text] of Object.entries(errors)) {
			if (typeof text === 'string') fields[field] = text;
		}
	}
	return { messages, fields };
}

/** Longer ones hold a trace or a page. */
const LONGEST_WORDS = 200;

const wordsOfPage = (body: string): string =>
	(/<[a-z!]/i.test(body) ? (/<title>([^<]*)/i.exec(body)?.[1] ?? '') : body).replace(/\s+/g, ' ').trim().slice(0, LONGEST_WORDS);
