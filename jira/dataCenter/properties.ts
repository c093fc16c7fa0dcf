import { JiraError } from '../errors';
import { asObject } from '../cloud/readValues';
import { keysOf, unlessMissing, type ClaimStore } from '../cloud/properties';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';

/** Properties of the own user; a Data Center asks for Administer Jira to write those (document of 10.3). */
export function dataCenterClaims(port: JiraPort, userKey: () => Promise<string>): ClaimStore {
	const PROPERTIES = '/rest/api/2/user/properties';
	const at = async (key: string) => ({ path: `${PROPERTIES}/${pathSegment(key)}`, query: { userKey: await userKey() } });
	return {
		async read(key) {
			const answer = await unlessMissing(port.request({ method: 'GET', ...(await at(key)), accept: [403] }));
			return answer?.status === 403 ? undefined : asObject(answer?.body).value;
		},
		async set(key, value) {
			const answer = await port.request({ method: 'PUT', ...(await at(key)), body: value, accept: [403, 404] });
			if (answer.status >= 400) return 'noPlace';
			return answer.status === 201 ? 'mine' : 'held';
		},
		async remove(key) {
			return await port.request({ method: 'DELETE', ...(await at(key)) }).then(
				() => true,
				(error: unknown) =>
					error instanceof JiraError && [403, 404].includes(error.data.status ?? 0) ? false : Promise.reject(error),
			);
		},
		async keys() {
			return keysOf((await port.request({ method: 'GET', path: PROPERTIES, query: { userKey: await userKey() }, accept: [403, 404] })).body);
		},
	};
}
