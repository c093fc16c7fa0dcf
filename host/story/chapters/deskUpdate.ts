import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';

export const deskUpdate: Chapter = {
	title: 'Desk update: only what changed is written',
	async play(stage) {
		const key = stage.twinOf(stage.desk('DESK-1'));
		const before = stage.dev(key);
		await stage.act('Ann changes the summary of DESK-1', () => stage.ann().editIssue('DESK-1', { summary: 'VPN fails on Mac' }));
		const puts = stage.sites.takeWrites().filter((write) => write.startsWith('dev ') && !write.includes('/properties/'));
		assert.equal(puts.length, 1, `one write at development, not ${puts.join(', ')}`);
		const after = stage.dev(key);
		same([after.summary, after.type, after.project], ['VPN fails on Mac', before.type, before.project]);
		const changed = after.changelog.slice(before.changelog.length).flatMap(({ changes }) => changes.map(({ field }) => field));
		same(changed, ['summary'], 'nothing but the summary was written');
	},
};
