import type { SandboxResponse } from './exchange.ts';
import { json } from './exchange.ts';

/** A refusal in the shape Jira gives it: sentences in `errorMessages`, field sentences in `errors`. */
export class JiraError extends Error {
	readonly status: number;
	readonly messages: string[];
	readonly fields: Record<string, string>;

	constructor(status: number, messages: string[] = [], fields: Record<string, string> = {}) {
		super([...messages, ...Object.entries(fields).map(([name, why]) => `${name}: ${why}`)].join('; '));
		this.name = 'JiraError';
		this.status = status;
		this.messages = messages;
		this.fields = fields;
	}

	toResponse(): SandboxResponse {
		return json(this.status, { errorMessages: this.messages, errors: this.fields });
	}
}

/** The connection breaks instead of an answer; adapters cut the socket, in-process callers see this error. */
export class ConnectionDropped extends Error {
	readonly code = 'ECONNRESET';

	constructor() {
		super('socket hang up');
		this.name = 'ConnectionDropped';
	}
}

/** Missing, hidden and deleted issues are answered alike, so that nobody learns which it is. */
export function issueNotFound(): JiraError {
	return new JiraError(404, ['Issue does not exist or you do not have permission to see it.']);
}

export function badRequest(message: string): JiraError {
	return new JiraError(400, [message]);
}

export function fieldErrors(fields: Record<string, string>): JiraError {
	return new JiraError(400, [], fields);
}

export function notOnScreen(fieldId: string): string {
	return `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`;
}
