import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { SyncItem, Twin } from '../sync/item';
import { emptyOutcome, type FieldOutcome, type Outcome, type PlannedWrite } from '../sync/outcome';
import type { Replica } from '../sync/replica';
import { applyIncoming, type IncomingRules } from './applyIncoming';
import { endPair } from './endPair';
import type { Moved } from './decideMove';
import type { MoveRules } from './makeMove';
import { moveTwin } from './moveTwin';
import { isOnPaper, onPaper } from './onPaper';
import type { Run } from './run';
import type { Applied } from './updateTwin';

/** What applying a replica would do, in order and with reasons. The same code runs, on paper; nothing is written. */
export async function tryApplying(jira: Jira, source: Jira | undefined, item: SyncItem, rules: IncomingRules, run: Run): Promise<Applied> {
	if (item.replica.meta.ends) return { firstSync: false, ...(await endPair(jira, item, true)) };
	const paper = onPaper(jira);
	const { twin, firstSync, outcome, report } = await applyIncoming(paper.jira, source && onPaper(source).jira, item, rules, run).catch(async (error: unknown): Promise<Applied> => {
		const { message, code } = await heldByOther(error);
		return { twin: item.twin, firstSync: item.twin === null, outcome: emptyOutcome('skipped', message, code) };
	});
	const known = twin && !isOnPaper(twin) ? twin : null;
	const planned = paper.notes.map((write) => ({ ...write, ...(isOnPaper({ id: write.where }) ? { where: 'the new issue' } : {}), reason: reasonFor(write, outcome) }));
	const notes = report ? [...outcome.notes, report.message] : outcome.notes;
	return { twin: known, firstSync, outcome: { ...outcome, notes, dryRun: true, planned, reason: `Dry run, nothing was written: ${outcome.reason}` } };
}

/** What a move would be. */
export async function tryMoving(jira: Jira, twin: Twin, replica: Replica, rules: MoveRules, run: Run): Promise<Moved & { planned: PlannedWrite[] }> {
	const paper = onPaper(jira);
	const { outcome } = await moveTwin(paper.jira, twin, replica, rules, run).catch(async (error: unknown): Promise<Moved> => {
		const { message } = await heldByOther(error);
		return { twin, outcome: { result: 'skipped', transition: rules.move.value, reason: message } };
	});
	const told = outcome.result === 'done' ? { ...outcome, reason: `Dry run, nothing was moved: ${outcome.transition} would be made.` } : outcome;
	return { twin, outcome: told, planned: paper.notes.map((write) => ({ ...write, reason: 'the condition holds and the workflow offers it' })) };
}

/** What another run holds is told and not waited for: the retries of an error would only ask the same again. */
const heldByOther = async (error: unknown): Promise<SyncError> => (error instanceof SyncError && error.code === 'busy' ? error : await Promise.reject(error));

/** Why a write would be made, as the outcome tells it. */
function reasonFor(write: PlannedWrite, { fields, comments, files, reason, transition }: Outcome): string {
	const written = fields.filter(({ action }) => action === 'written');
	const of = (list: Outcome['comments']) => list.find(({ source, local }) => [source, local].includes(write.detail ?? ''))?.reason;
	switch (write.what) {
		case 'create issue':
			return [reason, ...(written.some(({ rule }) => rule) ? [whyFields(written)] : [])].join(' ');
		case 'delete issue':
			return reason;
		case 'edit fields':
			return whyFields(written);
		case 'add comment':
		case 'edit comment':
		case 'delete comment':
			return of(comments) ?? 'it has no copy here yet';
		case 'add file':
		case 'delete file':
			return of(files) ?? 'it has no copy here yet';
		case 'show link':
			return 'shows the counterpart to people';
		case 'move':
			return transition?.rule === undefined ? reason : `the workflow offers it (${transition.rule})`;
		case 'delete claim':
		case 'delete property':
		case 'mark as disconnected':
		case 'remove link':
			return reason;
	}
}

/** Each field with its reason, and the row or line that wants it. */
const whyFields = (fields: FieldOutcome[]): string => fields.map(({ field, reason, rule }) => `${field}: ${reason}${rule ? ` (${rule})` : ''}`).join('; ');
