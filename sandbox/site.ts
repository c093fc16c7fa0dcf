import { createHash } from 'node:crypto';
import type { Blobs } from './blobs.ts';
import { issueNotFound } from './http/errors.ts';
import type { SearchIndex } from './jql/searchIndex.ts';
import { createSearchIndex } from './jql/searchIndex.ts';
import type { Account, Issue, IssueType, NamedValue, Project, SiteData, Status, Workflow } from './model.ts';
import type { SiteEvent } from './webhooks/events.ts';

export interface SiteSettings {
	/** How long a write stays invisible to search. Jira promises nothing; tests set seconds. */
	searchLagMs: number;
	/** Comments embedded in an issue: the rest only through the comment resource. */
	embeddedComments: number;
	/** Whether writing an entity property moves `updated`. Not established for Jira Cloud, so both can be tried. */
	propertyWritesTouchIssue: boolean;
	/** Jira deletes the attachment whose last media node disappears from the texts of its issue. */
	deleteOrphanedMedia: boolean;
	/** Features that administrators switch on for the whole site. */
	attachmentsEnabled: boolean;
	issueLinkingEnabled: boolean;
}

export const DEFAULT_SETTINGS: SiteSettings = {
	searchLagMs: 0,
	embeddedComments: 20,
	propertyWritesTouchIssue: false,
	deleteOrphanedMedia: true,
	attachmentsEnabled: true,
	issueLinkingEnabled: true,
};

export interface World {
	now: () => number;
	/** Uniform in [0, 1), the only source of chance. */
	random: () => number;
	blobs: Blobs;
}

export interface Site {
	readonly name: string;
	data: SiteData;
	readonly settings: SiteSettings;
	readonly world: World;
	/** Origin people and clients use; known only once the site listens. */
	baseUrl: string;
	mediaUrl: string;
	readonly index: SearchIndex;
	readonly listeners: Array<(event: SiteEvent) => void>;
	/** Short-lived download tokens the media store accepts: token to attachment. */
	readonly mediaTokens: Map<string, string>;
	issueIdByKey: Map<string, string>;
}

export function createSite(data: SiteData, settings: SiteSettings, world: World): Site {
	const site: Site = {
		name: data.name,
		data,
		settings,
		world,
		baseUrl: `http://${data.name}.jira.test`,
		mediaUrl: 'http://media.jira.test',
		index: createSearchIndex(world.now),
		listeners: [],
		mediaTokens: new Map(),
		issueIdByKey: new Map(),
	};
	loadData(site, data);
	return site;
}

export function loadData(site: Site, data: SiteData): void {
	site.data = data;
	site.issueIdByKey = new Map([
		...Object.entries(data.formerKeys),
		...Object.values(data.issues).map((issue): [string, string] => [issue.key, issue.id]),
	]);
	site.index.setLag(site.settings.searchLagMs, Object.values(data.issues));
}

export function announce(site: Site, event: SiteEvent): void {
	for (const listener of site.listeners) listener(event);
}

export function nextId(site: Site, kind: string): string {
	const next = (site.data.counters[kind] ?? 10_000) + 1;
	site.data.counters[kind] = next;
	return String(next);
}

/** Random UUID out of the world's own chance, so that a seeded world repeats itself. */
export function uuid(world: World): string {
	const seed = `${world.random()}:${world.random()}`;
	const hex = createHash('sha256').update(seed).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function findIssue(site: Site, idOrKey: string): Issue | undefined {
	const id = /^\d+$/.test(idOrKey) ? idOrKey : site.issueIdByKey.get(idOrKey.toUpperCase());
	return id === undefined ? undefined : site.data.issues[id];
}

export function issueOf(site: Site, idOrKey: string): Issue {
	const issue = findIssue(site, idOrKey);
	if (!issue) throw issueNotFound();
	return issue;
}

export function findProject(site: Site, idOrKey: string): Project | undefined {
	return site.data.projects.find((project) => project.id === idOrKey || project.key === idOrKey.toUpperCase());
}

export function projectOf(site: Site, issue: Issue): Project {
	return required(site.data.projects.find((project) => project.id === issue.projectId), `project ${issue.projectId}`);
}

export function accountOf(site: Site, accountId: string): Account {
	return required(site.data.accounts.find((account) => account.accountId === accountId), `account ${accountId}`);
}

export function findAccount(site: Site, accountId: string): Account | undefined {
	return site.data.accounts.find((account) => account.accountId === accountId);
}

export function statusOf(site: Site, id: string): Status {
	return required(site.data.statuses.find((status) => status.id === id), `status ${id}`);
}

export function issueTypeOf(site: Site, id: string): IssueType {
	return required(site.data.issueTypes.find((type) => type.id === id), `issue type ${id}`);
}

export function workflowOf(site: Site, project: Project, issueTypeId: string): Workflow {
	const id = project.workflows[issueTypeId] ?? project.workflows['*'];
	return required(site.data.workflows.find((workflow) => workflow.id === id), `workflow of ${project.key}`);
}

export function namedOf(list: NamedValue[], id: unknown): NamedValue | undefined {
	return list.find((value) => value.id === id);
}

/** A reference inside the site's own data that must exist: its absence is a mistake in the seed. */
export function required<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`The sandbox's data names no ${what}`);
	return value;
}

/** Every write to an issue ends here: `updated` moves and search will learn of it. */
export function touch(site: Site, issue: Issue): void {
	issue.updated = site.world.now();
	site.index.changed(issue);
}
