import { openPair, type Pair } from '../support/pair';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
});
afterEach(() => pair.close());

test('smoke: escalation', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	pair.sandbox.clearRequests();
	const look = await pair.look(pair.escalation, 'DESK-1');
	console.log(JSON.stringify(look.failed ?? look.item?.outcome, null, 1), look.run.error);
	console.log(pair.sandbox.requests().map((r) => `${r.site} ${r.method} ${r.path} ${r.status}`).join('\n'));
	console.log(JSON.stringify(pair.dev.issue('ACME-1') ?? null, null, 1).slice(0, 6000));
});
