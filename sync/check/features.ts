import { holds, type CheckFacts, type CheckQuestion } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { AGENT } from './permissions';
import { unseen } from './project';
import { accountName, screensOf } from './screens';

const INTERNAL = { check: 'internalComments', title: 'Internal Comments' };
const LINKS = { check: 'remoteLinks', title: 'Issue Links Switched On' };
const FILES = { check: 'attachments', title: 'Attachments Switched On' };

/** What has to be switched on for a whole site, and the licence that internal comments need. */
export const featureFindings = (facts: CheckFacts, question: CheckQuestion): Finding[] => [
	...internalFindings(facts, question),
	...(question.used.includes('remoteLinks') ? [links(facts)] : []),
	...(question.writes && question.used.includes('attachments') ? [files(facts)] : []),
];

/** Comments arrive internal in a service project unless somebody chose otherwise, so it matters for all of them there. */
function internalFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	const chosen = question.used.includes('internalComments');
	const type = 'told' in facts.project ? facts.project.told?.type : undefined;
	const arrives = question.writes && question.used.includes('comments') && type === 'service_desk';
	if (question.project === undefined || (!chosen && !arrives)) return [];
	if (!('told' in facts.project)) return [cannotTell(INTERNAL, facts.project)];
	if (!facts.project.told) return [cannotTell(INTERNAL, unseen(question.project))];
	if (type !== undefined && type !== 'service_desk') return [fine(INTERNAL, `${question.project} is no service project, so its comments have no internal flag.`)];
	const agent = holds(facts.agent, AGENT);
	if (agent === undefined) {
		return [cannotTell(INTERNAL, 'told' in facts.agent ? { untold: 'Jira does not tell whether the account is an agent.', next: 'Look whether it has a licence of Jira Service Management.' } : facts.agent)];
	}
	return [
		agent
			? fine(INTERNAL, `The account is an agent of ${question.project}: it sees and writes internal comments.`)
			: problem(INTERNAL, `${accountName(facts)} is no agent of ${question.project}: it does not see internal comments and cannot write them.`, screensOf(facts).agents),
	];
}

function links(facts: CheckFacts): Finding {
	const { settings } = facts;
	if (!('told' in settings)) return cannotTell(LINKS, settings);
	return settings.told.issueLinking
		? fine(LINKS, 'Issue linking is on for the site.')
		: problem(LINKS, 'Issue linking is switched off for the site: issues do not show their counterparts as links.', `Switch it on: ${screensOf(facts).issueLinking}. Or switch off Show Remote Link in the nodes.`);
}

function files(facts: CheckFacts): Finding {
	const { settings, uploadLimit } = facts;
	if (!('told' in settings)) return cannotTell(FILES, settings);
	if (!settings.told.attachments) {
		return problem(FILES, 'Attachments are switched off for the site: no file is brought over.', `Switch them on: ${screensOf(facts).attachments}. Or switch off Add Files in Apply Incoming Rules.`);
	}
	if (!('told' in uploadLimit)) return cannotTell(FILES, uploadLimit);
	const limit = Number.isFinite(uploadLimit.told) ? `Files of up to ${megabytes(uploadLimit.told)} are taken; larger ones are left out and reported.` : 'Jira tells no limit for their size.';
	return fine(FILES, `Attachments are on for the site. ${limit}`);
}

const megabytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
