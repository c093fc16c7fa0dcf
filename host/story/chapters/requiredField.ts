import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';
import type { Stage } from '../stage.ts';

const FIELD = { id: 'customfield_10210', name: 'Resolution note', value: 'fixed in dev' };
const MOVE = 'Development Ready';

async function refused(stage: Stage, deskKey: string, devKey: string) {
	await stage.actWithFailure(`Dana renames and resolves ${devKey} with a comment; the desk now wants a Resolution note`, () => {
		stage.dana().addComment(devKey, 'fixed on the server');
		stage.dana().editIssue(devKey, { summary: 'VPN fixed' });
		stage.dana().transition(devKey, 'Done', { fields: { resolution: 'Fixed' } });
	});
	const failed = stage.runs('resolution').filter(({ status }) => status === 'error');
	assert.ok(failed.length > 0, 'the run fails');
	const message = failed.at(-1)?.data.resultData.error?.message ?? '';
	assert.match(message, /Resolution note/, `the error names the field: ${message}`);
	assert.match(message, /Development Ready/, `the error names the transition: ${message}`);
	assert.equal(stage.desk(deskKey).status, 'Waiting for development');
	assert.equal(stage.desk(deskKey).summary, 'VPN fixed', 'what came with it has been applied');
}

async function resumed(stage: Stage, deskKey: string) {
	await stage.form.fillScreen(stage, FIELD);
	await stage.act(`${stage.form.fillsFields ? 'With a Resolution note in the node' : 'With the field off the screen'} the same deliveries come again`, () => stage.sites.deliveries.sendAgain(stage.sites.deliveries.sent()));
	const desk = stage.desk(deskKey);
	same([desk.status, desk.fields[FIELD.name]], [MOVE, stage.form.fillsFields ? FIELD.value : undefined]);
	assert.equal(desk.comments.filter(({ text }) => text.includes('fixed on the server')).length, 1, 'the comment is not repeated');
}

export const requiredField: Chapter = {
	title: 'A required field on the screen: named when missing, then the rest is made up for',
	async play(stage) {
		const { deskKey, devKey } = await stage.escalated('Screen with a required field');
		await stage.forget();
		stage.sites.desk.setTransitionScreen(MOVE, [{ id: FIELD.id, required: true }]);
		await refused(stage, deskKey, devKey);
		await resumed(stage, deskKey);
	},
};
