import { onlyOne } from '../cloud/people';
import { asList, asText, type Json } from '../cloud/readValues';
import type { JiraPort } from '../port';
import type { JiraAccount } from '../types';

/** More results than this are too many to tell who is meant. */
const MOST = 10;

/** `GET /user/search` of Data Center looks for its `username` in names, display names and addresses. */
export async function findUser(port: JiraPort, { email, id }: { email?: string; id: string }): Promise<JiraAccount | undefined> {
	const search = async (username: string): Promise<Json[]> =>
		asList((await port.request({ method: 'GET', path: '/rest/api/2/user/search', query: { username, maxResults: MOST } })).body);
	const withLogin = (users: Json[], user: JiraAccount | undefined): JiraAccount | undefined => {
		const found = users.find((each) => [asText(each.key), asText(each.name)].includes(user?.id ?? ' '));
		return user && { ...user, login: asText(found?.name) };
	};
	const byEmail = email ? await search(email) : [];
	const found = email ? withLogin(byEmail, onlyOne(byEmail, email)) : undefined;
	if (found || !id) return found;
	const byId = (await search(id)).filter((user) => [asText(user.key), asText(user.name)].includes(id));
	return withLogin(byId, onlyOne(byId));
}
