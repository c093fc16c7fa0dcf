import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';

export const resolution: Chapter = {
	title: 'Development resolves: the desk issue becomes Development Ready',
	async play(stage) {
		const key = stage.twinOf(stage.desk('DESK-1'));
		const before = stage.desk('DESK-1').changelog.length;
		await stage.resolved(key);
		const desk = stage.desk('DESK-1');
		assert.equal(desk.status, 'Development Ready');
		assert.equal(desk.resolution, null, 'the resolution itself is not copied');
		const moves = desk.changelog.slice(before).flatMap(({ changes }) => changes).filter(({ field }) => field === 'status');
		assert.equal(moves.length, 1, 'the transition ran once');
	},
};
