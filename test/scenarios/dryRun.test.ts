import { hurry, nodeOf } from '../nodes/support';
import { openPair, type Direction, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

const APPLY = { escalation: 'Apply to Dev', resolution: 'Apply to Desk' } as const;

/** A look with Dry Run switched on in Apply Incoming Rules alone; nothing may be written. */
async function tried(name: keyof typeof APPLY, key: string) {
	const direction: Direction = { ...pair[name], workflow: structuredClone(pair[name].workflow) };
	nodeOf(direction, APPLY[name]).parameters.dryRun = true;
	pair.writes();
	const { item, failed } = await pair.look(direction, key);
	expect(failed).toBeUndefined();
	expect(pair.writes()).toEqual([]);
	return item!;
}

/** Writes as a dry run names them, from the requests of a real one; the engine's own bookkeeping is left out. */
const KINDS: Array<[RegExp, string]> = [
	[/POST \/rest\/api\/3\/issue$/, 'create issue'],
	[/PUT \/rest\/api\/3\/issue\/\d+$/, 'edit fields'],
	[/POST .*\/comment$/, 'add comment'],
	[/PUT .*\/comment\/\d+$/, 'edit comment'],
	[/DELETE .*\/comment\/\d+$/, 'delete comment'],
	[/POST .*\/attachments$/, 'add file'],
	[/DELETE .*\/attachment\/\d+$/, 'delete file'],
	[/POST .*\/remotelink$/, 'show link'],
	[/POST .*\/transitions$/, 'move'],
];
const written = (site: string) =>
	pair.writes().filter((write) => write.startsWith(`${site} `)).flatMap((write) => KINDS.filter(([pattern]) => pattern.test(write)).map(([, kind]) => kind));

test('of an escalation: the counterpart, its comments and its file are listed, and then come true', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const item = await tried('escalation', 'DESK-1');
	expect(item.twin).toBeNull();
	expect(item.outcome).toMatchObject({ result: 'created', dryRun: true, reason: expect.stringContaining('Dry run, nothing was written') });
	expect(pair.dev.issues('ACME')).toEqual([]);
	const { failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed).toBeUndefined();
	expect(item.outcome!.planned!.map(({ what }) => what)).toEqual(written('dev'));
	for (const { reason } of item.outcome!.planned!) expect(reason).toBeTruthy();
	await expectQuiet(pair);
});

test('of an update: fields with their reasons, an edited and a new comment, and then come true', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const key = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
	const said = pair.desk.issue('DESK-1').comments.find(({ text }) => text === 'please look')!;
	await new Promise((resolve) => setTimeout(resolve, 20));
	pair.desk.as('ada').editComment('DESK-1', said.id, 'please look soon');
	pair.desk.as('ann').addComment('DESK-1', 'one more', { internal: false });
	pair.dev.as('dana').editIssue(key, { summary: 'from development' });
	await new Promise((resolve) => setTimeout(resolve, 20));
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'from the desk' });
	const { outcome } = await tried('escalation', 'DESK-1');
	expect(outcome!.planned).toEqual([
		{ what: 'edit fields', where: pair.dev.issue(key).id, detail: 'summary', reason: 'summary: both sides changed it; the other side did so last' },
		expect.objectContaining({ what: 'edit comment', reason: 'the original was edited' }),
		expect.objectContaining({ what: 'add comment' }),
	]);
	expect(pair.dev.issue(key).summary).toBe('from development');
	await pair.look(pair.escalation, 'DESK-1');
	expect(outcome!.planned!.map(({ what }) => what)).toEqual(written('dev'));
	await pair.look(pair.resolution, key);
	await expectQuiet(pair);
});

test('of a move: Transition follows the dry run before it, and the real run moves', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const key = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	const { outcome } = await tried('resolution', key);
	expect(outcome).toMatchObject({ dryRun: true, transition: { result: 'done', reason: expect.stringContaining('would be made') } });
	expect(outcome!.planned).toEqual([expect.objectContaining({ what: 'move', reason: 'the condition holds and the workflow offers it' })]);
	expect(pair.desk.issue('DESK-1').status).toBe('Waiting for development');
	await pair.look(pair.resolution, key);
	expect(pair.desk.issue('DESK-1').status).toBe('Development Ready');
	await expectQuiet(pair);
});

test('what another run is writing is told and not waited for', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { id } = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!;
	const said = pair.desk.as('ann').addComment('DESK-1', 'one more', { internal: false });
	const claim = `${pair.dev.url}/rest/api/3/issue/${id}/properties/jirasync.deskdev.c.${said}`;
	const { email, apiToken } = pair.dev.syncAccount;
	const headers = { authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`, 'content-type': 'application/json' };
	await fetch(claim, { method: 'PUT', headers, body: JSON.stringify({ owner: 'other/1', at: Date.now() }) });
	const { outcome } = await tried('escalation', 'DESK-1');
	expect(outcome).toMatchObject({ result: 'skipped', code: 'busy', dryRun: true, planned: [], reason: expect.stringContaining(`Another run, or an earlier try of this one, is making comment ${said}`) });
	await fetch(claim, { method: 'DELETE', headers });
	await pair.look(pair.escalation, 'DESK-1');
	await expectQuiet(pair);
});

test('a move that another run is making is told and not waited for', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { key } = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!;
	await new Promise((resolve) => setTimeout(resolve, 20));
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	const claim = `jirasync.deskdev.m.remoteResolution-${pair.dev.issue(key).resolved}`;
	pair.desk.as('ada').setProperty('DESK-1', claim, { owner: 'other/1', at: Date.now() });
	const { outcome } = await tried('resolution', key);
	expect(outcome).toMatchObject({ dryRun: true, planned: [], transition: { result: 'skipped', reason: expect.stringContaining('is making the move Development Ready') } });
	pair.desk.as('ada').deleteProperty('DESK-1', claim);
	await pair.look(pair.resolution, key);
	expect(pair.desk.issue('DESK-1').status).toBe('Development Ready');
	expect(Object.keys(pair.desk.issue('DESK-1').properties)).toContain(claim);
	await expectQuiet(pair);
});

test('of the move alone: what was really brought over is recorded all the same', async () => {
	const node = nodeOf(pair.escalation, 'Reopen When Sent Again');
	node.parameters.dryRun = true;
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const key = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	await pair.look(pair.resolution, key);
	// Forgotten, as if the run had ended before it could be recorded.
	pair.desk.as('ada').deleteProperty('DESK-1', 'jirasync.deskdev');
	await new Promise((resolve) => setTimeout(resolve, 20));
	pair.desk.as('ann').transition('DESK-1', 'Send to development');
	const { outcome } = (await pair.look(pair.escalation, 'DESK-1')).item!;
	expect(outcome!.planned!.map(({ what }) => what)).toEqual(['move']);
	expect(outcome!.dryRun).toBeUndefined();
	expect(pair.dev.issue(key).status).toBe('Done');
	expect(pair.desk.issue('DESK-1').properties['jirasync.deskdev']).toMatchObject({ twin: { key } });
});
