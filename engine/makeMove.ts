import { JiraError } from '../jira/errors';
import type { Jira, JiraTransition } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Twin } from '../sync/item';
import type { Named } from '../sync/replica';
import { missingFields, type Cause, type WantedMove } from '../sync/transition';
import { screenValues } from './screenValues';

export interface MoveRules {
	move: WantedMove;
	/** What to do when the transition is not available: the run goes on, or the item fails. */
	ifUnavailable: 'skip' | 'error';
	/** The change of the other side that the rule acts on, once for each. */
	cause: Cause;
	/** Screen fields by field id; text values are shaped by the field's type. */
	fields: Record<string, unknown>;
	/** Resolution by name or id, for screens that ask for one. */
	resolution?: string;
}

/** The issue that is moved, and the status it is in. */
export interface Moving {
	twin: Twin;
	status: Named;
}

/**
 * Makes a transition with what its screen asks for. The screen is read only when something may be asked.
 *
 * @returns false when Jira does not offer it any more
 * @throws SyncError `transitionFieldRequired`
 * @throws JiraError what Jira has said, where the issue is not in the new status all the same
 */
export async function makeMove(jira: Jira, { twin, status }: Moving, chosen: JiraTransition, rules: MoveRules): Promise<boolean> {
	const asks = Object.keys(rules.fields).length > 0 || rules.resolution !== undefined;
	const withScreen = asks ? await screenOf(jira, twin, chosen) : undefined;
	if (asks && !withScreen) return false;
	const values = withScreen ? screenValues(withScreen, rules, { jira, issue: twin.key }) : {};
	if (withScreen) demandNothing(jira, twin, withScreen, values);
	const refused = await send(jira, twin, chosen, values);
	if (refused === undefined) return true;
	// A loop ends where it began, so being there says nothing of whether it was made.
	if (chosen.to.id !== status.id && (await isInStatus(jira, twin, chosen.to.id, refused))) return true;
	const screen = refused.data.status === 400 ? await screenOf(jira, twin, chosen) : withScreen;
	if (refused.data.status === 400 && !screen) return false;
	if (screen && !refused.data.mayHaveHappened) demandNothing(jira, twin, screen, values);
	return await Promise.reject(refused);
}

const send = (jira: Jira, { id: issueId }: Twin, chosen: JiraTransition, fields: Record<string, unknown>): Promise<JiraError | undefined> =>
	jira.doTransition(issueId, chosen.id, { fields }).then(
		() => undefined,
		(error: unknown) => (error instanceof JiraError ? error : Promise.reject(error)),
	);

/** The chosen transition with its screen fields, as Jira offers it now. */
const screenOf = async (jira: Jira, { id: issueId }: Twin, chosen: JiraTransition): Promise<JiraTransition | undefined> =>
	(await jira.readTransitions(issueId, true)).find(({ id }) => id === chosen.id);

/** After a lost answer or a refusal: is the issue where it should go, by this request or another one? */
async function isInStatus(jira: Jira, twin: Twin, statusId: string, refused: JiraError): Promise<boolean> {
	// Where nobody can look, what Jira has said to the move is what counts: it may have been made.
	const issue = await jira.readIssue(twin.id, { fields: ['status'] }).catch(() => Promise.reject(refused));
	return (issue.fields.status as { id?: string } | undefined)?.id === statusId;
}

function demandNothing(jira: Jira, { key: issueKey }: Twin, transition: JiraTransition, given: Record<string, unknown>): void {
	const missing = missingFields(transition, given);
	if (missing.length === 0) return;
	const list = missing.map(({ name, fieldId }) => (name === fieldId ? name : `${name} (${fieldId})`)).join(', ');
	throw new SyncError('transitionFieldRequired', `${transition.name} on ${issueKey} at ${jira.siteUrl} asks for ${list}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: issueKey,
		field: missing[0]?.fieldId,
		next: `Give ${list} a value under Screen Fields in the Transition node, or take it off the screen; everything else of this change has arrived.`,
	});
}
