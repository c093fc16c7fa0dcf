import { sleep, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { readSiteFacts, siteUrlOf } from '../../credentials/cloudCredential';
import { createCloud } from '../../jira/cloud';
import { createDataCenter } from '../../jira/dataCenter';
import { createPort } from '../../jira/port';
import type { Jira } from '../../jira/types';
import { SyncError } from '../../sync/errors';
import { sendAsItIs, sendWithCredential, type SiteContext } from './n8nHttp';
import { SITE_CREDENTIAL, SOURCE_CREDENTIAL, type Deployment } from './siteCredentials';

/** The site of a node's own credential. */
export const openSite = (context: SiteContext): Promise<Jira> =>
	open(context, context.getNodeParameter('deployment', 0) as Deployment, SITE_CREDENTIAL);

/** The site that files come from, or undefined when the node has no credential for it. */
export async function openSource(context: SiteContext): Promise<Jira | undefined> {
	const from = context.getNodeParameter('filesFrom', 0) as Deployment | 'nowhere';
	return from === 'nowhere' ? undefined : await open(context, from, SOURCE_CREDENTIAL);
}

async function open(context: SiteContext, deployment: Deployment, types: Record<Deployment, string>): Promise<Jira> {
	const type = types[deployment];
	const credentials: ICredentialDataDecryptedObject = await context.getCredentials(type);
	const siteUrl = siteUrlOf(credentials);
	if (!/^https?:\/\/[^\s/]+/.test(siteUrl)) throw noAddress(siteUrl);
	const port = createPort({
		siteUrl,
		send: sendWithCredential(context, type),
		sleep: (milliseconds) => sleep(milliseconds),
		now: () => Date.now(),
		random: () => Math.random(),
	});
	const { siteId, accountId } = readSiteFacts(credentials);
	const create = deployment === 'cloud' ? createCloud : createDataCenter;
	return create(port, { id: siteId, accountId }, sendAsItIs(context));
}

const noAddress = (siteUrl: string): SyncError =>
	new SyncError('itemShape', `The credential holds no usable site address (${siteUrl || 'empty'}).`, {
		scope: 'site',
		next: 'Enter the address of the site with https:// in the credential.',
	});
