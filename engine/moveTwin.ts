import { JiraError } from '../jira/errors';
import { LONGEST_WAIT } from '../jira/retryTiming';
import type { Jira, JiraTransition } from '../jira/types';
import type { Twin } from '../sync/item';
import type { TransitionOutcome } from '../sync/outcome';
import type { Replica } from '../sync/replica';
import { busy } from './busy';
import { decideMove, decideNow, type Decided, type Moved, type MoveTask } from './decideMove';
import { expectFresh } from './expectFresh';
import { waitForOther } from './issueClaims';
import { makeMove, type MoveRules } from './makeMove';
import { claimMove, claimOfMove } from './moveClaims';
import { wasQuick } from './overtaken';
import { expectTwinSite } from './readTarget';
import type { Run } from './run';

/**
 * Moves the counterpart through its workflow, once for each cause. Not available and already there
 * are outcomes, not errors.
 *
 * @throws SyncError `transitionFieldRequired`, `transitionUnavailable` (when asked to), `transitionAmbiguous`,
 * `busy` (retryable) while another run makes a move for the same cause
 */
export async function moveTwin(jira: Jira, twin: Twin, replica: Replica, rules: MoveRules, run: Run): Promise<Moved> {
	await expectTwinSite(jira, twin);
	expectFresh(jira, replica);
	const task = { twin, replica, rules, run, claim: claimOfMove(replica, rules.cause) };
	const { status, transitions, clockAhead = 0 } = twin;
	if (status && transitions) {
		const early = decideMove(jira, task, { status, transitions, clockAhead, properties: {}, claimsRead: new Set() });
		if (!('move' in early)) return early;
	}
	// What the item says may be old by now (a failed execution can be run again days later), and a
	// move cannot be taken back: it is decided on the issue as it is.
	const decided = await decideNow(jira, task);
	return 'move' in decided ? await carryOut(jira, task, decided) : decided;
}

/** So often one run makes the move where Jira asks for short pauses. */
const MOST_TRIES = 4;

/**
 * Makes the move under its claim; when the workflow does not offer it any more at that moment, that is an outcome as well. After a pause
 * that Jira asks for it is decided again: people may have moved the issue meanwhile.
 */
async function carryOut(jira: Jira, task: MoveTask, first: Decided): Promise<Moved> {
	const { twin, rules } = task;
	const asked = jira.now();
	const claim = await claimMove(jira, { issueId: twin.id, run: task.run, ...first.state }, task.claim);
	if (!claim) return await leaveToOther(jira, task, first.move);
	const work = async (): Promise<Moved> => {
		let decided = wasQuick(jira, asked) ? first : await decideNow(jira, task);
		for (let tries = 1; 'move' in decided; tries++) {
			const { move, state } = decided;
			const made = await makeMove(jira, { twin, status: state.status }, move, rules).catch(async (error: unknown) => {
				const pause = tries < MOST_TRIES ? shortPause(jira, error) : undefined;
				if (pause === undefined) return await Promise.reject(error);
				await jira.sleep(pause);
				return 'later' as const;
			});
			if (made === true) return inNewStatus(twin, decided);
			decided = await decideNow(jira, task);
			if (made === 'later' || !('move' in decided)) continue;
			return { twin, outcome: { result: 'skipped', transition: rules.move.value, reason: 'unavailable: it was taken away and offered again meanwhile.' } };
		}
		return decided;
	};
	return await work().then(
		async (moved) => {
			if (moved.outcome.result !== 'done') await claim.giveBack();
			return moved;
		},
		async (error: unknown) => {
			if (!(error instanceof JiraError && error.data.mayHaveHappened)) await claim.giveBack();
			return await Promise.reject(error);
		},
	);
}

/** Another run is making the move: what comes out once it is made, if that is soon. */
async function leaveToOther(jira: Jira, task: MoveTask, move: JiraTransition): Promise<Moved> {
	const moved = await waitForOther(jira, async () => {
		const decided = await decideNow(jira, task);
		return 'move' in decided ? undefined : decided;
	});
	return moved ?? (await Promise.reject(busy(jira, task.replica, `the move ${move.name} for the counterpart`)));
}

/** The status is another one now, so what was available before is not known any more. */
function inNewStatus(twin: Twin, { move, state }: Decided): Moved {
	const { transitions: _, ...known } = twin;
	const outcome: TransitionOutcome = { result: 'done', transition: move.name, reason: `${twin.key} is in ${move.to.name} now.` };
	return { twin: { ...known, clockAhead: state.clockAhead, status: { ...move.to, since: null } }, outcome };
}

/** Milliseconds, where Jira has refused for its rate alone and the run can wait so long. */
function shortPause(jira: Jira, error: unknown): number | undefined {
	if (!(error instanceof JiraError) || error.code !== 'rateLimited' || error.data.retryAt === undefined) return undefined;
	const pause = Math.max(0, error.data.retryAt - jira.now());
	return pause <= LONGEST_WAIT ? pause : undefined;
}
