/** One HTTP exchange as the port sees it; how it is carried is the caller's business. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Absolute URL, query included. */
	url: string;
	headers: Record<string, string>;
	/** JSON value, or a multipart form when `multipart` is true. */
	body?: unknown;
	multipart?: boolean;
	/** `stream` hands the body on unread; it is then a Node readable stream. `text` takes any form, JSON parsed. */
	expect: 'json' | 'stream' | 'text';
	/** Milliseconds without an answer before the call counts as lost. */
	timeout: number;
}

export interface HttpAnswer {
	status: number;
	/** Header names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON, a string when the answer was no JSON, a readable stream, or undefined. */
	body: unknown;
}

/** Resolves with any answer Jira gave, also 4xx and 5xx; rejects only when there was none. */
export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>;
