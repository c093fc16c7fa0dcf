import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';

export const devBorn: Chapter = {
	title: 'An issue born in development stays there',
	async play(stage) {
		const issues = stage.sites.desk.issues().length;
		let key = '';
		await stage.act('Dana creates an issue of her own', () => void (key = stage.dana().createIssue({ project: 'ACME', type: 'Task', summary: 'Refactor' })));
		assert.equal(stage.held('resolution'), 'startCondition');
		await stage.act(`Dana changes ${key}`, () => stage.dana().editIssue(key, { summary: 'Refactor the client' }));
		assert.equal(stage.held('resolution'), 'startCondition');
		assert.equal(stage.sites.desk.issues().length, issues, 'no desk issue');
		same(stage.dev(key).properties, {}, 'no marker on the issue');
		same(stage.sites.takeWrites(), [], 'nothing was written');
	},
};
