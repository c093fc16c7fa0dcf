import { jiraCredentials } from '../../../host/jiraCredentials.ts';
import { type OpenSandbox, openSandbox } from '../../../host/sandbox.ts';
import { ThrowawayN8n } from '../../../host/throwawayN8n.ts';

/** A start from nothing takes some 20 s on a quiet machine; others may be busy. */
export const STARTING = 180_000;

/** One step in a running n8n: a few requests, an execution or two. */
export const STEP = 60_000;

/** A real n8n for all tests of a file, ended after them whatever happened. */
export function useN8n(): () => ThrowawayN8n {
	let one: ThrowawayN8n | undefined;
	beforeAll(async () => {
		one = await ThrowawayN8n.open();
	}, STARTING);
	afterAll(() => one?.close(), STEP);
	return () => one ?? fail('n8n');
}

/** Two Jira sites for all tests of a file, on free ports and in memory. */
export function useSandbox(): () => OpenSandbox {
	let one: OpenSandbox | undefined;
	beforeAll(async () => {
		one = await openSandbox();
	}, STEP);
	afterAll(() => one?.close(), STEP);
	return () => one ?? fail('the sandbox');
}

export const credentialsOf = ({ sites }: OpenSandbox) => jiraCredentials(sites);

function fail(what: string): never {
	throw new Error(`A test asked for ${what} before it was started`);
}
