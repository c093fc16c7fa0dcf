import type { Account, Issue, Json } from '../model.ts';
import type { Site } from '../site.ts';
import { announce, touch } from '../site.ts';

/** Sets an issue property; true when the key is new. */
export function setProperty(site: Site, actor: Account, issue: Issue, key: string, value: Json): boolean {
	const isNew = !Object.hasOwn(issue.properties, key);
	issue.properties[key] = value;
	if (site.settings.propertyWritesTouchIssue) touch(site, issue);
	announce(site, { kind: 'property', name: 'issue_property_set', issue, key, value, actorId: actor.accountId });
	return isNew;
}

/** Takes a property away; false when there was none. */
export function deleteProperty(site: Site, actor: Account, issue: Issue, key: string): boolean {
	if (!Object.hasOwn(issue.properties, key)) return false;
	const value = issue.properties[key] ?? null;
	delete issue.properties[key];
	if (site.settings.propertyWritesTouchIssue) touch(site, issue);
	announce(site, { kind: 'property', name: 'issue_property_deleted', issue, key, value, actorId: actor.accountId });
	return true;
}
