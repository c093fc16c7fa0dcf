import { availableTransitions } from '../actions/transition.ts';
import { findField } from '../fields/field.ts';
import type { LoggedRequest } from '../door.ts';
import type { Account, Issue, ScreenField } from '../model.ts';
import { may, mayOn, roleIn, seesComment, seesIssue } from '../permissions.ts';
import { reportOn } from '../people/report.ts';
import type { Site } from '../site.ts';
import { issueTypeOf, projectOf } from '../site.ts';
import type { Attempt } from '../webhooks/sender.ts';

export interface PageSources {
	sites: Site[];
	urls: () => Record<string, string>;
	requests: () => LoggedRequest[];
	attempts: () => Attempt[];
}

const LOG_LINES = 60;

/** Everything the page shows, as the acting person of each site sees it. */
export function pageState({ sites, urls, requests, attempts }: PageSources, actingAs: (site: string) => string | null): Record<string, unknown> {
	return {
		sites: sites.map((site) => siteState(site, urls()[site.name] ?? '', actingAs(site.name))),
		requests: requests().slice(-LOG_LINES).reverse(),
		deliveries: attempts().slice(-LOG_LINES).reverse(),
	};
}

function siteState(site: Site, url: string, wanted: string | null): Record<string, unknown> {
	const people = site.data.accounts.filter((account) => account.handle !== 'sync');
	const viewer = people.find((account) => account.handle === wanted) ?? people.find((account) => account.accountType === 'atlassian' && !account.siteAdmin) ?? people[0];
	if (!viewer) return { name: site.name, title: site.data.title, url, people: [], issues: [], projects: [] };
	return {
		name: site.name,
		title: site.data.title,
		url,
		actingAs: viewer.handle,
		people: people.map((account) => ({ handle: account.handle, name: account.displayName, kind: account.accountType })),
		names: Object.fromEntries(site.data.accounts.map((account) => [account.handle, account.displayName])),
		projects: site.data.projects
			.filter((project) => may(viewer, project, 'CREATE_ISSUES'))
			.map((project) => ({ key: project.key, name: project.name, types: project.issueTypeIds.map((id) => issueTypeOf(site, id)).filter((type) => type.hierarchyLevel >= 0).map((type) => type.name) })),
		issues: Object.values(site.data.issues).filter((issue) => shownTo(site, viewer, issue)).map((issue) => issueState(site, viewer, issue)),
	};
}

/** Customers see their own requests on the portal, agents what their role shows them. */
export function shownTo(site: Site, viewer: Account, issue: Issue): boolean {
	return isOwnRequest(site, viewer, issue) || seesIssue(site, viewer, issue);
}

function isOwnRequest(site: Site, viewer: Account, issue: Issue): boolean {
	return roleIn(projectOf(site, issue), viewer) === 'customer' && issue.values.reporter === viewer.accountId;
}

function issueState(site: Site, viewer: Account, issue: Issue): Record<string, unknown> {
	const { changelog: _, properties: __, ...report } = reportOn(site, issue);
	const project = projectOf(site, issue);
	const isCustomer = roleIn(project, viewer) === 'customer';
	const visible = issue.comments.filter((comment) => seesComment(site, viewer, issue, comment.visibility)).map((comment) => comment.id);
	return {
		...report,
		serviceProject: project.type === 'service_desk',
		comments: report.comments.filter((comment) => visible.includes(comment.id) && (comment.public || !isCustomer)).map(({ body: ___, properties: ____, ...comment }) => comment),
		mayEdit: mayOn(site, viewer, issue, 'EDIT_ISSUES'),
		mayComment: mayOn(site, viewer, issue, 'ADD_COMMENTS'),
		mayCommentInternally: project.type === 'service_desk' && !isCustomer,
		mayAttach: mayOn(site, viewer, issue, 'CREATE_ATTACHMENTS'),
		transitions: availableTransitions(site, viewer, issue).map((transition) => ({
			name: transition.name,
			screen: transition.screen?.map((one) => screenField(site, issue, one)) ?? [],
		})),
	};
}

function screenField(site: Site, issue: Issue, { id, required }: ScreenField): Record<string, unknown> {
	const field = findField(site, id);
	const project = projectOf(site, issue);
	const choices = (): string[] | undefined => {
		switch (field?.kind) {
			case 'resolution': return site.data.resolutions.map((one) => one.name);
			case 'priority': return site.data.priorities.filter((one) => project.priorityIds.includes(one.id)).map((one) => one.name);
			case 'versions': case 'version': return project.versions.filter((one) => !one.archived).map((one) => one.name);
			case 'user': return site.data.accounts.filter((account) => may(account, project, 'ASSIGNABLE_USER')).map((account) => account.handle);
			case 'option': case 'options': return field.custom?.options?.map((one) => one.value);
			default: return undefined;
		}
	};
	return { id, name: field?.name ?? id, kind: field?.kind ?? 'text', required: required === true, choices: choices() };
}
