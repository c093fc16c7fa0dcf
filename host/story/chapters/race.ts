import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import type { Stage } from '../stage.ts';

/** A development comment just before the desk sends the issue again; deliveries arrive in the given order. */
async function crossing(stage: Stage, order: ['desk' | 'dev', 'desk' | 'dev']) {
	const { deskKey, devKey } = await stage.escalated(`Crossing, ${order[0]} first`);
	await stage.resolved(devKey);
	await stage.act(`Dana comments on ${devKey}, then Ann sends ${deskKey} again; both are delivered late, ${order[0]} first`, async () => {
		stage.sites.deliveries.hold();
		stage.dana().addComment(devKey, 'late remark');
		stage.ann().transition(deskKey, 'Send to development', { comment: 'still broken' });
		for (const site of order) await stage.sites.deliveries.release(site);
		stage.sites.deliveries.flow();
	});
	assert.equal(stage.desk(deskKey).status, 'Waiting for development', 'Development Ready is not fired from the older state');
	assert.equal(stage.dev(devKey).resolution, null, 'development is reopened');
	assert.equal(stage.desk(deskKey).comments.filter(({ text }) => text.includes('late remark')).length, 1);
}

export const race: Chapter = {
	title: 'Reopen race: the newer wish wins, in whichever order the news arrives',
	async play(stage) {
		await crossing(stage, ['dev', 'desk']);
		await crossing(stage, ['desk', 'dev']);
	},
};
