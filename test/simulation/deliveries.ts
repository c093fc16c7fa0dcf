import { isOwnWrite } from '../../memory/ownWrites';
import type { Delivery } from '../../sandbox/webhooks/outbox';
import { DELETION_EVENT } from '../../sync/deletion';
import { isNoise, readDelivery, type Delivery as Read } from '../../sync/delivery';
import { payloadOf } from './brokenEngines';
import type { Job } from './directions';
import type { Executions } from './executions';
import type { World } from './world';

/** Jira's own tries after a delivery that nobody took. */
const PAUSES = [2_000, 5_000, 15_000, 60_000, 300_000];

/** Brings what the sites have to say to the processes: late, twice, out of order, or never. */
export function startDeliveries(world: World, executions: Executions): void {
	const { clock, chance } = world;
	for (const site of world.sandbox.sites()) {
		site.outbox.onWaiting(() => {
			for (const delivery of site.outbox.takeAll()) {
				if (world.troubled && chance.happens(0.06)) {
					world.tell(`delivery ${delivery.event} of ${delivery.issueKey} is lost`);
					continue;
				}
				const copies = world.troubled && chance.happens(0.12) ? 2 : 1;
				const { issue } = readDelivery(JSON.parse(delivery.body));
				const payload = world.broken.trustsPayload && issue ? payloadOf(world, site.name, issue.id) : undefined;
				for (let copy = 0; copy < copies; copy++) clock.after(delay(world), () => void attempt(world, executions, delivery, 0, payload));
			}
		});
	}
}

function delay({ chance, troubled }: World): number {
	if (!troubled) return chance.between(100, 1_000);
	const way = chance.next();
	if (way < 0.08) return chance.between(20_000, 400_000);
	return way < 0.25 ? chance.between(1_000, 8_000) : chance.between(100, 900);
}

async function attempt(world: World, executions: Executions, delivery: Delivery, tries: number, payload?: Promise<unknown>): Promise<void> {
	const { clock, chance, broken } = world;
	const life = chance.pick(world.lives);
	if (!life.alive) {
		const pause = PAUSES[tries];
		if (pause !== undefined) clock.after(pause, () => void attempt(world, executions, delivery, tries + 1, payload));
		else world.tell(`delivery ${delivery.event} of ${delivery.issueKey} is given up`);
		return;
	}
	const read = readDelivery(JSON.parse(delivery.body));
	if (isNoise(read) || !read.issue || broken.ignores?.(read.actor ?? '', world)) return;
	const { syncAccount, url } = world.sandbox.site(delivery.site);
	if (read.actor === syncAccount.accountId && isOwnWrite(`${life.name} ${url} ${read.issue.id}`, read.what, clock.now())) return;
	const direction = delivery.site === 'desk' ? 'escalation' : 'resolution';
	executions.take(life, { direction, issueId: read.issue.id, reached: read.reached, ...tellsGone(read), ...(payload ? { payload: await payload } : {}) });
}

const tellsGone = ({ event, issue, at }: Read): Pick<Job, 'deletion' | 'onlyCommentsGone'> => ({
	...(event === DELETION_EVENT ? { deletion: { key: issue?.key ?? '', ...(at ? { at: new Date(at).toISOString() } : {}) } } : {}),
	...(event === 'comment_deleted' ? { onlyCommentsGone: true } : {}),
});
