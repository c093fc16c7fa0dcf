import { JiraError } from '../../jira/errors';
import type { Jira } from '../../jira/types';
import type { Breakage, World } from './world';

/** Engines with one protection taken out. If the simulation does not notice, it proves nothing. */
export const BROKEN_ENGINES: Record<string, Breakage> = {
	'no claim': {
		jira: (jira) => ({
			...jira,
			readClaim: () => Promise.resolve(undefined),
			setClaim: () => Promise.resolve('mine'),
			setIssueProperty: async (id, key, value) => (isContentClaim(key) ? true : await jira.setIssueProperty(id, key, value)),
		}),
	},
	'blind retry': {
		jira: (jira) => ({
			...jira,
			createIssue: (input) => twice(() => jira.createIssue(input)),
			addComment: (id, input) => twice(() => jira.addComment(id, input)),
			upload: (id, file) => twice(() => jira.upload(id, file)),
		}),
	},
	'actor-only echo': {
		ignores: (actor, world) => world.sandbox.sites().some(({ syncAccount }) => syncAccount.accountId === actor),
		jira: (jira, role) => (role === 'source' ? withoutCommentsOfTheSync(jira) : jira),
	},
	'payload trusted': { trustsPayload: true },
	'cursor ahead of work': { cursorAhead: true },
	'internal flag dropped': {
		jira: (jira) => ({
			...jira,
			addComment: (id, { body, properties }) => jira.addComment(id, { body, properties: properties.filter(({ key }) => key !== 'sd.public.comment') }),
		}),
	},
};

const isContentClaim = (key: string): boolean => /\.[cf]\.\d+(\.\d+)?$/.test(key);

const withoutCommentsOfTheSync = (jira: Jira): Jira => ({
	...jira,
	async readComments(id, embedded) {
		const { id: account } = await jira.account();
		return (await jira.readComments(id, embedded)).filter(({ author }) => author.id !== account);
	},
});

/** Sends once more whatever became of the first one. */
const twice = async <T>(send: () => Promise<T>): Promise<T> =>
	await send().catch(async (error: unknown) => (error instanceof JiraError && error.data.mayHaveHappened ? await send() : await Promise.reject(error)));

/** The issue as it is at this moment, as a payload that held everything would tell it. */
export async function payloadOf(world: World, site: string, issueId: string): Promise<unknown> {
	const { syncAccount, handle } = world.sandbox.site(site);
	const pages = ['', '.t0', '.t1', '.t2', '.t3'].map((page) => `jirasync.deskdev${page}`);
	const { body } = await handle({
		method: 'GET',
		path: `/rest/api/3/issue/${issueId}`,
		query: { fields: '*all', expand: 'changelog', properties: pages.join(',') },
		headers: { authorization: syncAccount.authorization },
	});
	return JSON.parse(String(body));
}
