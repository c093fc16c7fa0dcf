import { getCurrentUser } from 'jira.js/cloud';
import { JiraError } from '../errors';
import type { JiraPort } from '../port';
import type { Jira } from '../types';
import { asObject, asText, readAccount } from './readValues';

type IdentityFunctions = Pick<Jira, 'siteId' | 'account'>;

/** What a credential already knows of its site, so that it is asked once and not in every run. */
export interface KnownSite {
	id?: string;
	accountId?: string;
}

/** Who we are and where: asked at most once for each port. */
export function cloudIdentity(port: JiraPort, known: KnownSite): IdentityFunctions {
	let site: Promise<string> | undefined;
	let account: ReturnType<Jira['account']> | undefined;
	return {
		siteId: () => (site ??= known.id ? Promise.resolve(known.id) : cloudId(port)),
		account() {
			// Every answer of Cloud names the account in a header; asking is only for the very first call.
			const seen = port.accountIdSeen() || known.accountId;
			return (account ??= seen ? Promise.resolve({ id: seen, name: '' }) : getCurrentUser(port, {}).then(readAccount));
		},
	};
}

/** cloudId of the site; a site that does not tell it is known by its host name. */
async function cloudId(port: JiraPort): Promise<string> {
	// A site that cannot be asked just now keeps its id: under another one its pairs would not be found.
	const answer = await port.request({ method: 'GET', path: '/_edge/tenant_info' }).catch((error: unknown) =>
		error instanceof JiraError && !error.data.retryable ? undefined : Promise.reject(error),
	);
	return asText(asObject(answer?.body).cloudId) || new URL(port.siteUrl).host;
}
