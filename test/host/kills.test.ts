import type { FastClock } from '../../host/environment.ts';
import { listExecutions } from '../../host/executions.ts';
import { createChance } from '../simulation/chance';
import { atRest } from './support/atRest';
import { editWithKills } from './support/editWithKills';
import { Postman } from './support/postman';
import { openTwoSides, pictureOf, pictureWithoutTrouble } from './support/twoSides';

/** After these edits n8n is killed with whatever it is doing. */
const KILLS = [3, 8, 13];
/** n8n and both sites live so many seconds in one. */
const FACTOR = 20;
/** A look that died is looked at again after ten minutes of theirs; sweeps come each minute. */
const UNTIL_REPEATED = (12 * 60) / FACTOR;
const EACH_MINUTE = { item: [{ mode: 'everyMinute' }] };

test('killed three times under shuffled and doubled deliveries, it ends as without any trouble and nobody helps', async () => {
	const clock: FastClock = { factor: FACTOR, begin: Date.now() };
	const sides = await openTwoSides({ clock, trigger: { pollTimes: EACH_MINUTE } });
	const { sites, keys } = sides;
	try {
		sites.deliveries.hold();
		const postman = new Postman(sites, createChance(20261127), { lost: 0, doubled: 0.4 });
		await editWithKills(sides, postman, KILLS, async (round) => {
			await sites.n8n.crash();
			await round;
			await postman.round(0.5);
			await sites.n8n.start();
		});
		await atRest(sites, () => postman.all(), UNTIL_REPEATED);
		const killed = (await listExecutions(sites.n8n.rest)).filter(({ status }) => status === 'crashed');
		expect(killed.length).toBeGreaterThanOrEqual(KILLS.length);
		expect(sites.dev.issues('ACME')).toHaveLength(keys.dev.length);
		expect(pictureOf(sides)).toEqual(await pictureWithoutTrouble());
	} finally {
		await sites.close();
	}
}, 600_000);
