import { findUsers } from 'jira.js/cloud';
import type { JiraPort } from '../port';
import type { JiraAccount } from '../types';
import { asList, asText, readAccount, type Json } from './readValues';

/** More results than this are too many to tell who is meant. */
const MOST = 10;

/**
 * An account by its address, else by its id. Search also finds addresses that their owners hide, as long as they are
 * given in full; it then answers one account without its address.
 */
export async function findAccount(port: JiraPort, { email, id }: { email?: string; id: string }): Promise<JiraAccount | undefined> {
	const byEmail = email ? onlyOne(asList(await findUsers(port, { query: email, maxResults: MOST })), email) : undefined;
	if (byEmail || !id) return byEmail;
	return onlyOne(asList(await findUsers(port, { accountId: id, maxResults: MOST })));
}

/** The account with this very address, else the only one; inactive ones cannot be given to a field. */
export function onlyOne(users: Json[], email?: string): JiraAccount | undefined {
	const active = users.filter((user) => user.active !== false);
	const exact = email === undefined ? undefined : active.find((user) => asText(user.emailAddress).toLowerCase() === email.toLowerCase());
	const hidden = active.length === 1 && (email === undefined || !asText(active[0]?.emailAddress)) ? active[0] : undefined;
	const found = exact ?? hidden;
	return found && readAccount(found);
}
