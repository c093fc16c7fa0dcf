import type { Jira, JiraTransition } from '../jira/types';
import { recordKey } from '../sync/connection';
import type { RuleDecision } from '../sync/fieldChange';
import type { Twin } from '../sync/item';
import type { TransitionOutcome } from '../sync/outcome';
import { projectKeyOf } from '../sync/projects';
import type { TwinRecord, Walk } from '../sync/record';
import type { Replica } from '../sync/replica';
import { causeTime, isOvertaken } from '../sync/transition';
import { transitionPath } from '../sync/transitionPath';
import { busy } from './busy';
import type { Moved } from './decideMove';
import type { LookUps } from './lookUps';
import type { MoveRules } from './makeMove';
import { claimMove, claimOfMove } from './moveClaims';
import { moveTwin } from './moveTwin';
import { recordOf } from './recordOf';
import type { Run } from './run';

/** `isNew`: the counterpart was just created, and is in its first status because nobody chose another one. */
type Wanted = NonNullable<RuleDecision['transition']> & { isNew: boolean };

/** What a walk needs beside the pair. */
export interface WalkTask {
	/** The record of the counterpart as read before. */
	record: TwinRecord | undefined;
	lookUps: LookUps;
	run: Run;
}

/** Rules for one move of a walk; where a screen asks for a resolution, the remote one is given. */
const rulesFor = (move: MoveRules['move'], cause: MoveRules['cause'], replica: Replica): MoveRules => ({
	move,
	ifUnavailable: 'skip',
	cause,
	fields: {},
	...(replica.resolution ? { resolution: replica.resolution.name } : {}),
});

/**
 * Moves the counterpart to a status, or makes a transition by name, as a rule wants it: once for each change of the
 * remote status. Where no single transition leads there, the shortest way is taken that other issues of the project
 * show, at most five moves. Nothing is tried blindly: a wrong status is worse than an old one.
 *
 * A walk of several moves is noted in the record while it lasts, so that one that was interrupted goes on although its
 * own first move is newer than the change it answers.
 *
 * @throws as moveTwin; `busy` (retryable) while another run makes the moves
 */
export async function walkTwin(jira: Jira, twin: Twin, replica: Replica, wanted: Wanted, { record, lookUps, run }: WalkTask): Promise<Moved> {
	const begun = wanted.isNew || isUnderWay(record?.walk, twin, replica, wanted);
	const direct = await moveTwin(jira, twin, replica, rulesFor({ by: wanted.by, value: wanted.value, ignoreCase: true }, begun ? 'always' : 'remoteStatus', replica), run);
	const isThere = direct.outcome.available === undefined;
	if (isThere || wanted.by === 'name' || !direct.twin.status) {
		if (record?.walk && isThere) await note(jira, twin, replica, undefined);
		return direct;
	}
	const { status, clockAhead = 0 } = direct.twin;
	if (!begun && isOvertaken(causeTime('remoteStatus', replica), status.since, { remote: replica.meta.site.clockAhead, local: clockAhead })) {
		return told(direct.twin, 'skipped', wanted, `${twin.key} was moved after the remote status was set, and the newer change stays.`);
	}
	const path = transitionPath(await lookUps.workflow(jira, projectKeyOf(twin.key)), status.id, wanted.value);
	if (!path) return told(direct.twin, 'skipped', wanted, `no way from ${status.name} to ${wanted.value} is known: other issues of the project show where a status leads.`, direct.outcome.available);
	// One that was interrupted in the middle goes on at once: what it has made already is not offered again.
	const claim = await claimMove(jira, { issueId: twin.id, run, properties: {}, claimsRead: new Set() }, begun ? undefined : claimOfMove(replica, 'remoteStatus'));
	if (!claim) throw busy(jira, replica, `the moves to ${wanted.value} for the counterpart`);
	await note(jira, twin, replica, { to: wanted.value, cause: replica.status?.since ?? '', via: path.slice(0, -1).map(({ to }) => to.id) });
	const walked = await walk(jira, direct.twin, replica, path, run);
	await note(jira, twin, replica, undefined);
	if (walked.made === 0) await claim.giveBack();
	return walked;
}

/** @throws as moveTwin; a move that is not offered ends the walk as an outcome */
async function walk(jira: Jira, twin: Twin, replica: Replica, path: JiraTransition[], run: Run): Promise<Moved & { made: number }> {
	let moved: Moved = { twin, outcome: { result: 'unchanged', transition: '', reason: '' } };
	const made: string[] = [];
	for (const { id, name } of path) {
		// What was available before the last move tells nothing of what is now.
		moved = await moveTwin(jira, moved.twin, replica, rulesFor({ by: 'id', value: id, ignoreCase: false }, 'always', replica), run);
		if (moved.outcome.result !== 'done') return { ...moved, made: made.length, outcome: { ...moved.outcome, transition: [...made, name].join(', ') } };
		made.push(name);
	}
	return { ...moved, made: made.length, outcome: { ...moved.outcome, transition: made.join(', ') } };
}

const told = (twin: Twin, result: TransitionOutcome['result'], { value }: Wanted, reason: string, available?: string[]): Moved => ({
	twin,
	outcome: { result, transition: value, reason, ...(available ? { available } : {}) },
});

/** Whether the counterpart stands where a walk for this very change has brought it. */
const isUnderWay = (walking: Walk | undefined, { status }: Twin, replica: Replica, { value }: Wanted): boolean =>
	walking !== undefined && walking.to === value && walking.cause === (replica.status?.since ?? '') && walking.via.includes(status?.id ?? '');

/** The record is read again: the fields of this run may have changed it. */
async function note(jira: Jira, twin: Twin, replica: Replica, walking: Walk | undefined): Promise<void> {
	const { connection } = replica.meta;
	const record = recordOf(await jira.readIssue(twin.id, { fields: ['updated'], properties: [recordKey(connection)] }), connection, jira.siteUrl);
	if (!record) return;
	const { walk: before, ...rest } = record;
	if (before || walking) await jira.setIssueProperty(twin.id, recordKey(connection), { ...rest, ...(walking ? { walk: walking } : {}) });
}
