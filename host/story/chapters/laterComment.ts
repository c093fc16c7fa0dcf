import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';

export const laterComment: Chapter = {
	title: 'A comment on the resolved issue: arrives, and the transition is skipped with a reason',
	async play(stage) {
		const key = stage.twinOf(stage.desk('DESK-1'));
		await stage.act(`Dana comments "details" on ${key}, which is still resolved`, () => void stage.dana().addComment(key, 'details'));
		const arrived = stage.desk('DESK-1').comments.filter(({ text }) => text.includes('details'));
		same(arrived.map((comment) => comment.public), [false], "development's comment arrives once and internal");
		const { transition } = stage.outcome('resolution');
		assert.equal(transition?.result, 'skipped');
		assert.match(transition?.reason ?? '', /^unavailable/);
		assert.ok(transition?.available?.includes('Send to development'), 'the run lists what is available');
		assert.equal(stage.desk('DESK-1').status, 'Development Ready');
	},
};
