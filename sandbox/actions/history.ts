import type { Account, ChangeItem, History, Issue, Json } from '../model.ts';
import type { Site } from '../site.ts';
import { announce, nextId, touch } from '../site.ts';
import type { Field } from '../fields/field.ts';
import { traceOf } from '../fields/shown.ts';

/** Appends one entry to the change history; nothing is written for an empty list of changes. */
export function record(site: Site, issue: Issue, actor: Account, items: ChangeItem[], historyMetadata?: Json): History | undefined {
	if (items.length === 0) return undefined;
	const history: History = {
		id: nextId(site, 'changelog'),
		authorId: actor.accountId,
		created: site.world.now(),
		items,
		...(historyMetadata ? { historyMetadata } : {}),
	};
	issue.changelog.push(history);
	return history;
}

/** An edit others hear of: history entry, `updated`, webhook. */
export function recordUpdate(site: Site, issue: Issue, actor: Account, items: ChangeItem[], typeName: string, historyMetadata?: Json): History | undefined {
	const history = record(site, issue, actor, items, historyMetadata);
	touch(site, issue);
	announce(site, { kind: 'issue', name: 'jira:issue_updated', typeName, issue, actorId: actor.accountId, ...(history ? { history } : {}) });
	return history;
}

export function changeOf(site: Site, issue: Issue, field: Field, before: Json, after: Json): ChangeItem {
	const from = traceOf(field, before, issue, site);
	const to = traceOf(field, after, issue, site);
	return {
		field: field.custom ? field.name : HISTORY_NAMES[field.id] ?? field.id,
		fieldtype: field.custom ? 'custom' : 'jira',
		fieldId: field.id,
		from: from.id,
		fromString: from.text,
		to: to.id,
		toString: to.text,
	};
}

/** Old names the history keeps for some fields. */
const HISTORY_NAMES: Record<string, string> = {
	fixVersions: 'Fix Version',
	versions: 'Version',
	components: 'Component',
	parent: 'IssueParentAssociation',
	security: 'Security',
};
