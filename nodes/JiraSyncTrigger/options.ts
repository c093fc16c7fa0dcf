import { SyncError } from '../../sync/errors';
import { filterQuery, type Filters } from '../../sync/filters';
import { allOf, withoutOrder } from '../../sync/jql';
import { isEmptyScope, type Scope } from '../../sync/scope';
import { invalidRules } from '../../sync/sharedRules';
import type { StartCondition } from '../../sync/startCondition';
import { asConnectionName } from '../shared/connectionName';

export interface TriggerOptions {
	connection: string;
	mode: 'both' | 'sweep' | 'webhook';
	scope: Scope;
	start: StartCondition;
	/** Most changes in one sweep. */
	most: number;
	/** Empty: derived from the credential. */
	secret: string;
	acceptUnsigned: boolean;
	ignoreSyncAccount: boolean;
	/** The node registers no webhook. */
	byHand: boolean;
}

/** Reads one parameter; every context of n8n has another signature for that. */
export type ReadParameter = (name: string, fallback?: unknown) => unknown;

/** The reader of a context whose parameters belong to no item (webhook, registration, sweep). */
export const parametersOf =
	(context: { getNodeParameter(name: string, fallback?: unknown): unknown }): ReadParameter =>
	(name, fallback) =>
		context.getNodeParameter(name, fallback);

/** @throws SyncError `connectionName` for a name that cannot stand in property keys, `scopeEmpty` when no project is shown, `rulesInvalid` for a stop without a query, `projectUnknown` for what is no key */
export function readOptions(read: ReadParameter): TriggerOptions {
	const connection = asConnectionName(read('connection'));
	const options = read('options', {}) as { acceptUnsigned?: boolean; ignoreSyncAccount?: boolean; most?: number; secret?: string; byHand?: boolean };
	return {
		connection,
		mode: read('mode', 'both') as TriggerOptions['mode'],
		scope: readScope(read),
		start: readStart(read),
		most: options.most ?? 500,
		secret: options.secret ?? '',
		acceptUnsigned: options.acceptUnsigned === true,
		ignoreSyncAccount: options.ignoreSyncAccount === true,
		byHand: options.byHand === true,
	};
}

/** Issue keys begin with it, and by them the scope is judged. */
const PROJECT_KEY = /^[A-Za-z][A-Za-z0-9_]*$/;

function readScope(read: ReadParameter): Scope {
	const mode = read('scopeMode', 'only') as Scope['mode'];
	const chosen = read('projects', []);
	const projects = (Array.isArray(chosen) ? chosen.map(String) : list(chosen)).filter(Boolean);
	const wrong = projects.find((project) => !PROJECT_KEY.test(project));
	if (mode !== 'all' && wrong !== undefined) {
		throw new SyncError('projectUnknown', `"${wrong}" is no project key.`, { scope: 'connection', next: 'Choose projects from the list, or give keys such as DESK: the number and the name of a project do not count.' });
	}
	const scope: Scope = mode === 'all' ? { mode, projects: [], types: [] } : { mode, projects, types: list(read('issueTypes', '')) };
	if (!isEmptyScope(scope)) return scope;
	throw new SyncError('scopeEmpty', 'The scope shows only selected projects, and none is selected.', {
		scope: 'connection',
		next: 'Choose the projects this connection may see, or set Scope to Show All.',
	});
}

function readStart(read: ReadParameter): StartCondition {
	const given = read('startCondition', {}) as {
		jql?: string;
		moves?: { change?: Array<{ from?: string; to?: string }> };
		pairedOnly?: boolean;
		statuses?: string;
		stop?: boolean;
		transitions?: string;
	};
	const filters = read('filters', {}) as Partial<Record<keyof Filters, string>>;
	const own = withoutOrder(given.jql ?? '');
	const picked = filterQuery(Object.fromEntries(Object.entries(filters).map(([field, text]) => [field, list(text)])));
	const jql = own && picked ? allOf([`(${own})`, picked]) : own || picked;
	if (given.stop && !jql) throw invalidRules('Stop When It No Longer Matches is on, and there is no query to match.', 'Give JQL or Filters, or switch it off.');
	const statuses = list(given.statuses);
	const transitions = list(given.transitions);
	const moves = (given.moves?.change ?? []).map(({ from, to }) => ({ ...(from?.trim() ? { from: from.trim() } : {}), ...(to?.trim() ? { to: to.trim() } : {}) }));
	return {
		...(jql ? { jql } : {}),
		...(statuses.length ? { statuses } : {}),
		...(moves.length ? { moves } : {}),
		...(transitions.length ? { transitions } : {}),
		...(given.pairedOnly ? { pairedOnly: true } : {}),
		...(given.stop ? { stop: true } : {}),
	};
}

const list = (text: unknown): string[] =>
	String(text ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
