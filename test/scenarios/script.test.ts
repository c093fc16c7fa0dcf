import { contractDoor, type ContractDoor } from '../contract/door';
import { hurry, nodeOf } from '../nodes/support';
import { openPair, template, type Direction, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { isPublishedHere, OURS, published, type Scripts } from '../support/scripts';

let pair: Pair;
let door: ContractDoor;
const open = async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
	hurry(pair);
};
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
	expect(pair.sandbox.violations()).toEqual([]);
});

function useScripts({ out, deskIn, devIn }: Scripts): void {
	const directions: Array<[Direction, string, string, string]> = [
		[pair.escalation, 'Build Desk Replica', 'Apply to Dev', devIn],
		[pair.resolution, 'Build Dev Replica', 'Apply to Desk', deskIn],
	];
	for (const [direction, build, apply, incoming] of directions) {
		Object.assign(nodeOf(direction, build).parameters, { fieldSet: 'script', script: out });
		Object.assign(nodeOf(direction, apply).parameters, { rules: 'script', script: incoming });
		// The script makes the moves.
		for (const node of direction.workflow.nodes) if (node.type.endsWith('.transition')) node.disabled = true;
	}
	// The desk's script says itself that nothing is created there.
	Object.assign(nodeOf(pair.resolution, 'Apply to Desk').parameters, { firstSync: 'create', project: { __rl: true, mode: 'key', value: 'DESK' }, issueType: { __rl: true, mode: 'name', value: 'Service Request' } });
}

function useMapping(): void {
	const rows = ['summary', 'description'].map((field) => ({ remote: field, local: field, how: 'set', values: {}, ifNoMatch: 'nothing', when: true }));
	Object.assign(nodeOf(pair.escalation, 'Apply to Dev').parameters, { rules: 'mapping', mapping: { row: rows } });
	Object.assign(nodeOf(pair.resolution, 'Apply to Desk').parameters, { rules: 'mapping', mapping: { row: rows } });
}

const look = async (direction: Direction, key: string) => {
	const looked = await pair.look(direction, key);
	expect(looked.failed?.error).toBeUndefined();
	return looked;
};

/** The story of the service desk from the first request to the second resolution, as both sides show it in the end. */
async function story() {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
	pair.desk.as('casey').addComment('DESK-1', 'it is still so');
	pair.desk.as('ann').addComment('DESK-1', 'not for development', { internal: true });
	await look(pair.escalation, 'DESK-1');
	pair.dev.as('dana').addComment(key, 'found it');
	pair.dev.as('dana').attach(key, 'fix.txt', 'the fix');
	pair.dev.as('dana').editIssue(key, { description: 'analysed' });
	await look(pair.resolution, key);
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	await look(pair.resolution, key);
	const ready = pair.desk.issue('DESK-1').status;
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'not fixed' });
	await look(pair.escalation, 'DESK-1');
	const reopened = pair.dev.issue(key).status;
	await look(pair.resolution, key);
	const own = pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'of development alone' });
	await look(pair.resolution, own);
	await expectQuiet(pair);
	const shown = ({ summary, description, status, resolution, comments, files }: ReturnType<Pair['desk']['issue']>) => ({
		summary,
		description,
		status,
		resolution,
		comments: comments.map(({ text, public: isPublic }) => [text.split('\n').at(-1), isPublic]),
		files: files.map(({ name, sha256 }) => [name, sha256]),
	});
	return { ready, reopened, desk: shown(pair.desk.issue('DESK-1')), dev: shown(pair.dev.issue(key)), count: [pair.desk.issues('DESK').length, pair.dev.issues('ACME').length] };
}

test('scripts, mapping rows and Basic rules come to the same', async () => {
	await open();
	const basic = await story();
	await pair.close();
	await open();
	useMapping();
	const mapping = await story();
	await pair.close();
	await open();
	useScripts(OURS);
	const script = await story();
	expect(basic).toMatchObject({ ready: 'Development Ready', reopened: 'To Do', dev: { summary: 'VPN fails on Mac', description: 'analysed' } });
	expect(mapping).toEqual(basic);
	expect(script).toEqual(basic);
}, 60_000);

(isPublishedHere ? test : test.skip)('the scripts of the published use case, read from its document, come to the same', async () => {
	await open();
	const basic = await story();
	await pair.close();
	await open();
	useScripts(published());
	expect(await story()).toEqual(basic);
}, 60_000);

describe('a script', () => {
	beforeEach(open);
	const incoming = (script: string) => Object.assign(nodeOf(pair.escalation, 'Apply to Dev').parameters, { rules: 'script', script });
	const outgoing = (script: string) => Object.assign(nodeOf(pair.escalation, 'Build Desk Replica').parameters, { fieldSet: 'script', script });
	const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });

	test('that cannot be read is refused with its place before anything is asked or written', async () => {
		incoming('issue.summary = replica.summary\nimport java.util.Date');
		send();
		pair.writes();
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'scriptRefused', message: expect.stringContaining('Line 2, column 1') });
		expect(pair.writes()).toEqual([]);
		expect(pair.dev.issues('ACME')).toHaveLength(0);
	});

	test('lets nothing out that it does not name, neither in the replica nor beside it', async () => {
		outgoing('replica.summary = issue.summary\nreplica.comments = issue.comments.findAll { it.body.contains("please") }');
		send();
		const { item } = await look(pair.escalation, 'DESK-1');
		expect(Object.keys(item!.replica).sort()).toEqual(['comments', 'meta', 'summary']);
		expect(item!.replica.comments).toHaveLength(1);
		expect(item!.replica.meta.fields.sort()).toEqual(['comments', 'summary']);
		expect(JSON.stringify(item!.replica)).not.toContain('Casey');
		await expectQuiet(pair);
	});

	const selecting = 'replica.comments = issue.comments.findAll { !it.body.contains("#desk") }';
	const all = 'replica.summary = issue.summary\nreplica.attachments = issue.attachments\n';
	test.each([
		['whatever stands under them', all + selecting, ['log.txt', 'open.png']],
		['although comments are let out on a condition that does not hold', `${all}if (issue.labels.contains("open")) ${selecting}`, ['log.txt']],
		['in the template Rules in JavaScript', String(template('rules-in-javascript').nodes.find(({ name }) => name === 'Build Desk Replica')?.parameters.script), ['log.txt', 'open.png']],
	])('keeps the files that only comments show which it leaves out, %s', async (_which, script, files) => {
		const media = (name: string) => {
			const id = pair.desk.as('ann').attach('DESK-1', name, Buffer.from(name), 'image/png');
			return { type: 'media', attrs: { type: 'file', id: pair.desk.issue('DESK-1').files.find((file) => file.id === id)!.mediaId, collection: '', alt: 'log.txt' } };
		};
		const showing = (words: string, name: string) => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }, { type: 'mediaSingle', attrs: { layout: 'center' }, content: [media(name)] }] }) as never;
		pair.desk.as('ann').addComment('DESK-1', showing('#desk this is ours', 'ours.png'));
		pair.desk.as('ann').addComment('DESK-1', showing('please see', 'open.png'));
		outgoing(script);
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		expect(pair.dev.issue(key).files.map(({ name }) => name)).toEqual(files);
		expect(pair.dev.issue(key).comments.filter(({ text }) => text.includes('#desk'))).toEqual([]);
		await expectQuiet(pair);
	});

	test('writes labels and what it has worked out, and says in the outcome which line did', async () => {
		outgoing('replica.summary = issue.summary\nreplica.labels = issue.labels');
		incoming('issue.projectKey = "ACME"\nissue.typeName = "Task"\nissue.summary = "${replica.summary} (desk)"\nissue.labels = "from desk"');
		send();
		const { item } = await look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(item!.twin!.key)).toMatchObject({ summary: 'VPN fails (desk)', labels: ['from_desk'] });
		expect(item!.outcome!.notes.join(' ')).toContain('_');
		await expectQuiet(pair);
	});

	test('adds a comment of its own once', async () => {
		incoming(`${OURS.devIn}\ncommentHelper.addComment("handed over *as is*", issue.comments)`);
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'again' });
		await look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(key).comments.filter(({ text }) => text === 'handed over *as is*')).toHaveLength(1);
		await expectQuiet(pair);
	});

	test.each([['internal', false], ['public', true]])('in a service project a comment of its own arrives as copies do: %s', async (commentsArrive, isPublic) => {
		useScripts({ ...OURS, deskIn: `${OURS.deskIn}\ncommentHelper.addComment("seen by development", issue.comments)` });
		nodeOf(pair.resolution, 'Apply to Desk').parameters.commentsArrive = commentsArrive;
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		pair.dev.as('dana').editIssue(key, { summary: 'analysed' });
		await look(pair.resolution, key);
		expect(pair.desk.issue('DESK-1').comments.filter(({ text }) => text === 'seen by development')).toMatchObject([{ public: isPublic }]);
		await expectQuiet(pair);
	});

	test('gives a new issue the priority that it looks up by name, in the project that it chooses', async () => {
		outgoing(OURS.out);
		incoming(`issue.projectKey = "ACME"\nissue.typeName = "Task"\nissue.summary = replica.summary\nissue.priority = nodeHelper.getPriority("Urgent") ?: nodeHelper.getPriority("High")`);
		nodeOf(pair.escalation, 'Apply to Dev').parameters.project = { __rl: true, mode: 'key', value: 'BETA' };
		send();
		const { item } = await look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(item!.twin!.key)).toMatchObject({ key: expect.stringMatching(/^ACME-/), priority: 'High' });
		await expectQuiet(pair);
	});

	test('tells in a dry run which line would change what', async () => {
		outgoing(OURS.out);
		incoming(OURS.devIn);
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed' });
		const apply = nodeOf(pair.escalation, 'Apply to Dev').parameters;
		apply.dryRun = true;
		const { item } = await look(pair.escalation, 'DESK-1');
		const line = OURS.devIn.split('\n').findIndex((text) => text.includes('issue.summary')) + 1;
		expect(item!.outcome!.planned).toEqual([expect.objectContaining({ what: 'edit fields', reason: expect.stringContaining(`(line ${line})`) })]);
		expect(item!.outcome!.fields).toContainEqual(expect.objectContaining({ field: 'summary', rule: `line ${line}` }));
		expect(pair.dev.issue(key).summary).toBe('VPN fails');
		apply.dryRun = false;
		await look(pair.escalation, 'DESK-1');
		await expectQuiet(pair);
	});

	test('ends the pair when it says so, after everything was brought over', async () => {
		outgoing(OURS.out);
		incoming(`${OURS.devIn}\nif (replica.summary.startsWith("Done")) { syncHelper.unExalateAfterProcessing() }`);
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'Done for today' });
		await look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(key).summary).toBe('Done for today');
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'nobody hears this' });
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(key).summary).toBe('Done for today');
		await expectQuiet(pair);
	});

	test('ends the pair at the other side with the next look, when the first one broke off in between', async () => {
		outgoing(OURS.out);
		incoming(`${OURS.devIn}\nif (replica.summary.startsWith("Done")) { syncHelper.unExalateAfterProcessing() }`);
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		const states = () => [pair.desk.issue('DESK-1'), pair.dev.issue(key)].map(({ properties }) => (properties['jirasync.deskdev'] as { state: string }).state);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'Done for today' });
		pair.sandbox.setFaults(({ site, moment, method }) => (site === 'desk' && moment === 'before' && method !== 'GET' ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'], errors: {} } } : undefined));
		await pair.look(pair.escalation, 'DESK-1');
		expect(states()).toEqual(['paired', 'disconnected']);
		pair.sandbox.setFaults(undefined);
		await pair.look(pair.escalation, 'DESK-1');
		expect(states()).toEqual(['disconnected', 'disconnected']);
		await expectQuiet(pair);
	});

	test('changing from Basic to a script keeps the pair and every copy', async () => {
		send();
		const key = (await look(pair.escalation, 'DESK-1')).item!.twin!.key;
		const before = pair.dev.issue(key);
		useScripts(OURS);
		await expectQuiet(pair);
		expect(pair.dev.issue(key).comments).toEqual(before.comments);
	});
});
