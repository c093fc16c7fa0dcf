import type { CheckFacts } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';

const CREDENTIAL = { check: 'credential', title: 'Credential' };
const CLOCK = { check: 'clock', title: 'Clock' };

/** Troubles that pass by themselves and say nothing about the credential. */
const PASSING = ['rateLimited', 'unavailable'];

/** More than this between the clocks of n8n and Jira, in milliseconds, is a machine without a time server. */
const LARGEST_DIFFERENCE = 60_000;

/** Whether Jira takes the credential, whose it is, and whether both clocks show the same time. */
export function accountFindings({ account, siteId, siteUrl, clockAhead }: CheckFacts): Finding[] {
	if (!('told' in account)) {
		const passes = account.code !== undefined && PASSING.includes(account.code);
		const credential = passes ? cannotTell(CREDENTIAL, account) : problem(CREDENTIAL, account.untold, account.next);
		return [credential, cannotTell(CLOCK, { untold: 'Jira told no time.', next: NOT_BEFORE })];
	}
	const site = 'told' in siteId ? `site ${siteId.told}` : 'a site that does not tell its id';
	const { id, name } = account.told;
	return [fine(CREDENTIAL, `${name || 'The account'} (${id}) at ${siteUrl}, ${site}.`), clock(clockAhead)];
}

/** What comes after a refused credential. */
export const NOT_BEFORE = 'Mend what Credential says, then check again.';

function clock(ahead: number): Finding {
	const seconds = Math.round(Math.abs(ahead) / 1000);
	const detail = seconds === 0 ? 'The clocks of Jira and n8n agree.' : `Jira's clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} n8n's.`;
	if (Math.abs(ahead) <= LARGEST_DIFFERENCE) return fine(CLOCK, detail);
	return problem(
		CLOCK,
		`${detail} Which of two changes is newer is computed with that difference, and beyond five minutes a lost creation is not found again.`,
		'Let a time server set the clock of the machine that n8n runs on, or that of a self-hosted Jira.',
	);
}
