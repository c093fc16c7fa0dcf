import { sweep, type SweepTask } from '../../engine/sweep';
import type { Jira } from '../../jira/types';
import type { Scope } from '../../sync/scope';
import { MOST_OPEN, type SweepState } from '../../sync/sweepState';

const NOW = 1_795_255_200_000;
const task: SweepTask = { connection: 'deskdev', scope: { mode: 'all', projects: [], types: [] }, start: {}, most: 500, isKnown: () => false, isBusy: () => false };
const changed = Array.from({ length: 25 }, (_, index) => ({ id: `${index + 1}`, key: `DESK-${index + 1}`, fields: { updated: new Date(NOW + index * 1000).toISOString() }, properties: {} }));
const jira = {
	now: () => NOW + 60_000,
	clockAhead: () => 0,
	siteUrl: 'https://desk.example',
	search: ({ limit }: { limit: number }) => Promise.resolve(changed.slice(0, limit)),
} as unknown as Jira;

test('what stands behind the border of a window that is not read to its end is read next, also when issues before it were changed again just now', async () => {
	const HOUR = 3_600_000;
	const isFresh = (index: number) => index % 10 === 9;
	const index = changed.map((issue, at) => ({ ...issue, at: NOW - (30 - at) * HOUR, fields: { updated: new Date(isFresh(at) ? NOW + 50_000 : NOW - (30 - at) * HOUR).toISOString() } }));
	const search = ({ jql, limit }: { jql: string; limit: number }) => Promise.resolve(index.filter(({ at }) => at >= Number(/updated >= (\d+)/.exec(jql)![1])).slice(0, limit));
	const state: SweepState = { cursor: NOW - 31 * HOUR, seen: {}, open: {} };
	const looks: string[][] = [];
	for (let tick = 0; tick < 4; tick++) {
		const { batches } = await sweep({ ...jira, search } as unknown as Jira, state, { ...task, most: 10 });
		looks.push(batches.flatMap((batch) => batch.looks.map(({ key }) => key)));
	}
	expect(looks.map(({ length }) => length)).toEqual([10, 10, 5, 0]);
	expect(looks.flat()).toEqual(changed.map(({ key }) => key));
});

describe('issues that Jira finds by a key of the scope and shows with another one', () => {
	const scope = (...projects: string[]): Scope => ({ mode: 'only', projects, types: [] });
	const keysAt = (...projects: string[]) => {
		const asked: string[] = [];
		const listProjects = async (query: string) => {
			asked.push(query);
			return projects.map((id) => ({ id, name: id })).filter(({ id }) => id.includes(query));
		};
		return { asked, site: { ...jira, listProjects } as unknown as Jira };
	};
	const begin = (): SweepState => ({ cursor: NOW, seen: {}, open: {} });

	test('stop the sweep with the present key where the project was renamed, and all of them are looked at once the scope names it', async () => {
		const state = begin();
		await expect(sweep(keysAt('DESK', 'OPS').site, state, { ...task, scope: scope('OPS', 'IT') })).rejects.toMatchObject({
			code: 'projectUnknown',
			message: expect.stringContaining('IT seems to be called DESK now'),
			data: { next: expect.stringContaining('Put DESK in the place of IT') },
		});
		expect(state).toEqual(begin());
		const { asked, site } = keysAt();
		const { batches } = await sweep(site, state, { ...task, scope: scope('ops', 'desk') });
		expect([batches.flatMap(({ looks }) => looks).length, asked]).toEqual([changed.length, []]);
	});

	test('were moved where the projects of the scope are still there: each is judged where it is read', async () => {
		const { batches } = await sweep(keysAt('IT', 'DESK').site, begin(), { ...task, scope: scope('IT') });
		expect(batches.flatMap(({ looks }) => looks)).toHaveLength(changed.length);
	});
});

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
