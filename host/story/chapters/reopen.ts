import assert from 'node:assert/strict';
import type { WorkflowNode } from '../../workflows.ts';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';
import type { Stage } from '../stage.ts';

const NODE = 'Reopen When Sent Again';

async function sentAgain(stage: Stage) {
	const key = stage.twinOf(stage.desk('DESK-1'));
	await stage.act('Ann sends DESK-1 to development again', () => stage.ann().transition('DESK-1', 'Send to development', { comment: 'still broken' }));
	const { transition } = stage.outcome('escalation');
	same([transition?.result, transition?.transition], ['done', 'Reopen']);
	assert.equal(stage.dev(key).resolution, null);
	assert.equal(stage.desk('DESK-1').status, 'Waiting for development');
}

async function unresolved(stage: Stage) {
	const key = stage.twinOf(stage.desk('DESK-1'));
	const before = stage.dev(key).changelog.length;
	await stage.act('Ann comments while development is not resolved', () => void stage.ann().addComment('DESK-1', 'any news?'));
	const { transition } = stage.outcome('escalation');
	assert.equal(transition?.result, 'skipped');
	const moves = stage.dev(key).changelog.slice(before).flatMap(({ changes }) => changes).filter(({ field }) => field === 'status');
	same(moves, [], 'an unresolved issue is not reopened');
}

/** The status in the condition as somebody might have typed it. */
const inOtherLetters = (ignoreCase: boolean) => (parameters: WorkflowNode['parameters']) => {
	const text = JSON.stringify(parameters.when).replace(/waiting for development/i, 'Waiting For Development');
	Object.assign(parameters, { when: JSON.parse(text) as unknown, options: { ignoreCase } });
};

async function otherLetters(stage: Stage, ignoreCase: boolean) {
	await stage.sites.edit('escalation', NODE, inOtherLetters(ignoreCase));
	const { deskKey, devKey } = await stage.escalated(`Letters ${ignoreCase ? 'ignored' : 'matter'}`);
	await stage.resolved(devKey);
	await stage.act(`Ann sends ${deskKey} again; the condition says "Waiting For Development", ignore case is ${ignoreCase ? 'on' : 'off'}`, () =>
		stage.ann().transition(deskKey, 'Send to development'),
	);
	const { transition } = stage.outcome('escalation');
	assert.equal(transition?.result, ignoreCase ? 'done' : 'skipped');
	if (!ignoreCase) assert.match(transition?.reason ?? '', /Waiting For Development/, 'the run says why');
	assert.equal(stage.dev(devKey).resolution, ignoreCase ? null : 'Fixed');
}

/** The condition as shipped. */
const asShipped = (parameters: WorkflowNode['parameters']) => {
	const text = JSON.stringify(parameters.when).replace('Waiting For Development', 'Waiting for development');
	Object.assign(parameters, { when: JSON.parse(text) as unknown, options: {} });
};

export const reopen: Chapter = {
	title: 'Reopen: sent again, the resolved development issue is reopened, and only then',
	async play(stage) {
		await sentAgain(stage);
		await unresolved(stage);
		// Under each form of the condition, before it changes: another condition is another input.
		await stage.expectSecondRunQuiet();
		for (const ignoreCase of [false, true]) {
			await otherLetters(stage, ignoreCase);
			await stage.expectSecondRunQuiet();
		}
		await stage.sites.edit('escalation', NODE, asShipped);
	},
};
