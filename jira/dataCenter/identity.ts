import { JiraError } from '../errors';
import { asObject, asText, readAccount } from '../cloud/readValues';
import type { KnownSite } from '../cloud/identity';
import type { JiraPort } from '../port';
import type { Jira } from '../types';

type IdentityFunctions = Pick<Jira, 'siteId' | 'account'>;

/** Where a server tells the id under which others know it. */
export const MANIFEST = '/rest/applinks/1.0/manifest';

/** Who we are and where: asked at most once for each port, and only where the credential does not know it yet. */
export function dataCenterIdentity(port: JiraPort, known: KnownSite): IdentityFunctions {
	let site: Promise<string> | undefined;
	let account: ReturnType<Jira['account']> | undefined;
	return {
		siteId: () => (site ??= known.id ? Promise.resolve(known.id) : serverId(port)),
		account: () =>
			(account ??= known.accountId
				? Promise.resolve({ id: known.accountId, name: '' })
				: port.request({ method: 'GET', path: '/rest/api/2/myself' }).then((answer) => readAccount(answer.body))),
	};
}

/** The id in a manifest, which comes as XML or as JSON; undefined in anything else. */
export const idInManifest = (manifest: unknown): string | undefined =>
	/^[0-9a-f-]{36}$/i.exec(asText(asObject(manifest).id))?.[0] ?? (typeof manifest === 'string' ? /<id>([0-9a-f-]{36})<\/id>/i.exec(manifest)?.[1] : undefined);

/** Id of the server; one that does not tell it is known by its address. */
async function serverId(port: JiraPort): Promise<string> {
	// A server that cannot be asked just now keeps its id: under another one its pairs would not be found.
	const answer = await port.request({ method: 'GET', path: MANIFEST, expect: 'text' }).catch((error: unknown) =>
		error instanceof JiraError && !error.data.retryable ? undefined : Promise.reject(error),
	);
	const { host, pathname } = new URL(port.siteUrl);
	return idInManifest(answer?.body) ?? host + pathname;
}
