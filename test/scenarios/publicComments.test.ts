import { contractDoor, type ContractDoor } from '../contract/door';
import { nodeOf } from '../nodes/support';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
let door: ContractDoor;
let key: string;
beforeEach(async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
	nodeOf(pair.resolution, 'Apply to Desk').parameters.options = { openWords: '[public]' };
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	key = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
});

const arrived = () => pair.desk.issue('DESK-1').comments.filter(({ author }) => author === 'sync').map(({ text, public: isPublic }) => [text.split('\n').pop(), isPublic]);

test('a comment that begins with the words arrives public and without them, all others internal, and so do their edits', async () => {
	const open = pair.dev.as('dana').addComment(key, '[public] Fixed in 2.1');
	pair.dev.as('dana').addComment(key, 'It was the cache [public]');
	expect((await pair.look(pair.resolution, key)).failed).toBeUndefined();
	expect(arrived()).toEqual([['Fixed in 2.1', true], ['It was the cache [public]', false]]);
	await expectQuiet(pair);
	pair.dev.as('dana').editComment(key, open, '[public] Fixed in 2.2');
	await pair.look(pair.resolution, key);
	expect(arrived()[0]).toEqual(['Fixed in 2.2', true]);
	await expectQuiet(pair);
});
