import type { Jira, JiraIssue } from '../jira/types';
import { decideStart, startQuery, type Move, type StartCondition, type StartDecision } from '../sync/startCondition';
import { asObject, asText } from '../sync/values';
import type { Came } from './came';

/** Whether the issue goes on; if not, why, and whether its pair ends. */
export async function checkStart(jira: Jira, issue: JiraIssue, question: { start?: StartCondition; came: Came }, paired: boolean): Promise<Exclude<StartDecision, { ask: string }>> {
	if (!question.start) return { pass: true };
	const status = asObject(issue.fields.status);
	const { reached, moves, transition, since } = question.came;
	const facts = { paired, status: { id: asText(status.id), name: asText(status.name) }, reached, transition, moves: since === undefined ? moves : [...moves, ...movesSince(issue, since)] };
	const first = decideStart(question.start, facts);
	if (!('ask' in first)) return first;
	const decision = decideStart(question.start, { ...facts, matches: await matches(jira, first.ask, issue.id) });
	// Answered, it is not asked again.
	return 'ask' in decision ? { pass: true } : decision;
}

const movesSince = (issue: JiraIssue, since: number): Move[] =>
	issue.changes
		.filter(({ fieldId, at }) => fieldId === 'status' && Date.parse(at) >= since)
		.map(({ from, fromString, to, toString }) => ({ from: [from ?? '', fromString ?? ''], to: [to ?? '', toString ?? ''] }));

const matches = async (jira: Jira, jql: string, issueId: string): Promise<boolean> =>
	(await jira.search({ jql: startQuery(jql, issueId), limit: 1, reconcile: [issueId] })).some(({ id }) => id === issueId);
