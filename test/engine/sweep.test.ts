import { sweep, type SweepTask } from '../../engine/sweep';
import type { Jira } from '../../jira/types';
import { MOST_OPEN, type SweepState } from '../../sync/sweepState';

const NOW = 1_795_255_200_000;
const task: SweepTask = { connection: 'deskdev', scope: '', start: {}, most: 500, isKnown: () => false, isBusy: () => false };
const changed = Array.from({ length: 25 }, (_, index) => ({ id: `${index + 1}`, key: `DESK-${index + 1}`, fields: { updated: new Date(NOW + index * 1000).toISOString() }, properties: {} }));
const jira = {
	now: () => NOW + 60_000,
	clockAhead: () => 0,
	siteUrl: 'https://desk.example',
	search: ({ limit }: { limit: number }) => Promise.resolve(changed.slice(0, limit)),
} as unknown as Jira;

test('hundreds of issues that stand still let the others through, ten in one tick, and none of those is passed over', async () => {
	const still = Array.from({ length: MOST_OPEN }, (_, index) => [`${index + 1000}`, { key: `DESK-${index + 1000}`, updated: NOW - 2000, since: NOW - 3000, tries: 5, due: NOW + 3_600_000 }]);
	const state: SweepState = { cursor: NOW, seen: {}, open: Object.fromEntries(still) };
	const looks: string[][] = [];
	for (let tick = 0; tick < 4; tick++) {
		const { batches } = await sweep(jira, state, task);
		looks.push(batches.flatMap((batch) => batch.looks.map(({ key }) => key)));
	}
	expect(looks.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
	expect(looks.flat()).toEqual(changed.map(({ key }) => key));
});
