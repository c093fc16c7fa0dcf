import type { IDataObject } from 'n8n-workflow';
import { WITHDRAWN_WORDS } from '../../sync/commentPlan';
import { nodeOf } from '../nodes/support';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
pairForEach((fresh) => {
	pair = fresh;
	// Whatever the rules withhold must not be taken for deleted.
	nodeOf(pair.escalation, 'Apply to Dev').parameters.options = { removeComments: true, removeFiles: true };
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
});

/** Settings of Build Replica at the desk, in place of those before. */
function letOut(settings: IDataObject): void {
	nodeOf(pair.escalation, 'Build Desk Replica').parameters = { fieldSet: 'serviceDesk', ...settings } as never;
}
async function look() {
	const { item, failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed).toBeUndefined();
	return item!;
}
const sync = async (settings: IDataObject) => {
	letOut(settings);
	return await look();
};
const twin = () => pair.dev.issues('ACME')[0]!;
const words = () => twin().comments.map(({ text }) => text.split('\n').slice(1).join('\n'));
const names = () => twin().files.map(({ name }) => name);
const attach = (name: string, type = 'text/plain') => {
	const id = pair.desk.as('ann').attach('DESK-1', name, Buffer.from(`bytes of ${name}`), type);
	return pair.desk.issue('DESK-1').files.find((file) => file.id === id)!.mediaId;
};
const showing = (id: string) => ({ type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id, collection: '', alt: 'a picture' } }] }] }) as never;
const restricted = (text: string, value: string) => pair.desk.as('ada').addComment('DESK-1', text, { visibility: { type: 'role', value } });

describe('comments', () => {
	beforeEach(() => {
		pair.desk.as('ann').addComment('DESK-1', 'internal note', { internal: true });
		restricted('for the team', 'Service Desk Team');
		restricted('for administrators', 'Administrators');
	});
	const hidden = ['Third one this week, probably the gateway update.', 'internal note', 'for the team', 'for administrators'];
	const arrived = () => hidden.filter((text) => words().includes(text));

	test.each<[string, IDataObject, string[]]>([
		['no setting', {}, []],
		['Public', { comments: 'public' }, []],
		['Public and Internal', { comments: 'publicAndInternal' }, [hidden[0]!, 'internal note']],
		['By Role or Group with one role', { comments: 'byAudience', audiences: ['Service Desk Team'] }, ['for the team']],
		['By Role or Group with two', { comments: 'byAudience', audiences: ['Service Desk Team', ' Administrators '] }, ['for the team', 'for administrators']],
		['By Role or Group with the ID of a role', { comments: 'byAudience', audiences: ['10002'] }, ['for administrators']],
	])('with %s: public ones and those that are named, and no other word of them', async (_name, settings, expected) => {
		const item = await sync(settings);
		expect(arrived()).toEqual(expected);
		expect(words()).toHaveLength(3 + expected.length);
		const travelled = JSON.stringify(item.replica);
		for (const text of hidden) expect(travelled.includes(text)).toBe(expected.includes(text));
		await expectQuiet(pair);
	});

	test('with None: no comment and no number of them, and what is there is let be', async () => {
		const { replica } = await sync({ comments: 'none' });
		expect(words()).toEqual([]);
		expect(replica).not.toHaveProperty('comments');
		expect(replica.meta.fields).not.toContain('comments');
		expect(JSON.stringify(replica)).not.toMatch(/comment:|internal note|for the team/);
		expect(names()).toEqual(['log.txt']);
		await expectQuiet(pair);
	});

	test('that become those of a named role are withdrawn where customers read them, edits too, and come back when they are public again', async () => {
		const key = (await look()).twin!.key;
		nodeOf(pair.resolution, 'Build Dev Replica').parameters = { fieldSet: 'serviceDesk', comments: 'byAudience', audiences: ['Administrators'] };
		Object.assign(nodeOf(pair.resolution, 'Apply to Desk').parameters, { commentsArrive: 'public' });
		const id = pair.dev.as('ada').addComment(key, 'found it');
		const toDesk = async () => {
			expect((await pair.look(pair.resolution, key)).failed).toBeUndefined();
			return pair.desk.issue('DESK-1').comments.filter(({ text }) => text.includes('Ada')).map(({ text, public: isPublic }) => [text.split('\n').at(-1), isPublic]);
		};
		expect(await toDesk()).toEqual([['found it', true]]);
		for (const text of ['found it', 'the password is 1234']) {
			pair.dev.as('ada').editComment(key, id, text, { visibility: { type: 'role', value: 'Administrators' } });
			expect(await toDesk()).toEqual([[WITHDRAWN_WORDS, true]]);
			await expectQuiet(pair);
		}
		pair.dev.as('ada').editComment(key, id, 'for all', { visibility: null });
		expect(await toDesk()).toEqual([['for all', true]]);
		await expectQuiet(pair);
	});

	test('of a named role are internal where customers read: they are no public words', async () => {
		const key = (await look()).twin!.key;
		nodeOf(pair.resolution, 'Build Dev Replica').parameters = { fieldSet: 'serviceDesk', comments: 'byAudience', audiences: ['Administrators'] };
		nodeOf(pair.resolution, 'Apply to Desk').parameters.commentsArrive = 'public';
		pair.dev.as('ada').addComment(key, 'for leads', { visibility: { type: 'role', value: 'Administrators' } });
		pair.dev.as('ada').addComment(key, 'for all');
		await pair.look(pair.resolution, key);
		const shown = (text: string) => pair.desk.issue('DESK-1').comments.filter((comment) => comment.text.includes(text)).map((comment) => comment.public);
		expect([shown('for leads'), shown('for all')]).toEqual([[false], [true]]);
	});

	test('are refused when roles are to be named and none is', async () => {
		letOut({ comments: 'byAudience', audiences: [''] });
		pair.writes();
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'outgoingRules', next: expect.stringContaining('Roles or Groups') });
		expect(pair.writes()).toEqual([]);
	});
});

describe('files', () => {
	let shot: string;
	beforeEach(() => {
		shot = attach('shot.png', 'image/png');
		attach('trace.bin', 'application/octet-stream');
	});

	test.each<[string, IDataObject, string[]]>([
		['All', { files: 'all' }, ['log.txt', 'shot.png', 'trace.bin']],
		['None', { files: 'none' }, []],
		['a filter of names', { fileFilters: { names: '*.PNG, trace.*' } }, ['shot.png', 'trace.bin']],
		['a filter of types', { fileFilters: { types: 'image/*' } }, ['shot.png']],
		['a filter of size', { fileFilters: { largest: 0.001 } }, ['shot.png', 'trace.bin']],
		['several filters', { fileFilters: { largest: 0.001, names: '*.bin,*.txt' } }, ['trace.bin']],
		['filters that are left empty', { fileFilters: { names: '', types: ' , ' } }, ['log.txt', 'shot.png', 'trace.bin']],
		['In Public Texts when none shows one', { files: 'public' }, []],
	])('with %s', async (_name, settings, expected) => {
		const { replica } = await sync(settings);
		expect(names()).toEqual(expected);
		for (const name of ['log.txt', 'shot.png', 'trace.bin']) expect(JSON.stringify(replica).includes(name)).toBe(expected.includes(name));
		await expectQuiet(pair);
	});

	test('in public texts only: those of the description and of public comments', async () => {
		const [note, seen] = [attach('note.png', 'image/png'), attach('seen.png', 'image/png')];
		pair.desk.as('ann').addComment('DESK-1', showing(seen));
		pair.desk.as('ann').addComment('DESK-1', showing(note), { internal: true });
		pair.desk.as('ann').editIssue('DESK-1', { description: showing(shot) });
		const { replica } = await sync({ files: 'public', comments: 'publicAndInternal' });
		expect(names().sort()).toEqual(['seen.png', 'shot.png']);
		expect(replica.meta.withheld).toEqual({ 'file: in no public text': 3 });
		await expectQuiet(pair);
	});

	test('in public texts also where the comments themselves do not leave', async () => {
		pair.desk.as('ann').addComment('DESK-1', showing(shot));
		await sync({ files: 'public', comments: 'none' });
		expect([names(), words()]).toEqual([['shot.png'], []]);
		await expectQuiet(pair);
	});

	test('that the rules keep are told as their number, and arrive in their place in a text once they leave', async () => {
		pair.desk.as('ann').editIssue('DESK-1', { description: showing(shot) });
		const { replica } = await sync({ fileFilters: { names: '*.txt' } });
		expect(replica.meta.withheld).toEqual({ 'comment: internal': 1, 'file: name': 2 });
		expect(names()).toEqual(['log.txt']);
		await expectQuiet(pair);
		await sync({});
		expect(names().sort()).toEqual(['log.txt', 'shot.png', 'trace.bin']);
		expect(JSON.stringify(twin().descriptionAdf)).toContain(twin().files.find(({ name }) => name === 'shot.png')!.mediaId);
		await expectQuiet(pair);
	});
});

describe('values of the rules', () => {
	test('are what expressions make of the item that comes in, and fixed texts', async () => {
		const { replica } = await sync({
			values: { rows: [{ name: 'Contract', value: 'Gold' }, { name: 'Ticket', value: '={{ "from " + $json.issue.key }}' }, { name: 'Level', value: '={{ 3 }}' }, { name: 'None', value: '={{ undefined }}' }] },
		});
		expect(replica.customFields).toEqual({
			Contract: { id: 'Contract', value: 'Gold' },
			Ticket: { id: 'Ticket', value: 'from DESK-1' },
			Level: { id: 'Level', value: 3 },
			None: { id: 'None', value: null },
		});
		expect(replica.meta.fields).toEqual(expect.arrayContaining(['Contract', 'Ticket', 'Level', 'None']));
		await expectQuiet(pair);
	});

	test.each<[string, IDataObject[]]>([
		['a row without a name', [{ name: ' ', value: 'x' }]],
		['two rows of one name', [{ name: 'Contract', value: 'x' }, { name: 'Contract ', value: 'y' }]],
	])('%s is refused before anything is read', async (_what, rows) => {
		letOut({ values: { rows } });
		pair.sandbox.clearRequests();
		expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error).toMatchObject({ code: 'outgoingRules' });
		expect(pair.sandbox.requests()).toEqual([]);
	});
});

describe('custom fields', () => {
	const choose = (...customFields: string[]) => sync({ options: { customFields } });

	test('leave by their ids or by their names, each under its name', async () => {
		pair.desk.as('ann').editIssue('DESK-1', { Impact: 'A team', Cost: 12 });
		const { replica } = await choose('customfield_10201', 'Cost');
		expect(replica.customFields).toEqual({ Impact: { id: 'customfield_10201', value: expect.objectContaining({ value: 'A team' }) }, Cost: { id: 'customfield_10207', value: 12 } });
		await expectQuiet(pair);
	});

	test('of a name that no field has are refused, and nothing leaves', async () => {
		letOut({ options: { customFields: ['Impacts'] } });
		const { failed, item } = await pair.look(pair.escalation, 'DESK-1');
		expect(item).toBeUndefined();
		expect(failed?.error).toMatchObject({ code: 'outgoingRules', next: expect.stringContaining('Impact') });
	});
});

describe('other rules keep every pair and trace', () => {
	const WIDE = { comments: 'publicAndInternal' };
	const BASIC = { fieldSet: 'basic' };
	const FEW = { fieldSet: 'choose', fields: ['key', 'summary'] };
	const ids = () => ({ key: twin().key, comments: twin().comments.map(({ id }) => id), files: twin().files.map(({ id, sha256 }) => [id, sha256]) });
	beforeEach(async () => {
		attach('shot.png', 'image/png');
		pair.desk.as('ann').addComment('DESK-1', 'internal note', { internal: true });
		await sync(WIDE);
		expect([words().length, names().length]).toEqual([5, 2]);
	});

	test.each<[string, IDataObject]>([
		['no comments', { comments: 'none' }],
		['public comments', { comments: 'public' }],
		['comments of a role', { comments: 'byAudience', audiences: ['Service Desk Team'] }],
		['no files', { files: 'none' }],
		['files in public texts', { files: 'public' }],
		['files of a name that none has', { fileFilters: { names: '*.none' } }],
		['files of no size', { fileFilters: { largest: 0 } }],
		['Basic', BASIC],
		['Basic without comments and files', { ...BASIC, comments: 'none', files: 'none' }],
		['few fields', FEW],
		['fields, custom fields and values of its own', { fieldSet: 'choose', fields: ['summary', 'comments'], options: { customFields: ['customfield_10201'] }, values: { rows: [{ name: 'Contract', value: 'Gold' }] } }],
	])('narrower to %s, and wider again', async (_name, narrow) => {
		const before = ids();
		const text = words();
		await sync(narrow);
		expect(ids()).toEqual(before);
		await expectQuiet(pair);
		await sync(WIDE);
		expect([ids(), words()]).toEqual([before, text]);
		await expectQuiet(pair);
	});

	test('wider from Basic to fields, custom fields and values of its own: nothing is written, because no incoming rule asks for more', async () => {
		await sync(BASIC);
		const before = ids();
		pair.writes();
		const { replica } = await sync({ fieldSet: 'choose', fields: ['key', 'summary', 'description', 'comments', 'attachments', 'type', 'labels'], options: { customFields: ['customfield_10201'] }, values: { rows: [{ name: 'Contract', value: 'Gold' }] } });
		expect(Object.keys(replica.customFields ?? {})).toEqual(['Impact', 'Contract']);
		expect(pair.writes()).toEqual([]);
		expect(ids()).toEqual(before);
	});

	test('what people add while the rules are narrow arrives once when they are wider', async () => {
		const before = ids();
		letOut(FEW);
		pair.desk.as('ann').addComment('DESK-1', 'meanwhile');
		attach('meanwhile.txt');
		await look();
		expect(ids()).toEqual(before);
		await sync(WIDE);
		expect(words().filter((text) => text === 'meanwhile')).toHaveLength(1);
		expect(names()).toEqual(['log.txt', 'shot.png', 'meanwhile.txt']);
		expect(ids().comments.slice(0, 5)).toEqual(before.comments);
		await expectQuiet(pair);
	});

	test('what people delete while the rules are narrow goes when they are wider, and only that', async () => {
		const [comment] = pair.desk.issue('DESK-1').comments;
		const file = pair.desk.issue('DESK-1').files.find(({ name }) => name === 'shot.png')!;
		letOut({ comments: 'none', files: 'none' });
		pair.desk.as('ada').deleteComment('DESK-1', comment!.id);
		pair.desk.as('ada').deleteFile('DESK-1', file.id);
		await look();
		expect([words().length, names().length]).toEqual([5, 2]);
		await sync(WIDE);
		expect([words().length, names()]).toEqual([4, ['log.txt']]);
		await expectQuiet(pair);
	});

	test('internal notes that no longer leave are emptied at the other side until they leave again', async () => {
		await sync({ comments: 'public' });
		expect(words()).not.toContain('internal note');
		expect(words()).toHaveLength(5);
		await sync(WIDE);
		expect(words()).toContain('internal note');
	});
});
