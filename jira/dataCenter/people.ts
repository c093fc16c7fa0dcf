import { onlyOne } from '../cloud/people';
import { asList, asObject, asText, readAccount, type Json } from '../cloud/readValues';
import type { JiraPort } from '../port';
import type { Jira, JiraAccount } from '../types';

/** More results than this are too many to tell who is meant. */
const MOST = 10;

type Wanted = Parameters<Jira['findPerson']>[0];

/**
 * An account by its address, else by its id. `GET /user/search` looks for its `username` in user names, names and addresses and not
 * in keys, while the id of an account is its key (`readAccount`); `GET /user` takes either (document of 10.3). The key goes first,
 * because somebody's key may be the user name that another person has now.
 */
export async function findUser(port: JiraPort, person: Wanted): Promise<JiraAccount | undefined> {
	const { email, id } = person;
	const found = email ? await findByEmail(port, email) : undefined;
	if (found || !id) return found;
	const withKey = await readUser(port, { key: id });
	return toAccount(withKey && isMeant(withKey, person) ? withKey : await readUser(port, { username: id }));
}

async function findByEmail(port: JiraPort, email: string): Promise<JiraAccount | undefined> {
	// Nobody found is an empty list, or 404 (document of 10.3).
	const answer = await port.request({ method: 'GET', path: '/rest/api/2/user/search', query: { username: email, maxResults: MOST }, accept: [403, 404] });
	const users = answer.status >= 400 ? [] : asList(answer.body);
	const found = onlyOne(users, email);
	return toAccount(users.find((user) => readAccount(user).id === found?.id));
}

/** The user of `GET /user`; undefined where there is none, and for an account that may not look people up: search shows it nobody either. */
async function readUser(port: JiraPort, query: { key: string } | { username: string }): Promise<Json | undefined> {
	const answer = await port.request({ method: 'GET', path: '/rest/api/2/user', query, accept: [403, 404] });
	return answer.status >= 400 ? undefined : asObject(answer.body);
}

/**
 * Every Data Center numbers its users in the same way, so that the key of somebody of another one is the key of a stranger here. A key
 * counts where it was typed (it is the name as well), or where the name agrees.
 */
const isMeant = (user: Json, { id, name }: Wanted): boolean => name === undefined || name === id || name === readAccount(user).name;

/** Inactive accounts cannot be given to a field. */
function toAccount(user: Json | undefined): JiraAccount | undefined {
	if (!user || user.active === false) return undefined;
	const account = readAccount(user);
	return account.id === '' ? undefined : { ...account, login: asText(user.name) };
}
