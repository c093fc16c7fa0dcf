import { JiraError, NEXT_STEP } from '../jira/errors';
import type { Jira } from '../jira/types';
import { NOT_BEFORE } from '../sync/check/account';
import { chosenType } from '../sync/check/creation';
import type { CheckFacts, CheckQuestion, Told, Untold } from '../sync/check/facts';
import { summaryOf, type CheckSummary, type Finding } from '../sync/check/finding';
import { findingsOf } from '../sync/check/findings';
import { ADMINISTER, AGENT, listensHere, neededPermissions } from '../sync/check/permissions';
import { unseen } from '../sync/check/project';
import { nameFields } from '../sync/check/rules';
import { claimHome } from './claimHome';

/**
 * Tells whether a site has everything that a connection needs there, before its first sync. Jira's refusals are
 * findings and no errors. Writes nothing but a probe claim where counterparts are to be created, and removes that.
 */
export async function checkConnection(jira: Jira, question: CheckQuestion): Promise<{ findings: Finding[]; summary: CheckSummary }> {
	const findings = findingsOf(await readFacts(jira, question), question);
	return { findings, summary: summaryOf(findings) };
}

const NOT_ACCEPTED: Untold = { untold: 'Jira does not answer to this credential, so nothing was asked.', next: NOT_BEFORE };
/** Stands where no finding needs the answer. */
const NOT_ASKED: Untold = { untold: 'It was not asked.', next: '' };

type Read<T> = () => Promise<T>;

async function readFacts(jira: Jira, question: CheckQuestion): Promise<CheckFacts> {
	const { writes, used } = question;
	const account = await tell(() => jira.readOwnAccount());
	const ask = async <T>(wanted: boolean, read: Read<T>): Promise<Told<T>> => (!wanted ? NOT_ASKED : 'told' in account ? lackingScopes(await tell(read)) : NOT_ACCEPTED);
	const key = question.project ?? '';
	const project = await ask(key !== '', () => jira.readProject(key));
	const isOutOfSight = 'told' in project && project.told === undefined;
	const inProject = async <T>(wanted: boolean, read: Read<T>): Promise<Told<T>> => (wanted && isOutOfSight ? unseen(key) : await ask(wanted, read));

	const keys = neededPermissions(question).flatMap((need) => (need.orElse ? [need.key, need.orElse] : [need.key]));
	const types = await inProject(writes, () => jira.listIssueTypes(key));
	const type = 'told' in types ? chosenType(types.told, question.type) : undefined;
	const isService = 'told' in project && [undefined, 'service_desk'].includes(project.told?.type);
	const settings = await ask(used.includes('remoteLinks') || (writes && used.includes('attachments')), () => jira.readSettings());
	return {
		deployment: jira.deployment,
		siteUrl: jira.siteUrl,
		account,
		siteId: await ask(true, () => jira.siteId()),
		clockAhead: jira.clockAhead(),
		project,
		visibleProjects: await ask(isOutOfSight, async () => (await jira.listProjects('')).map(({ id }) => id)),
		permissions: await inProject(true, () => jira.readPermissions(keys, question.project)),
		globalPermissions: await ask(listensHere(question), () => jira.readPermissions([ADMINISTER])),
		agent: await inProject(isService, () => jira.readPermissions([AGENT], key)),
		types,
		createFields: await inProject(type !== undefined, () => jira.readCreateFields(key, type?.id ?? '')),
		editFields: await inProject(type !== undefined, () => jira.readEditFields(key, type?.id ?? '')),
		fields: await ask(nameFields(question), () => jira.listFields()),
		transitions: await inProject(writes && question.transitions.length > 0, () => jira.readProjectTransitions(key)),
		webhooks: await ask(listensHere(question), () => jira.listWebhooks()),
		claims: await inProject(writes, () => claimHome(jira, question.connection, key)),
		settings,
		uploadLimit: await ask('told' in settings && settings.told.attachments, () => jira.uploadLimit()),
	};
}

/** A token that was accepted and then refused is not an old one: it is one with scopes, and too few. */
const lackingScopes = <T>(answer: Told<T>): Told<T> =>
	'untold' in answer && answer.code === 'unauthorized'
		? { ...answer, next: 'Give the token the scopes read:jira-work, write:jira-work and read:jira-user, or use one without scopes.' }
		: answer;

/** What Jira says, or why it does not: a refusal is an answer, too. Anything else is a mistake of ours and is thrown. */
const tell = async <T>(read: Read<T>): Promise<Told<T>> =>
	await read().then(
		(told) => ({ told }),
		(error: unknown) =>
			error instanceof JiraError ? { untold: `${error.message.replace(/\.$/, '')}.`, next: NEXT_STEP[error.code], code: error.code } : Promise.reject(error),
	);
