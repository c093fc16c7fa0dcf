import { JiraError } from '../jira/errors';
import { LONGEST_WAIT } from '../jira/retryTiming';
import type { Jira, JiraTransition } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Twin } from '../sync/item';
import type { TransitionOutcome } from '../sync/outcome';
import type { Replica, Since } from '../sync/replica';
import { causeTime, chooseMove, isOvertaken, missingFields, type Cause, type MoveDecision, type WantedMove } from '../sync/transition';
import { expectFresh } from './expectFresh';
import { expectTwinSite, statusOf } from './readTarget';
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

export interface Moved {
	outcome: TransitionOutcome;
	twin: Twin;
}

/**
 * Moves the counterpart through its workflow, once for each cause. Not available and already there
 * are outcomes, not errors.
 *
 * @throws SyncError `transitionFieldRequired`, `transitionUnavailable` (when asked to), `transitionAmbiguous`
 */
export async function moveTwin(jira: Jira, twin: Twin, replica: Replica, rules: MoveRules): Promise<Moved> {
	await expectTwinSite(jira, twin);
	expectFresh(jira, replica);
	const { status, transitions } = twin;
	const known = status && transitions ? { status, transitions, clockAhead: twin.clockAhead ?? 0 } : undefined;
	const first = known ?? (await readState(jira, twin));
	const early = decide(jira, twin, replica, rules, first);
	if (!('move' in early) || !known) return 'move' in early ? await carryOut(jira, twin, replica, rules, first, early.move) : early;
	// What the item says may be old by now (a failed execution can be run again days later), and a
	// move cannot be taken back: the decision is made again on the issue as it is.
	const now = await readState(jira, twin);
	const decision = decide(jira, twin, replica, rules, now);
	return 'move' in decision ? await carryOut(jira, twin, replica, rules, now, decision.move) : decision;
}

/** The move to make, or what comes out without one. */
function decide(jira: Jira, twin: Twin, replica: Replica, rules: MoveRules, state: State): Moved | { move: JiraTransition } {
	const decision = chooseMove(rules.move, state.status, state.transitions);
	const known = { ...twin, ...state };
	if (decision.kind === 'ambiguous') throw ambiguous(jira, twin, decision.reason);
	if (decision.kind !== 'move') return { twin: known, outcome: notMoved(jira, twin, rules, decision) };
	const cause = causeTime(rules.cause, replica);
	if (isOvertaken(cause, state.status.since, { remote: replica.meta.site.clockAhead, local: state.clockAhead })) {
		const reason = `${twin.key} was moved after the ${CAUSE_WORDS[rules.cause]}, and the newer change stays.`;
		return { twin: known, outcome: { result: 'skipped', transition: rules.move.value, reason } };
	}
	return { move: decision.transition };
}

/** So often one run makes the move where Jira asks for short pauses. */
const MOST_TRIES = 4;

/**
 * Makes the move; when the workflow does not offer it any more at that moment, that is an outcome as well. After a pause that Jira asks
 * for it is decided again: others may have moved the issue there and back, and it must not be moved twice for one cause.
 */
async function carryOut(
	jira: Jira,
	twin: Twin,
	replica: Replica,
	rules: MoveRules,
	state: State,
	transition: JiraTransition,
	tries = 1,
): Promise<Moved> {
	const decideAgain = async (): Promise<Moved | { move: JiraTransition; now: State }> => {
		const now = await readState(jira, twin);
		const decision = decide(jira, twin, replica, rules, now);
		return 'move' in decision ? { ...decision, now } : decision;
	};
	const moved = await move(jira, twin, state, transition, rules).catch(async (error: unknown) => {
		const pause = tries < MOST_TRIES ? shortPause(jira, error) : undefined;
		if (pause === undefined) return await Promise.reject(error);
		await jira.sleep(pause);
		return 'later' as const;
	});
	if (moved === 'later') {
		const decision = await decideAgain();
		return 'move' in decision ? await carryOut(jira, twin, replica, rules, decision.now, decision.move, tries + 1) : decision;
	}
	if (moved) {
		// The status is another one now, so what was available before is not known any more.
		const { transitions: _, ...rest } = { ...twin, ...state };
		return { twin: { ...rest, status: { ...transition.to, since: null } }, outcome: moved };
	}
	const decision = await decideAgain();
	return 'move' in decision
		? { twin, outcome: { result: 'skipped', transition: rules.move.value, reason: 'unavailable: it was taken away and offered again meanwhile.' } }
		: decision;
}

/** Milliseconds, where Jira has refused for its rate alone and the run can wait so long. */
function shortPause(jira: Jira, error: unknown): number | undefined {
	if (!(error instanceof JiraError) || error.code !== 'rateLimited' || error.data.retryAt === undefined) return undefined;
	const pause = Math.max(0, error.data.retryAt - jira.now());
	return pause <= LONGEST_WAIT ? pause : undefined;
}

const CAUSE_WORDS: Record<Cause, string> = {
	always: 'change was made',
	remoteDeletion: 'deletion of the other side',
	remoteResolution: 'resolution of the other side was set',
	remoteStatus: 'status of the other side was set',
	remoteStatusAndResolution: 'status and resolution of the other side were set',
};

interface State {
	status: Since;
	transitions: JiraTransition[];
	clockAhead: number;
}

/** The counterpart as it is now: one request. */
async function readState(jira: Jira, twin: Twin): Promise<State> {
	const issue = await jira.readIssue(twin.id, { fields: ['created', 'status'], changes: true, transitions: true });
	return {
		status: statusOf(issue) ?? { id: '', name: 'unknown', since: null },
		transitions: issue.transitions ?? (await jira.readTransitions(twin.id, false)),
		clockAhead: jira.clockAhead(),
	};
}

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

/**
 * Sends the move with what its screen asks for; undefined when Jira does not offer it any more. The
 * screen is read only when something may be asked.
 */
async function move(
	jira: Jira,
	twin: Twin,
	state: State,
	chosen: JiraTransition,
	rules: MoveRules,
): Promise<TransitionOutcome | undefined> {
	const done: TransitionOutcome = { result: 'done', transition: chosen.name, reason: `${twin.key} is in ${chosen.to.name} now.` };
	const asks = Object.keys(rules.fields).length > 0 || rules.resolution !== undefined;
	const withScreen = asks ? await screenOf(jira, twin, chosen) : undefined;
	if (asks && !withScreen) return undefined;
	const values = withScreen ? screenValues(withScreen, rules, { jira, issue: twin.key }) : {};
	if (withScreen) demandNothing(jira, twin, withScreen, values);
	const refused = await send(jira, twin, chosen, values);
	if (refused === undefined) return done;
	// A loop ends where it began, so being there says nothing of whether it was made.
	if (chosen.to.id !== state.status.id && (await isInStatus(jira, twin, chosen.to.id))) return done;
	const screen = refused.data.status === 400 ? await screenOf(jira, twin, chosen) : withScreen;
	if (refused.data.status === 400 && !screen) return undefined;
	if (screen) demandNothing(jira, twin, screen, values);
	return await Promise.reject(refused);
}

const send = (jira: Jira, twin: Twin, chosen: JiraTransition, fields: Record<string, unknown>): Promise<JiraError | undefined> =>
	jira.doTransition(twin.id, chosen.id, { fields }).then(
		() => undefined,
		(error: unknown) => (error instanceof JiraError ? error : Promise.reject(error)),
	);

/** The chosen transition with its screen fields, as Jira offers it now. */
const screenOf = async (jira: Jira, twin: Twin, chosen: JiraTransition): Promise<JiraTransition | undefined> =>
	(await jira.readTransitions(twin.id, true)).find(({ id }) => id === chosen.id);

/** After a lost answer or a refusal: is the issue where it should go, by this request or another one? */
async function isInStatus(jira: Jira, twin: Twin, statusId: string): Promise<boolean> {
	const issue = await jira.readIssue(twin.id, { fields: ['status'] });
	return (issue.fields.status as { id?: string } | undefined)?.id === statusId;
}

function demandNothing(jira: Jira, twin: Twin, transition: JiraTransition, given: Record<string, unknown>): void {
	const missing = missingFields(transition, given);
	if (missing.length === 0) return;
	const list = missing.map(({ name, fieldId }) => (name === fieldId ? name : `${name} (${fieldId})`)).join(', ');
	throw new SyncError('transitionFieldRequired', `${transition.name} on ${twin.key} at ${jira.siteUrl} asks for ${list}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: twin.key,
		field: missing[0]?.fieldId,
		next: `Give ${list} a value under Screen Fields in the Transition node, or take it off the screen; everything else of this change has arrived.`,
	});
}

const ambiguous = (jira: Jira, twin: Twin, reason: string): SyncError =>
	new SyncError('transitionAmbiguous', `${twin.key} at ${jira.siteUrl}: ${reason}`, {
		scope: 'connection',
		site: jira.siteUrl,
		issue: twin.key,
		next: 'Choose the transition by its id.',
	});
