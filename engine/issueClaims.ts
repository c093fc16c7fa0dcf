import type { Jira } from '../jira/types';
import type { ClaimPlace } from './claims';
import type { Run } from './run';

/** The local issue that is written to. */
export interface ClaimedIssue {
	issueId: string;
	run: Run;
	/** Properties of the local issue as read before, claims among them. */
	properties: Record<string, unknown>;
	/** Which claims were asked for in that read. */
	claimsRead: ReadonlySet<string> | 'all';
}

/** So many keys keep the address of the request below 4,000 characters. */
const KEYS_AT_ONCE = 40;

/** Reads those claims that did not come with the issue, many at a time. */
export async function readOtherClaims(jira: Jira, target: ClaimedIssue, keys: string[]): Promise<void> {
	const { claimsRead } = target;
	const unread = claimsRead === 'all' ? [] : keys.filter((key) => !claimsRead.has(key));
	for (let start = 0; start < unread.length; start += KEYS_AT_ONCE) {
		Object.assign(target.properties, await read(jira, target, unread.slice(start, start + KEYS_AT_ONCE)));
	}
	if (claimsRead !== 'all') target.claimsRead = new Set([...claimsRead, ...unread]);
}

/** Claims of comments, files and moves: properties of the issue that is written to. */
export const issueClaims = (jira: Jira, target: ClaimedIssue): ClaimPlace => ({
	async read(key) {
		const { claimsRead } = target;
		// On an issue that this run has created there are none; a later generation is never known beforehand.
		if (key in target.properties || claimsRead === 'all' || claimsRead.has(key)) return target.properties[key];
		return (await read(jira, target, [key]))[key];
	},
	set: async (key, claim) => ((await jira.setIssueProperty(target.issueId, key, claim)) ? 'mine' : 'held'),
});

/**
 * Gives a claim back, for when what it stands for was certainly not done: the next run need not wait for it. Where that fails, it
 * holds for its time.
 */
export const giveBack = async (jira: Jira, { issueId }: Pick<ClaimedIssue, 'issueId'>, key: string): Promise<void> =>
	void (await jira.deleteIssueProperty(issueId, key).catch(() => false));

const read = async (jira: Jira, target: ClaimedIssue, properties: string[]): Promise<Record<string, unknown>> =>
	(await jira.readIssue(target.issueId, { fields: ['updated'], properties })).properties;

/** How long a run waits for what another run is writing, before it comes back later. */
const WAIT = 10_000;
/** The first pause between two looks; each is twice as long as the one before. */
const PAUSE = 1_000;

/** What another run that holds the claim writes meanwhile; undefined when it is not there in time. */
export async function waitForOther<T>(jira: Jira, look: () => Promise<T | undefined>): Promise<T | undefined> {
	const until = jira.now() + WAIT;
	for (let pause = PAUSE; ; pause *= 2) {
		const there = await look();
		if (there !== undefined || jira.now() + pause > until) return there;
		await jira.sleep(pause);
	}
}
