import { dropConnection, tooManyRequests } from '../../sandbox/faults';
import { hurry, nodeOf } from '../nodes/support';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

type Row = Record<string, unknown>;
const APPLY = { escalation: 'Apply to Dev', resolution: 'Apply to Desk' } as const;
const BUILD = { escalation: 'Build Desk Replica', resolution: 'Build Dev Replica' } as const;
type Way = keyof typeof APPLY;

/** Rows as the editor stores them; what is not named has the default of the editor. */
const row = (remote: string, local: string, more: Row = {}): Row => ({ remote, local, how: 'set', values: {}, ifNoMatch: 'nothing', when: true, ...more });
const values = (...pairs: Array<[remote: string, local: string]>): Row => ({ value: pairs.map(([remote, value]) => ({ remote, local: { __rl: true, mode: 'list', value } })) });
const BOTH = [row('summary', 'summary'), row('description', 'description')];

/** Sets a direction to mapping, and lets the fields out that it needs. */
function map(way: Way, rows: Row[], more: { fields?: string[]; customFields?: string[]; options?: Row } = {}): void {
	const apply = nodeOf(pair[way], APPLY[way]).parameters;
	apply.rules = 'mapping';
	apply.mapping = { row: rows } as never;
	apply.options = { ...(more.options ?? {}) } as never;
	const build = nodeOf(pair[way], BUILD[way]).parameters;
	build.fieldSet = 'choose';
	build.fields = ['key', 'summary', 'description', 'comments', 'attachments', 'status', 'resolution', 'priority', 'labels', ...(more.fields ?? [])] as never;
	build.options = { customFields: more.customFields ?? [] } as never;
}

const later = () => new Promise((resolve) => setTimeout(resolve, 20));
const edit = (fields: Row) => pair.desk.as('ann').editIssue('DESK-1', fields);
const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });

async function escalate(): Promise<string> {
	const { item, failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed?.error).toBeUndefined();
	return item!.twin!.key;
}
const dev = (key: string) => pair.dev.issue(key);
const editsOf = () => pair.writes().filter((write) => /PUT \/rest\/api\/3\/issue\/\d+$/.test(write));

describe('fields of every kind', () => {
	const ROWS = [
		...BOTH,
		row('priority', 'priority'),
		row('labels', 'labels'),
		row('due', 'duedate'),
		row('customfield_10201', 'customfield_10301', { values: values(['Everyone', 'High'], ['A team', 'Medium'], ['One person', 'Low']) }),
		row('customfield_10202', 'customfield_10302', { values: values(['VPN', 'Linux'], ['Mail', 'Windows']) }),
		row('customfield_10203', 'customfield_10303'),
		row('customfield_10204', 'customfield_10304'),
		row('customfield_10205', 'customfield_10305'),
		row('customfield_10206', 'customfield_10306'),
		row('customfield_10207', 'customfield_10307'),
		row('customfield_10208', 'customfield_10308'),
		row('key', 'customfield_10310'),
	];
	const CUSTOM = ['10201', '10202', '10203', '10204', '10205', '10206', '10207', '10208'].map((id) => `customfield_${id}`);

	test('arrive when the counterpart is created, and change with one request that holds only what changed', async () => {
		map('escalation', ROWS, { fields: ['due'], customFields: CUSTOM, options: { people: { person: [{ remote: 'ann@desk.example', local: 'dana@dev.example' }] } } });
		edit({
			priority: 'High', labels: ['vpn', 'urgent'], duedate: '2026-12-24',
			customfield_10201: 'Everyone', customfield_10202: ['VPN', 'Mail'], customfield_10203: 'ann', customfield_10204: '2026-12-01',
			customfield_10205: '2026-11-20T08:30:00.000+0000', customfield_10206: 'https://wiki.example/vpn', customfield_10207: 12.5, customfield_10208: 'Use the old client.',
		});
		send();
		const key = await escalate();
		expect(dev(key)).toMatchObject({
			priority: 'High',
			labels: ['vpn', 'urgent'],
			fields: {
				'Due date': expect.stringContaining('2026-12-24'),
				'Customer impact': 'High',
				Platforms: expect.stringMatching(/Linux.*Windows/),
				Reviewer: 'Dana Dev',
				'Story points': '12.5',
				'Design document': 'https://wiki.example/vpn',
				'Acceptance criteria': 'Use the old client.',
				'Desk key': 'DESK-1',
			},
		});
		pair.writes();
		edit({ priority: 'Low', customfield_10201: 'A team', customfield_10207: null });
		await escalate();
		expect(editsOf()).toHaveLength(1);
		expect(dev(key)).toMatchObject({ priority: 'Low', fields: { 'Customer impact': 'Medium' } });
		expect(dev(key).fields['Story points']).toBeUndefined();
		await expectQuiet(pair);
	});

	test('cost three requests when one of them changes', async () => {
		map('escalation', [...BOTH, row('priority', 'priority'), row('labels', 'labels'), row('due', 'duedate')], { fields: ['due'] });
		send();
		await escalate();
		await escalate();
		edit({ priority: 'Highest' });
		pair.sandbox.clearRequests();
		await escalate();
		expect(pair.sandbox.requests().map(({ method, path }) => `${method} ${path.replace(/\/\d+/g, '/N')}`)).toEqual(['GET /rest/api/N/issue/N', 'GET /rest/api/N/issue/N', 'PUT /rest/api/N/issue/N']);
		await expectQuiet(pair);
	});
});

describe('a value that no row names', () => {
	const rows = (more: Row) => [...BOTH, row('priority', 'priority', { values: values(['High', 'Highest']), ...more })];
	const prepare = async (more: Row) => {
		map('escalation', rows(more));
		edit({ priority: 'High' });
		send();
		const key = await escalate();
		expect(dev(key).priority).toBe('Highest');
		edit({ priority: 'Lowest', summary: 'changed as well' });
		return key;
	};

	test('changes nothing', async () => {
		const key = await prepare({});
		await escalate();
		expect(dev(key)).toMatchObject({ priority: 'Highest', summary: 'changed as well' });
		await expectQuiet(pair);
	});

	test('is replaced by the default', async () => {
		const key = await prepare({ ifNoMatch: 'default', default: 'Medium' });
		await escalate();
		expect(dev(key)).toMatchObject({ priority: 'Medium', summary: 'changed as well' });
		await expectQuiet(pair);
	});

	test('blocks the issue when it is to be reported, and no field of the message is written; after the fix all of it arrives', async () => {
		const key = await prepare({ ifNoMatch: 'error' });
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'valueUnmatched', retryable: false, next: expect.stringContaining('Lowest') });
		expect(dev(key)).toMatchObject({ priority: 'Highest', summary: expect.not.stringContaining('changed') });
		edit({ priority: 'High' });
		await escalate();
		expect(dev(key)).toMatchObject({ priority: 'Highest', summary: 'changed as well' });
		await expectQuiet(pair);
	});
});

test('an empty field clears its counterpart, and one that is not let out leaves it alone', async () => {
	map('escalation', [...BOTH, row('labels', 'labels'), row('due', 'duedate')], { fields: ['due'] });
	edit({ labels: ['vpn'], duedate: '2026-12-24' });
	send();
	const key = await escalate();
	edit({ labels: [], duedate: null });
	await escalate();
	expect(dev(key).labels).toEqual([]);
	expect(dev(key).fields['Due date']).toBeUndefined();
	edit({ duedate: '2026-12-31' });
	await escalate();
	map('escalation', [...BOTH, row('labels', 'labels'), row('due', 'duedate')]);
	edit({ duedate: null });
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(dev(key).fields['Due date']).toContain('2026-12-31');
	expect(item!.outcome!.notes.join()).toContain('Build Replica');
	await expectQuiet(pair);
});

test('labels as union: labels of this side survive, and never go back where no row sends them', async () => {
	map('escalation', [...BOTH, row('labels', 'labels', { how: 'add' })]);
	edit({ labels: ['network'] });
	send();
	const key = await escalate();
	pair.dev.as('dana').editIssue(key, { labels: ['network', 'backend'] });
	edit({ labels: ['vpn'] });
	await escalate();
	await pair.look(pair.resolution, key);
	expect([...dev(key).labels].sort()).toEqual(['backend', 'network', 'vpn']);
	expect(pair.desk.issue('DESK-1').labels).toEqual(['vpn']);
	pair.dev.as('dana').editIssue(key, { labels: ['backend'] });
	await escalate();
	expect(dev(key).labels).toEqual(['backend']);
	await expectQuiet(pair);
});

describe('text', () => {
	test('is appended to what an earlier row sets, replaced when it changes, and not sent back', async () => {
		map('escalation', [...BOTH, row('priority', 'description', { how: 'append' })]);
		edit({ description: 'since Monday', priority: 'High' });
		send();
		const key = await escalate();
		expect(dev(key).description).toBe('since Monday\nHigh');
		edit({ priority: 'Low' });
		await escalate();
		expect(dev(key).description).toBe('since Monday\nLow');
		await pair.look(pair.resolution, key);
		expect(pair.desk.issue('DESK-1').description).toBe('since Monday');
		await expectQuiet(pair);
	});

	test('that is appended alone leaves the words of this side, and what people take out stays out', async () => {
		map('escalation', [row('summary', 'summary'), row('key', 'description', { how: 'prepend' })]);
		send();
		const key = await escalate();
		expect(dev(key).description).toBe('DESK-1');
		pair.dev.as('dana').editIssue(key, { description: 'DESK-1\nour own words' });
		await escalate();
		pair.dev.as('dana').editIssue(key, { description: 'our own words' });
		await escalate();
		expect(dev(key).description).toBe('our own words');
		pair.writes();
		await escalate();
		expect(pair.writes()).toEqual([]);
	});

	test('of a constant is written once, and only when its condition holds', async () => {
		map('escalation', [...BOTH, row('(constant)', 'labels', { constant: 'from-desk', how: 'add' }), row('(constant)', 'customfield_10310', { constant: 'VIP', when: '={{ $json.replica.priority.name === "Highest" }}' })]);
		send();
		const key = await escalate();
		expect(dev(key).labels).toEqual(['from-desk']);
		expect(dev(key).fields['Desk key']).toBeUndefined();
		edit({ priority: 'Highest' });
		await escalate();
		expect(dev(key).fields['Desk key']).toBe('VIP');
		await expectQuiet(pair);
	});
});

describe('rules that can never work', () => {
	test.each([
		['kinds that do not go together', [row('description', 'priority')], 'takes a priority'],
		['an option that does not exist', [row('priority', 'customfield_10301', { values: values(['High', 'Enormous']) })], 'Enormous'],
		['a field that does not exist', [row('priority', 'Custmer impact')], 'no field Custmer impact'],
		['entries added to what is no list', [row('summary', 'duedate', { how: 'add' })], 'no entries can be added'],
	])('are refused before anything is written: %s', async (_what, rows, words) => {
		map('escalation', [...BOTH, ...rows]);
		send();
		pair.writes();
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'ruleUnsupported', message: expect.stringContaining(words), next: expect.any(String) });
		expect(pair.dev.issues('ACME')).toEqual([]);
		expect(pair.writes().filter((write) => write.startsWith('dev'))).toEqual([]);
	});
});

describe('a person who is not known here', () => {
	const prepare = (options: Row) => {
		map('escalation', [...BOTH, row('assignee', 'assignee')], { fields: ['assignee'], options });
		edit({ assignee: 'ben' });
		send();
	};

	test('is left out, and everything else arrives', async () => {
		prepare({});
		const key = await escalate();
		expect(dev(key).assignee).toBeNull();
		await expectQuiet(pair);
	});

	test('is replaced by the default person', async () => {
		prepare({ unknownPerson: 'default', defaultPerson: 'evan@dev.example' });
		const key = await escalate();
		expect(dev(key).assignee).toBe('evan');
		await expectQuiet(pair);
	});

	test('leaves the local person where that is wanted', async () => {
		prepare({ unknownPerson: 'keep' });
		const key = await escalate();
		pair.dev.as('dana').editIssue(key, { assignee: 'dana' });
		edit({ assignee: 'ann' });
		await escalate();
		expect(dev(key).assignee).toBe('dana');
		await expectQuiet(pair);
	});
});

test('both directions map the same values, and a change goes through each way once', async () => {
	map('escalation', [...BOTH, row('customfield_10201', 'customfield_10301', { values: values(['Everyone', 'High'], ['One person', 'Low']) })], { customFields: ['customfield_10201'] });
	map('resolution', [...BOTH, row('customfield_10301', 'customfield_10201', { values: values(['High', 'Everyone'], ['Low', 'One person']) })], { customFields: ['customfield_10301'] });
	for (const way of ['escalation', 'resolution'] as const) nodeOf(pair[way], APPLY[way]).parameters.options = { conflict: 'report' };
	edit({ customfield_10201: 'Everyone' });
	send();
	const key = await escalate();
	await expectQuiet(pair);
	await later();
	pair.dev.as('dana').editIssue(key, { customfield_10301: 'Low' });
	await pair.look(pair.resolution, key);
	expect(pair.desk.issue('DESK-1').fields.Impact).toBe('One person');
	await expectQuiet(pair);
	edit({ customfield_10201: 'Everyone' });
	await escalate();
	expect(dev(key).fields['Customer impact']).toBe('High');
	await expectQuiet(pair);
});

test('changing Basic to Mapping keeps every pair and trace, and writes nothing', async () => {
	send();
	const key = await escalate();
	await pair.look(pair.resolution, key);
	const before = structuredClone([pair.desk.issue('DESK-1').properties, dev(key).properties]);
	map('escalation', BOTH);
	map('resolution', BOTH);
	await expectQuiet(pair);
	expect([pair.desk.issue('DESK-1').properties, dev(key).properties]).toEqual(before);
	edit({ summary: 'after the change' });
	await escalate();
	expect(dev(key).summary).toBe('after the change');
	await expectQuiet(pair);
});

test('one JSON holds the rules of both directions', async () => {
	const shared = {
		name: 'deskdev', local: 'Desk', remote: 'Dev', description: 'Escalations',
		rules: {
			toRemote: [{ local: 'summary', remote: 'summary' }, { local: 'Impact', remote: 'Customer impact', values: 'impact', ifNoMatch: 'default', default: 'Medium' }],
			toLocal: [{ local: 'Impact', remote: 'Customer impact', values: 'impact' }],
		},
		values: { impact: [{ local: 'Everyone', remote: 'High' }, { local: 'One person', remote: 'Low', direction: 'toLocal' }] },
		methods: { in: 'automatic', out: 'manual' },
		showLink: true,
	};
	map('escalation', [], { customFields: ['customfield_10201'] });
	map('resolution', [], { customFields: ['customfield_10301'] });
	for (const [way, side] of [['escalation', 'Dev'], ['resolution', 'Desk']] as const) {
		const { parameters } = nodeOf(pair[way], APPLY[way]);
		Object.assign(parameters, { rules: 'json', rulesJson: JSON.stringify(shared), side });
	}
	edit({ customfield_10201: 'One person' });
	send();
	const key = await escalate();
	expect(dev(key).fields['Customer impact']).toBe('Medium');
	await later();
	pair.dev.as('dana').editIssue(key, { customfield_10301: 'Low' });
	await pair.look(pair.resolution, key);
	expect(pair.desk.issue('DESK-1').fields.Impact).toBe('One person');
	edit({ customfield_10201: 'Everyone' });
	await later();
	await escalate();
	expect(dev(key).fields['Customer impact']).toBe('High');
	await pair.look(pair.resolution, key);
	await expectQuiet(pair);
});

describe('a status', () => {
	test('of the other side is reached by a move and not by an edit, also on a new issue', async () => {
		map('escalation', [...BOTH, row('status', 'status', { values: values(['Waiting for development', 'In Progress'], ['Open', 'To Do']) })]);
		send();
		const key = await escalate();
		expect(dev(key).status).toBe('In Progress');
		await expectQuiet(pair);
		await later();
		pair.desk.as('ann').transition('DESK-1', 'Take back');
		pair.writes();
		const { item } = await pair.look(pair.escalation, 'DESK-1');
		expect(item!.outcome).toMatchObject({ result: 'updated', transition: { result: 'done', transition: 'Stop Progress' } });
		expect(dev(key).status).toBe('To Do');
		expect(editsOf()).toEqual([]);
		await expectQuiet(pair);
	});

	test('is reached by the next run when the one that created the issue broke off before', async () => {
		map('escalation', [...BOTH, row('status', 'status', { values: values(['Waiting for development', 'In Progress'], ['Open', 'To Do']) })]);
		send();
		pair.sandbox.setFaults(({ site, moment, method, path }) => (site === 'dev' && moment === 'before' && method === 'POST' && path.endsWith('/comment') ? tooManyRequests(60) : undefined));
		expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error).toMatchObject({ retryable: true });
		pair.sandbox.setFaults(undefined);
		const key = await escalate();
		expect(pair.dev.issues('ACME')).toHaveLength(1);
		expect(dev(key).status).toBe('In Progress');
		await expectQuiet(pair);
	});

	test('that people here set later stays, until the other side moves again', async () => {
		map('escalation', [...BOTH, row('status', 'status', { values: values(['Waiting for development', 'In Progress'], ['Open', 'To Do']) })]);
		send();
		const key = await escalate();
		await later();
		pair.dev.as('dana').transition(key, 'Stop Progress');
		await escalate();
		expect(dev(key).status).toBe('To Do');
	});

	describe('several moves away', () => {
		const prepare = async () => {
			nodeOf(pair.resolution, 'Development Ready When Resolved').disabled = true;
			map('resolution', [...BOTH, row('status', 'status', { values: values(['Done', 'Resolved']) })]);
			send();
			const key = await escalate();
			await pair.look(pair.resolution, key);
			await later();
			pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
			return key;
		};
		/** Another desk issue in Development Ready, from which the workflow can be seen. */
		const showWay = () => {
			const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
			for (const move of ['Send to development', 'Development Ready']) pair.desk.as('ann').transition(other, move);
		};

		const breakOffBehindTheFirstMove = async (key: string) => {
			let moves = 0;
			pair.sandbox.setFaults(({ site, moment, method, path }) =>
				site === 'desk' && moment === 'before' && method === 'POST' && /\/transitions$/.test(path) && ++moves > 1 ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'], errors: {} } } : undefined,
			);
			await pair.look(pair.resolution, key);
		};

		test('is reached over the statuses between, with the resolution that a screen asks for', async () => {
			showWay();
			const key = await prepare();
			const { item, failed } = await pair.look(pair.resolution, key);
			expect(failed?.error).toBeUndefined();
			expect(item!.outcome!.transition).toMatchObject({ result: 'done', transition: 'Development Ready, Resolve this issue' });
			expect(pair.desk.issue('DESK-1')).toMatchObject({ status: 'Resolved', resolution: 'Fixed' });
			expect(pair.desk.issue('DESK-1').properties['jirasync.deskdev']).not.toHaveProperty('walk');
			pair.writes();
			await pair.look(pair.resolution, key);
			expect(pair.writes()).toEqual([]);
		});

		test('is left alone where nobody knows the way, and the outcome says so', async () => {
			const key = await prepare();
			const { item } = await pair.look(pair.resolution, key);
			expect(item!.outcome!.transition).toMatchObject({ result: 'skipped', reason: expect.stringContaining('no way from Waiting for development to Resolved is known') });
			expect(pair.desk.issue('DESK-1').status).toBe('Waiting for development');
		});

		test('is reached by one of two runs, and by the other when the first must be dead', async () => {
			showWay();
			const key = await prepare();
			pair.sandbox.setFaults(({ site, moment, method, path }) => (site === 'desk' && moment === 'before' && method === 'POST' && /\/transitions$/.test(path) ? dropConnection : undefined));
			await pair.look(pair.resolution, key);
			pair.sandbox.setFaults(undefined);
			expect((await pair.look(pair.resolution, key)).failed?.error).toMatchObject({ code: 'busy', retryable: true });
			expect(pair.desk.issue('DESK-1').status).toBe('Waiting for development');
			const [claim, held] = Object.entries(pair.desk.issue('DESK-1').properties).find(([name]) => name.includes('.m.')) as [string, { owner: string; at: number }];
			pair.desk.as('ada').setProperty('DESK-1', claim, { ...held, at: held.at - 300_000 });
			await pair.look(pair.resolution, key);
			expect(pair.desk.issue('DESK-1').status).toBe('Resolved');
			pair.writes();
			await pair.look(pair.resolution, key);
			expect(pair.writes()).toEqual([]);
		});

		test('is reached also when a run in between brings a field over and breaks off before it moves', async () => {
			showWay();
			const key = await prepare();
			await breakOffBehindTheFirstMove(key);
			pair.dev.as('dana').editIssue(key, { summary: 'seen in between' });
			pair.dev.as('dana').addComment(key, 'done');
			pair.sandbox.setFaults(({ site, moment, method, path }) => (site === 'desk' && moment === 'before' && method === 'POST' && path.endsWith('/comment') ? tooManyRequests(60) : undefined));
			expect((await pair.look(pair.resolution, key)).failed?.error).toMatchObject({ retryable: true });
			expect(pair.desk.issue('DESK-1')).toMatchObject({ summary: 'seen in between', status: 'Development Ready' });
			pair.sandbox.setFaults(undefined);
			await pair.look(pair.resolution, key);
			expect(pair.desk.issue('DESK-1').status).toBe('Resolved');
			pair.writes();
			await pair.look(pair.resolution, key);
			expect(pair.writes()).toEqual([]);
		});

		test('is reached by the next run when the first one broke off between two moves', async () => {
			showWay();
			const key = await prepare();
			await breakOffBehindTheFirstMove(key);
			expect(pair.desk.issue('DESK-1').status).toBe('Development Ready');
			pair.sandbox.setFaults(undefined);
			await pair.look(pair.resolution, key);
			expect(pair.desk.issue('DESK-1').status).toBe('Resolved');
			pair.writes();
			await pair.look(pair.resolution, key);
			expect(pair.writes()).toEqual([]);
		});
	});
});

test('a field that is on no screen is left out and told, and everything else arrives', async () => {
	map('escalation', [...BOTH, row('key', 'customfield_10399'), row('priority', 'priority')]);
	edit({ priority: 'High' });
	send();
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item!.outcome!.fields).toContainEqual(expect.objectContaining({ field: 'customfield_10399', action: 'dropped', rule: 'row 3 (key to customfield_10399)' }));
	expect(dev(item!.twin!.key).priority).toBe('High');
	await expectQuiet(pair);
});

test('a dry run names the fields and the rules, and writes nothing', async () => {
	map('escalation', [...BOTH, row('priority', 'priority'), row('labels', 'labels', { how: 'add' })]);
	send();
	const key = await escalate();
	edit({ priority: 'Low', labels: ['vpn'] });
	nodeOf(pair.escalation, APPLY.escalation).parameters.dryRun = true;
	pair.writes();
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(pair.writes()).toEqual([]);
	expect(item!.outcome!.planned).toEqual([expect.objectContaining({ what: 'edit fields', detail: 'priority, labels' })]);
	expect(item!.outcome!.fields.map(({ rule }) => rule)).toEqual(['row 3 (priority to priority)', 'row 4 (labels to labels)']);
	nodeOf(pair.escalation, APPLY.escalation).parameters.dryRun = false;
	await escalate();
	expect(dev(key)).toMatchObject({ priority: 'Low', labels: ['vpn'] });
	await expectQuiet(pair);
});

test('when both sides changed a mapped field, the newer value wins and the other one is kept in the outcome', async () => {
	map('escalation', [...BOTH, row('priority', 'priority')]);
	map('resolution', [...BOTH, row('priority', 'priority')]);
	edit({ priority: 'High' });
	send();
	const key = await escalate();
	await pair.look(pair.resolution, key);
	pair.dev.as('dana').editIssue(key, { priority: 'Lowest' });
	await later();
	edit({ priority: 'Highest' });
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item!.outcome!.fields).toContainEqual(expect.objectContaining({ field: 'priority', action: 'written', lost: 'Lowest' }));
	await pair.look(pair.resolution, key);
	expect([pair.desk.issue('DESK-1').priority, dev(key).priority]).toEqual(['Highest', 'Highest']);
	await expectQuiet(pair);
});
