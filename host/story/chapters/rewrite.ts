import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';

export const rewrite: Chapter = {
	title: 'Both sides change at once: each change arrives once and none comes back',
	async play(stage) {
		const key = stage.twinOf(stage.desk('DESK-1'));
		await stage.act(`Dana renames ${key} and adds fix.png while Ann adds trace.zip to DESK-1`, () => {
			stage.dana().editIssue(key, { summary: 'VPN: split tunnel' });
			stage.dana().attach(key, 'fix.png', Buffer.from('not really a picture'), 'image/png');
			stage.ann().attach('DESK-1', 'trace.zip', Buffer.alloc(70_000, 'trace'), 'application/zip');
		});
		for (const issue of [stage.desk('DESK-1'), stage.dev(key)]) {
			assert.equal(issue.summary, 'VPN: split tunnel');
			same(issue.files.map(({ name }) => name).sort(), ['fix.png', 'log.txt', 'trace.zip'], `each file once on ${issue.key}`);
		}
		const sums = (issue: { files: Array<{ name: string; sha256: string }> }) => Object.fromEntries(issue.files.map(({ name, sha256 }) => [name, sha256]));
		same(sums(stage.desk('DESK-1')), sums(stage.dev(key)), 'byte for byte');
	},
};
