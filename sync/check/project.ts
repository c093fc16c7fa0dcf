import { accountName, screensOf } from './screens';
import type { CheckFacts, CheckQuestion } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { nearNames } from '../nearNames';

const PROJECT = { check: 'project', title: 'Project' };
const ARCHIVED = { check: 'project.archived', title: 'Project in Use' };
const KIND = { check: 'project.kind', title: 'Kind of Project' };

/** A site may have hundreds. */
const LONGEST_LIST = 20;

const KINDS: Record<string, string> = {
	service_desk: 'a service project: comments are internal or public',
	software: 'a software project: comments have no internal flag',
	business: 'a business project: comments have no internal flag',
};

/** Whether the project is there for the account, in use, and of which kind. Nothing without a project. */
export function projectFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	if (question.project === undefined) return [];
	const { project: answer } = facts;
	if (!('told' in answer)) return [PROJECT, ARCHIVED, KIND].map((named) => cannotTell(named, answer));
	const project = answer.told;
	if (!project) return [invisible(facts, question.project), ...[ARCHIVED, KIND].map((named) => cannotTell(named, unseen(question.project)))];
	const kind = project.type === undefined ? undefined : (KINDS[project.type] ?? `of kind ${project.type}`);
	return [
		fine(PROJECT, `${project.name} (${project.key}, id ${project.id}).`),
		project.archived
			? problem(ARCHIVED, `${project.key} is archived: its issues can be read and not written.`, 'Restore the project in Jira, or choose another one.')
			: fine(ARCHIVED, `${project.key} is not archived.`),
		kind === undefined
			? cannotTell(KIND, { untold: 'Jira does not tell the kind of the project.', next: 'Look at the project: only service projects have internal comments.' })
			: fine(KIND, `${project.key} is ${kind}.`),
	];
}

/** Why nothing can be told of a project out of sight. */
export const unseen = (project: string | undefined) => ({
	untold: `Jira does not show ${project ?? 'the project'} to the account.`,
	next: 'Mend what Project says, then check again.',
});

function invisible(facts: CheckFacts, wanted: string): Finding {
	const visible = 'told' in facts.visibleProjects ? facts.visibleProjects.told : [];
	const near = nearNames(wanted, visible);
	const shown = [...near, ...visible.filter((key) => !near.includes(key))];
	const more = shown.length > LONGEST_LIST ? ` and ${shown.length - LONGEST_LIST} more` : '';
	const list = shown.length === 0 ? 'no project at all' : `${shown.slice(0, LONGEST_LIST).join(', ')}${more}`;
	return problem(
		PROJECT,
		`Jira shows no project ${wanted} to ${accountName(facts)}: there is none, or Browse Projects is missing. The account sees ${list}.`,
		`Correct the project key${near.length > 0 ? ` (${near.join(' or ')}?)` : ''}, or grant Browse Projects in ${wanted}: ${screensOf(facts).permissions}.`,
	);
}
