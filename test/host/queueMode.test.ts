import { redisProgram } from '../../host/redis.ts';
import { createChance } from '../simulation/chance';
import { atRest } from './support/atRest';
import { editWithKills } from './support/editWithKills';
import { Postman } from './support/postman';
import { openTwoSides, pictureOf, pictureWithoutTrouble } from './support/twoSides';

/** After these edits a worker is killed with whatever it is doing. */
const KILLS = [4, 10];
const EACH_MINUTE = { item: [{ mode: 'everyMinute' }] };
/** A look whose worker died is given to another one within seconds, and the sweep comes each minute. */
const QUIET_SECONDS = 75;

// n8n's queue is Redis; where none is installed there is nothing to try this on.
(redisProgram() ? describe : describe.skip)('n8n in queue mode, with two workers', () => {
	test('shuffled and doubled deliveries and workers killed at work end as without any trouble', async () => {
		const sides = await openTwoSides({ workers: 2, trigger: { pollTimes: EACH_MINUTE } });
		const { sites, keys } = sides;
		try {
			expect(sites.jira.sites().map(({ data }) => data.webhooks.length)).toEqual([1, 1]);
			sites.deliveries.hold();
			const postman = new Postman(sites, createChance(20261128), { lost: 0, doubled: 0.4 });
			await editWithKills(sides, postman, KILLS, async (round) => {
				await sites.n8n.replaceWorker();
				await round;
			});
			await atRest(sites, () => postman.all(), QUIET_SECONDS);
			expect(sites.dev.issues('ACME')).toHaveLength(keys.dev.length);
			expect(pictureOf(sides)).toEqual(await pictureWithoutTrouble());
		} finally {
			await sites.close();
		}
	}, 900_000);
});
