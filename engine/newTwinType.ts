import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
import { LAST_RESORT, newType, wordsOf, type ChosenType, type NewType, type TypeChoice, type WantedType } from '../sync/newType';
import type { Replica } from '../sync/replica';
import { parentOutOfScope } from './parentTwin';
import { projectTypes } from './projectTypes';

/** Where a counterpart is to be created, and as what. */
export interface TypePlace {
	project: string;
	/** Type that the node names; undefined where it names none. */
	chosen: ChosenType | undefined;
	/** The type is that of the remote issue, where it was let out and exists here. */
	mirrors: boolean;
	/** Name that a rule sets; it counts first. */
	named?: string | undefined;
}

export interface FoundType {
	type: TypeChoice;
	/** What people are told where it is another one than was wanted. */
	notes: string[];
}

/**
 * The type as Jira is told it, for rules that need not know more of it. The project is asked for its types only where there is
 * something to look for: a chosen type goes to Jira as it is.
 *
 * @throws SyncError `typeUnknown`, and `fieldRequired` as expectParent; nothing was written then
 */
export async function typeForCreation(jira: Jira, replica: Replica, place: TypePlace): Promise<{ type: ChosenType; subtask?: boolean; notes: string[] }> {
	const { named, remote, chosen } = wantedOf(replica, place);
	if (named === undefined && remote === undefined) return { type: chosen ?? { name: LAST_RESORT }, notes: [] };
	const { type, notes } = await findType(jira, replica, place);
	expectParent(jira, replica, type);
	return { type: { id: type.id }, subtask: type.subtask, notes };
}

/**
 * The type among those of the project.
 *
 * @throws SyncError `typeUnknown` with the types there are; nothing was written then
 */
export async function findType(jira: Jira, replica: Replica, place: TypePlace): Promise<FoundType> {
	const wanted = wantedOf(replica, place);
	const isExact = (found: NewType): boolean => found.kind === 'type' && found.instead === undefined;
	const types = await projectTypes(jira, place.project, (known) => isExact(newType(wanted, known)));
	const found = newType(wanted, types);
	if (found.kind === 'unknown') throw typeUnknown(jira, replica, place, found, types);
	return { type: found.type, notes: found.instead === undefined ? [] : [`${place.project} has no type ${found.instead} that fits, so the counterpart became a ${found.type.name}.`] };
}

/** @throws SyncError `fieldRequired` for a sub-task whose replica does not say below which issue it stands, `parentOutOfScope` when the other side hides it */
export function expectParent(jira: Jira, replica: Replica, type: TypeChoice): void {
	const { parent, meta } = replica;
	if (!type.subtask || parent) return;
	if (meta.parentOutside !== undefined) throw parentOutOfScope(jira, replica);
	throw new SyncError('fieldRequired', `${meta.issue.key} becomes a ${type.name}, and its replica names no parent. Nothing was created.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: meta.issue.key,
		field: 'parent',
		next: parent === null ? 'Choose an issue type in Apply Incoming Rules that is no sub-task.' : 'Name Parent among the fields in Build Replica, or leave sub-tasks out in the trigger.',
	});
}

const wantedOf = ({ type }: Replica, { named, mirrors, chosen }: TypePlace): WantedType => ({ named, remote: mirrors || named !== undefined ? type : undefined, chosen });

function typeUnknown(jira: Jira, { meta }: Replica, { project, chosen, mirrors, named }: TypePlace, { wanted, why }: Extract<NewType, { kind: 'unknown' }>, types: TypeChoice[]): SyncError {
	const where = `${project} at ${jira.siteUrl}`;
	const base = { site: jira.siteUrl, issue: meta.issue.key, field: 'issuetype' };
	if (why === 'subtask') {
		const subtasks = types.filter(({ subtask }) => subtask).map(({ name }) => name);
		const there = subtasks.length === 0 ? 'has no type for sub-tasks' : `has ${subtasks.join(', ')} for sub-tasks, and none of them is called so`;
		return new SyncError('typeUnknown', `${meta.issue.key} is a ${wanted}, and a sub-task stays one: ${where} ${there}. Nothing was created.`, {
			...base,
			scope: 'issue',
			next: `${subtasks.length === 0 ? 'Add a sub-task type to the project' : `Choose ${subtasks.join(' or ')} as the issue type in Apply Incoming Rules, or add ${wanted} to the project`}, or leave such issues out in the trigger.`,
		});
	}
	const looked = [wanted, ...(chosen && wordsOf(chosen) !== wanted ? [wordsOf(chosen)] : []), ...(mirrors || named !== undefined ? [LAST_RESORT] : [])];
	return noSuchType(jira, project, looked, types, meta.issue.key);
}

/** @param looked names or ids of the types that were looked for */
export function noSuchType(jira: Jira, project: string, looked: string[], types: TypeChoice[], issue?: string): SyncError {
	const [first, ...others] = new Set(looked);
	const where = `${project} at ${jira.siteUrl}`;
	const said = others.length === 0 ? `Issue type ${first} does not exist in ${where}.` : `None of ${[first, ...others].join(', ')} is an issue type of ${where}.`;
	return new SyncError('typeUnknown', issue === undefined ? said : `${said} Nothing was created.`, {
		scope: 'connection',
		site: jira.siteUrl,
		...(issue === undefined ? {} : { issue }),
		field: 'issuetype',
		next: `Choose another issue type in the node, or add it to the project. It has: ${types.map(({ name }) => name).join(', ') || 'none that the account can see'}.`,
	});
}
