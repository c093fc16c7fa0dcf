import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox';
import { READS_BY_POST } from '../../host/readsByPost';
import type { SyncItem } from '../../sync/item';
import type { Scope } from '../../sync/scope';
import type { StartCondition } from '../../sync/startCondition';
import { CredentialStore } from './credentialStore';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from './runWorkflow';

/** A bundled workflow, as it is imported. */
export const template = (name: string): WorkflowFile =>
	JSON.parse(readFileSync(join(__dirname, '../../templates', `${name}.json`), 'utf8')) as WorkflowFile;

/** One direction of a connection, played by its bundled template. */
export interface Direction {
	workflow: WorkflowFile;
	/** The site that its issues come from. */
	from: 'desk' | 'dev';
	trigger: string;
	/** Build Replica; a look begins here unless the way from the trigger is more than a line (`wholeWay`). */
	first: string;
	last: string;
	wholeWay?: true;
}

/** Two sandbox sites and both templates between them, in this process. */
export interface Pair {
	sandbox: Sandbox;
	desk: ReturnType<Sandbox['site']>;
	dev: ReturnType<Sandbox['site']>;
	credentials: CredentialStore;
	escalation: Direction;
	resolution: Direction;
	/** Lets a direction look at an issue as a delivery would. */
	look(direction: Direction, key: string, more?: { executionId?: string; reached?: string[]; retry?: unknown; deleted?: Told; start?: StartCondition; scope?: Scope }): Promise<Look>;
	/** Requests that change something, since the last call, without those that only read by POST. */
	writes(): string[];
	close(): Promise<void>;
}

/** What a delivery says of an issue that may be gone by now. */
export interface Told {
	id: string;
	/** ISO time. */
	at?: string;
	/** The deletion of the issue, unless something else is told. */
	events?: string[];
}

export interface Look {
	/** What came out of the last node. */
	item: SyncItem | undefined;
	/** What Build Replica did not let out. */
	skipped: SyncItem | undefined;
	/** The error item, from whichever node. */
	failed: (SyncItem & { error: { code: string; message: string; next: string; retryable: boolean } }) | undefined;
	run: WorkflowRun;
}

export async function openPair(options: SandboxOptions = {}): Promise<Pair> {
	const sandbox = createSandbox({ webhooks: 'hold', ...options });
	await sandbox.listen();
	const desk = sandbox.site('desk');
	const dev = sandbox.site('dev');
	const credential = (site: typeof desk) => ({
		siteUrl: site.url,
		email: site.syncAccount.email,
		apiToken: site.syncAccount.apiToken,
		gatewayUrl: sandbox.urls().gateway,
	});
	const credentials = new CredentialStore({
		'Jira Desk': credential(desk),
		'Jira Dev': credential(dev),
		'Jira Desk (source site)': credential(desk),
		'Jira Dev (source site)': credential(dev),
	});
	const escalation: Direction = { workflow: template('service-desk-escalation'), from: 'desk', trigger: 'Desk Issue Changed', first: 'Build Desk Replica', last: 'Record Dev Twin on Desk' };
	const resolution: Direction = { workflow: template('dev-resolution'), from: 'dev', trigger: 'Dev Issue Changed', first: 'Build Dev Replica', last: 'Record Desk Twin on Dev' };
	return {
		sandbox,
		desk,
		dev,
		credentials,
		escalation,
		resolution,
		async look(direction, key, more = {}) {
			const site = direction.from === 'desk' ? desk : dev;
			const trigger = direction.workflow.nodes.find(({ name }) => name === direction.trigger);
			const start = (trigger?.parameters.startCondition ?? {}) as { statuses?: string };
			const json = {
				connection: 'deskdev',
				issue: { id: more.deleted?.id ?? site.issue(key).id, key },
				...(more.deleted ? { events: more.deleted.events ?? ['jira:issue_deleted'], at: more.deleted.at } : {}),
				start: { ...(more.start ?? (start.statuses ? { statuses: [start.statuses] } : {})) },
				...(more.scope ? { scope: { ...more.scope } } : {}),
				reached: more.reached ?? [],
				...(more.retry ? { retry: more.retry as never } : {}),
			};
			const begin = direction.wholeWay ? { node: direction.trigger, between: true } : { node: direction.first };
			const run = await runWorkflow(direction.workflow, credentials, { ...begin, items: [{ json }], executionId: more.executionId });
			const own = direction.workflow.nodes.filter(({ type }) => type.startsWith('n8n-nodes-jira-sync.') && !type.endsWith('Trigger'));
			const failed = own.flatMap(({ name, type }) => run.output(name, type.endsWith('buildReplica') ? 2 : 1))[0];
			return {
				item: run.output(direction.last)[0]?.json as SyncItem | undefined,
				skipped: run.output(direction.first, 1)[0]?.json as SyncItem | undefined,
				failed: failed?.json as Look['failed'],
				run,
			};
		},
		writes() {
			const seen = sandbox.requests().filter(({ method, path }) => method !== 'GET' && !READS_BY_POST.test(path));
			sandbox.clearRequests();
			return seen.map(({ site, method, path }) => `${site} ${method} ${path}`);
		},
		close: () => sandbox.close(),
	};
}
