import { JiraError } from '../errors';
import { asObject } from '../cloud/readValues';
import { unlessMissing } from '../cloud/properties';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira } from '../types';

type ClaimFunctions = Pick<Jira, 'readClaim' | 'setClaim' | 'deleteClaim'>;

/**
 * Claims of a Data Center live in properties of the own user; where the account may not write those
 * (10.3 asks for Administer Jira), creation goes on without a claim and relies on the look for an
 * existing twin before and after it.
 */
export function dataCenterClaims(port: JiraPort, userKey: () => Promise<string>): ClaimFunctions {
	const at = async (key: string) => ({
		path: `/rest/api/2/user/properties/${pathSegment(key)}`,
		query: { userKey: await userKey() },
	});
	return {
		async readClaim(key) {
			const answer = await unlessMissing(port.request({ method: 'GET', ...(await at(key)), accept: [403] }));
			return answer?.status === 403 ? undefined : asObject(answer?.body).value;
		},
		async setClaim(key, value) {
			const answer = await port.request({ method: 'PUT', ...(await at(key)), body: value, accept: [403] });
			if (answer.status === 403) return 'noPlace';
			return answer.status === 201 ? 'mine' : 'held';
		},
		async deleteClaim(key) {
			return await port.request({ method: 'DELETE', ...(await at(key)) }).then(
				() => true,
				(error: unknown) =>
					error instanceof JiraError && [403, 404].includes(error.data.status ?? 0) ? false : Promise.reject(error),
			);
		},
	};
}
