import type { CheckFacts, CheckQuestion, Permission, Told } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { accountName, screensOf } from './screens';

/** A permission that a connection needs for something it does. */
export interface Need {
	key: string;
	/** In English, where Jira does not tell the name. */
	name: string;
	/** What fails without it. */
	without: string;
	/** A wider permission that contains it. */
	orElse?: string;
}

/** The permission to administer Jira; everything else is granted per project. */
export const ADMINISTER = 'ADMINISTER';

/** Being an agent of a service project; sites without such projects do not know it. */
export const AGENT = 'SERVICEDESK_AGENT';

/** The project permissions that a connection needs at a site, in the order in which a sync meets them. */
export function neededPermissions({ reads, writes, used }: CheckQuestion): Need[] {
	const uses = (what: CheckQuestion['used'][number]): boolean => used.includes(what);
	const needs: Array<Need | false> = [
		{ key: 'BROWSE_PROJECTS', name: 'Browse Projects', without: 'no issue can be read' },
		writes && uses('creation') && { key: 'CREATE_ISSUES', name: 'Create Issues', without: 'no counterpart can be created' },
		(reads || writes) && {
			key: 'EDIT_ISSUES',
			name: 'Edit Issues',
			without: writes
				? 'changed fields and the record of what was synced cannot be written'
				: 'the counterpart cannot be recorded on the issue it belongs to',
		},
		writes && uses('comments') && { key: 'ADD_COMMENTS', name: 'Add Comments', without: 'no comment is brought over' },
		writes && uses('comments') && {
			key: 'EDIT_OWN_COMMENTS',
			orElse: 'EDIT_ALL_COMMENTS',
			name: 'Edit Own Comments',
			without: 'edited comments do not follow, and one that becomes internal cannot be withdrawn',
		},
		writes && uses('attachments') && { key: 'CREATE_ATTACHMENTS', name: 'Create Attachments', without: 'no file is brought over' },
		writes && uses('transitions') && { key: 'TRANSITION_ISSUES', name: 'Transition Issues', without: 'no counterpart can be moved' },
		writes && uses('removals') && uses('comments') && { key: 'DELETE_OWN_COMMENTS', orElse: 'DELETE_ALL_COMMENTS', name: 'Delete Own Comments', without: 'copies of deleted comments stay' },
		writes && uses('removals') && uses('attachments') && { key: 'DELETE_OWN_ATTACHMENTS', orElse: 'DELETE_ALL_ATTACHMENTS', name: 'Delete Own Attachments', without: 'copies of deleted files stay' },
		writes && uses('deletion') && { key: 'DELETE_ISSUES', name: 'Delete Issues', without: 'counterparts of deleted issues stay' },
		writes && uses('quietEdits') && { key: 'ADMINISTER_PROJECTS', name: 'Administer Projects', without: 'Jira sends its mails about changed fields' },
		uses('remoteLinks') && { key: 'LINK_ISSUES', name: 'Link Issues', without: 'issues do not show their counterparts as links, which are the second way to find them' },
	];
	return needs.filter((need) => need !== false);
}

const WEBHOOK_NEED: Need = { key: ADMINISTER, name: 'Administer Jira', without: 'the trigger can neither register its webhook nor see whether it is there' };

/** Whether the trigger has to have a webhook here: it listens only where issues are read. */
export const listensHere = ({ reads, used }: CheckQuestion): boolean => reads && used.includes('webhook');

/** One finding for each permission; what Jira does not know cannot be told. */
export function permissionFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	const screens = screensOf(facts);
	const where = question.project === undefined ? '' : ` in ${question.project}`;
	const grant = (name: string, at: string, screen: string) => `Grant ${name}${at} to ${accountName(facts)}, or to a group or role that it has: ${screen}.`;
	return [
		...neededPermissions(question).map((need) => finding(need, facts.permissions, where, (name) => grant(name, where, screens.permissions))),
		...(listensHere(question)
			? [finding(WEBHOOK_NEED, facts.globalPermissions, '', (name) => `${grant(name, '', screens.globalPermissions)} ${WITHOUT_WEBHOOK_RIGHT} by hand: ${screens.webhooks}.`)]
			: []),
	];
}

/** What is left to a trigger whose account is no administrator. */
const WITHOUT_WEBHOOK_RIGHT = 'Without it the trigger finds changes by its sweep alone, and an administrator can make the webhook';

function finding(need: Need, permissions: Told<Permission[]>, where: string, grant: (name: string) => string): Finding {
	const named = { check: `permission.${need.key}`, title: `Permission ${need.name}` };
	if (!('told' in permissions)) return cannotTell(named, permissions);
	const found = permissions.told.filter(({ key }) => key === need.key || key === need.orElse);
	const name = found.find(({ key }) => key === need.key)?.name || need.name;
	if (found.length === 0) return cannotTell(named, { untold: `Jira does not tell of ${name}.`, next: `Look whether the account has it: ${need.without} otherwise.` });
	if (found.some(({ held }) => held)) return fine(named, `The account has ${found.find(({ held }) => held)?.name || name}${where}.`);
	return problem(named, `The account lacks ${name}${where}: ${need.without}.`, grant(name));
}
