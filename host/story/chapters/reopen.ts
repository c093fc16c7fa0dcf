import assert from 'node:assert/strict';
import type { Outcome } from '../../connectedSites.ts';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';
import type { Stage } from '../stage.ts';

/** Nothing was moved, because the condition does not hold: a Transition node says why, and a script does not ask for the move. */
function expectUnmet({ form }: Stage, { transition }: Outcome, words = /./) {
	assert.equal(transition?.result, form.tellsUnmet ? 'skipped' : undefined);
	if (form.tellsUnmet) assert.match(transition?.reason ?? '', words, 'the run says why');
}

async function sentAgain(stage: Stage) {
	const key = stage.twinOf(stage.desk('DESK-1'));
	await stage.act('Ann sends DESK-1 to development again', () => stage.ann().transition('DESK-1', 'Send to development', { comment: 'still broken' }));
	assert.equal(stage.moved('escalation')?.transition, 'Reopen');
	assert.equal(stage.dev(key).resolution, null);
	assert.equal(stage.desk('DESK-1').status, 'Waiting for development');
}

async function unresolved(stage: Stage) {
	const key = stage.twinOf(stage.desk('DESK-1'));
	const before = stage.dev(key).changelog.length;
	await stage.act('Ann comments while development is not resolved', () => void stage.ann().addComment('DESK-1', 'any news?'));
	expectUnmet(stage, stage.outcome('escalation'));
	const moves = stage.dev(key).changelog.slice(before).flatMap(({ changes }) => changes).filter(({ field }) => field === 'status');
	same(moves, [], 'an unresolved issue is not reopened');
}

/** The status in the condition as somebody might have typed it: no move, until ignoring case is switched on. */
async function otherLetters(stage: Stage) {
	const status = 'Waiting For Development';
	await stage.form.spell(stage, status, false);
	const { deskKey, devKey } = await stage.escalated('Letters matter');
	await stage.resolved(devKey);
	await stage.act(`Ann sends ${deskKey} again; the condition says "${status}"`, () => stage.ann().transition(deskKey, 'Send to development'));
	expectUnmet(stage, stage.outcome('escalation'), /Waiting For Development/);
	assert.equal(stage.dev(devKey).resolution, 'Fixed');
	// Before the condition changes: another condition is another input.
	await stage.expectSecondRunQuiet();
	await stage.form.spell(stage, status, true);
	await stage.act(`With ignore case on, Ann comments on ${deskKey}`, () => void stage.ann().addComment(deskKey, 'sent again'));
	assert.equal(stage.moved('escalation')?.transition, 'Reopen');
	assert.equal(stage.dev(devKey).resolution, null);
}

export const reopen: Chapter = {
	title: 'Reopen: sent again, the resolved development issue is reopened, and only then',
	async play(stage) {
		await sentAgain(stage);
		await unresolved(stage);
		await stage.expectSecondRunQuiet();
		await otherLetters(stage);
		await stage.expectSecondRunQuiet();
		await stage.form.spell(stage, 'Waiting for development', false);
	},
};
