import type { FastClock } from '../../host/environment.ts';
import { createChance } from '../simulation/chance';
import { atRest } from './support/atRest';
import { Postman, type Post } from './support/postman';
import { EDITS, openTwoSides, pictureOf, pictureWithoutTrouble } from './support/twoSides';

const FACTOR = 20;
const UNTIL_REPEATED = (12 * 60) / FACTOR;
const EACH_MINUTE = { item: [{ mode: 'everyMinute' }] };
/** n8n is off while these edits are made. */
const OFF = [6, 10] as const;

let wanted: ReturnType<typeof pictureOf>;
beforeAll(async () => {
	wanted = await pictureWithoutTrouble();
}, 300_000);

test.each<[string, Post, Record<string, unknown>]>([
	['webhook and sweep, a tenth of the deliveries lost and a tenth doubled', { lost: 0.1, doubled: 0.1 }, { mode: 'both', pollTimes: EACH_MINUTE }],
	['webhook only, a tenth of the deliveries doubled', { lost: 0, doubled: 0.1 }, { mode: 'webhook' }],
	['sweep only', { lost: 0, doubled: 0 }, { mode: 'sweep', pollTimes: EACH_MINUTE }],
])('a day of edits with n8n off for a while: %s', async (_what, post, trigger) => {
	const clock: FastClock = { factor: FACTOR, begin: Date.now() };
	const sides = await openTwoSides({ clock, trigger });
	const { sites, stage, keys } = sides;
	try {
		sites.deliveries.hold();
		const postman = new Postman(sites, createChance(4), post);
		for (const [index, edit] of EDITS.entries()) {
			if (index === OFF[0]) await sites.n8n.stop();
			if (index === OFF[1]) await sites.n8n.start();
			edit(stage, keys);
			await postman.round(0.8);
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
		await atRest(sites, () => postman.all(), UNTIL_REPEATED);
		expect(sites.dev.issues('ACME')).toHaveLength(keys.dev.length);
		expect(pictureOf(sides)).toEqual(wanted);
	} finally {
		await sites.close();
	}
}, 600_000);
