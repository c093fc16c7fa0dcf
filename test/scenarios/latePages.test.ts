import { tooManyRequests, type FaultQuestion } from '../../sandbox/faults';
import type { Look, Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
let key: string;

pairForEach(async (fresh) => {
	pair = fresh;
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	key = (await toDev()).item?.twin?.key ?? '';
});

const toDev = () => pair.look(pair.escalation, 'DESK-1');
const inDev = () => pair.dev.issue(key).comments.map(({ text }) => text.split('\n').slice(1).join('\n'));

/** The first upload fails. The page that is written because of that takes four seconds on its way; what happens meanwhile? */
function whilePageIsLate(happens: () => void): void {
	const met = new Set<string>();
	pair.sandbox.setFaults(({ site, moment, method, path }: FaultQuestion) => {
		const what = method === 'POST' && path.endsWith('/attachments') ? 'upload' : method === 'PUT' && path.endsWith('.t0') ? 'page' : undefined;
		if (site !== 'dev' || moment !== 'before' || what === undefined || met.has(what)) return undefined;
		met.add(what);
		if (what === 'upload') return tooManyRequests(60);
		happens();
		return { kind: 'delay', milliseconds: 4_000 };
	});
}

test('a failed run whose page came after that of another run does not pass for success in its second try', async () => {
	const ann = pair.desk.as('ann');
	ann.addComment('DESK-1', 'here is a log', { internal: false });
	ann.attach('DESK-1', 'second.txt', Buffer.from('second'));
	let other: Promise<Look> | undefined;
	whilePageIsLate(() => {
		ann.addComment('DESK-1', 'and one thing more', { internal: false });
		other = toDev();
	});
	const late = await toDev();
	expect((await other)?.failed).toBeUndefined();
	expect(late.failed?.error).toMatchObject({ code: 'stale', retryable: true });
	expect((await toDev()).failed).toBeUndefined();
	expect(inDev().slice(-2)).toEqual(['here is a log', 'and one thing more']);
	await expectQuiet(pair);
}, 60_000);
