import type { CheckFacts, CheckQuestion } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { accountName, screensOf } from './screens';

const CLAIMS = { check: 'claims', title: 'Place for Claims' };

/** Where it can be written down that an issue is being created, so that two runs do not both create it. Nothing where nothing is created. */
export function claimFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	if (!question.writes) return [];
	const { claims } = facts;
	if (!('told' in claims)) return [cannotTell(CLAIMS, claims)];
	if (claims.told === 'account') return [fine(CLAIMS, 'Claims live in properties of the account itself.')];
	if (claims.told === 'project') return [fine(CLAIMS, `Claims live in properties of the project ${question.project ?? ''}; the account may keep none of its own.`)];
	return [
		problem(
			CLAIMS,
			'The account may keep properties neither of its own nor in the project. Two runs at the same moment can both create a counterpart; then the younger one gives way, and a person has to clear it away.',
			`Grant Administer Projects in ${question.project ?? 'the project'} to ${accountName(facts)}: ${screensOf(facts).permissions}.`,
		),
	];
}
