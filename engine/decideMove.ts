import type { Jira, JiraTransition } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Twin } from '../sync/item';
import type { TransitionOutcome } from '../sync/outcome';
import type { Replica, Since } from '../sync/replica';
import { causeTime, chooseMove, isOvertaken, type Cause, type MoveDecision } from '../sync/transition';
import type { MoveRules } from './makeMove';
import { statusOf } from './readTarget';
import type { Run } from './run';

/** What one rule asks of one counterpart. */
export interface MoveTask {
	twin: Twin;
	replica: Replica;
	rules: MoveRules;
	run: Run;
	/** Property that claims the move. */
	claim: string | undefined;
}

/** The counterpart as it was read. */
interface State {
	status: Since;
	transitions: JiraTransition[];
	clockAhead: number;
	/** Claims that were there, and those that were asked for. */
	properties: Record<string, unknown>;
	claimsRead: ReadonlySet<string>;
}

/** A move that is to be made. */
export interface Decided {
	move: JiraTransition;
	state: State;
}

/** How it ended. */
export interface Moved {
	outcome: TransitionOutcome;
	twin: Twin;
}

/** Decides on the counterpart as it is now: one request. */
export async function decideNow(jira: Jira, task: MoveTask): Promise<Moved | Decided> {
	const { twin, claim } = task;
	const issue = await jira.readIssue(twin.id, { fields: ['created', 'status'], changes: true, transitions: true, ...(claim === undefined ? {} : { properties: [claim] }) });
	return decideMove(jira, task, {
		status: statusOf(issue) ?? { id: '', name: 'unknown', since: null },
		transitions: issue.transitions ?? (await jira.readTransitions(twin.id, false)),
		clockAhead: jira.clockAhead(),
		properties: issue.properties,
		claimsRead: new Set(claim === undefined ? [] : [claim]),
	});
}

/** The move to make, or what comes out without one. */
export function decideMove(jira: Jira, { twin, replica, rules }: MoveTask, state: State): Moved | Decided {
	const { status, transitions, clockAhead } = state;
	const decision = chooseMove(rules.move, status, transitions);
	const known = { ...twin, status, transitions, clockAhead };
	if (decision.kind === 'ambiguous') throw ambiguous(jira, twin, decision.reason);
	if (decision.kind !== 'move') return { twin: known, outcome: notMoved(jira, twin, rules, decision) };
	const cause = causeTime(rules.cause, replica);
	if (isOvertaken(cause, status.since, { remote: replica.meta.site.clockAhead, local: clockAhead })) {
		const reason = `${twin.key} was moved after the ${CAUSE_WORDS[rules.cause]}, and the newer change stays.`;
		return { twin: known, outcome: { result: 'skipped', transition: rules.move.value, reason } };
	}
	return { move: decision.transition, state };
}

const CAUSE_WORDS: Record<Cause, string> = {
	always: 'change was made',
	remoteDeletion: 'deletion of the other side',
	remoteResolution: 'resolution of the other side was set',
	remoteStatus: 'status of the other side was set',
	remoteStatusAndResolution: 'status and resolution of the other side were set',
};

function notMoved(
	jira: Jira,
	twin: Twin,
	rules: MoveRules,
	decision: Exclude<MoveDecision, { kind: 'move' | 'ambiguous' }>,
): TransitionOutcome {
	const transition = rules.move.value;
	if (decision.kind === 'alreadyThere') return { result: 'unchanged', transition, reason: decision.reason };
	if (rules.ifUnavailable === 'skip') {
		return { result: 'skipped', transition, reason: `unavailable: ${decision.reason}`, available: decision.available };
	}
	throw new SyncError('transitionUnavailable', `${twin.key} at ${jira.siteUrl}: ${decision.reason}`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: twin.key,
		next: `Available now: ${decision.available.join(', ') || 'none'}. Choose one of these, change the workflow, or set If Unavailable to Skip.`,
	});
}

const ambiguous = (jira: Jira, twin: Twin, reason: string): SyncError =>
	new SyncError('transitionAmbiguous', `${twin.key} at ${jira.siteUrl}: ${reason}`, {
		scope: 'connection',
		site: jira.siteUrl,
		issue: twin.key,
		next: 'Choose the transition by its id.',
	});
