import { dropConnection } from '../../sandbox/faults';
import type { Json } from '../../sandbox/model';
import { nodeOf } from '../nodes/support';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async () => await new Promise((resolve) => setImmediate(resolve)),
}));

let pair: Pair;
let key: string;

pairForEach(async (fresh) => {
	pair = fresh;
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed).toBeUndefined();
	key = look.item?.twin?.key ?? '';
});

const toDev = () => pair.look(pair.escalation, 'DESK-1');
const toDesk = () => pair.look(pair.resolution, key);
const words = (text: string) => text.split('\n').slice(1).join('\n');
const inDev = () => pair.dev.issue(key).comments.map(({ text }) => words(text));
const onDesk = (text: string) => pair.desk.issue('DESK-1').comments.filter((comment) => comment.text.includes(text));
const later = () => new Promise((done) => setTimeout(done, 5));
const option = (direction: 'escalation' | 'resolution', node: string, options: object) => {
	nodeOf(pair[direction], node).parameters.options = options as never;
};
const traces = () => pair.dev.issue(key).properties['jirasync.deskdev.t0'] as { comments: Record<string, string>; edits?: Record<string, { r: string; u: string }> };

describe('an edit', () => {
	test('follows to the same copy, once, in four requests', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await toDev();
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		pair.sandbox.clearRequests();
		const look = await toDev();
		expect(look.item?.outcome).toMatchObject({ result: 'updated', comments: [{ source: id, action: 'edited', reason: 'the original was edited' }] });
		expect(pair.sandbox.requests().length).toBeLessThanOrEqual(4);
		expect(inDev().filter((text) => text.includes('version'))).toEqual(['second version']);
		await expectQuiet(pair);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'other' });
		pair.sandbox.clearRequests();
		await toDev();
		expect(pair.sandbox.requests()).toHaveLength(3);
	});

	test('leaves an internal copy internal', async () => {
		const id = pair.dev.as('dana').addComment(key, 'cause found');
		await toDesk();
		await later();
		pair.dev.as('dana').editComment(key, id, 'cause found: DNS');
		await toDesk();
		expect(onDesk('DNS').map((comment) => comment.public)).toEqual([false]);
		await expectQuiet(pair);
	});

	test('of an older replica does not win over a newer one', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await toDev();
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		const old = await toDev();
		const kept = old.run.output('Find Dev Twin')[0]!;
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'third version');
		await toDev();
		const { workflow } = pair.escalation;
		await runWorkflow(workflow, pair.credentials, { node: 'Apply to Dev', items: [kept] });
		expect(inDev()).toContain('third version');
		expect(inDev()).not.toContain('second version');
		await expectQuiet(pair);
	});

	test('does not overwrite what a person made of the copy since then', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await toDev();
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		await toDev();
		pair.dev.as('ada').editComment(key, pair.dev.issue(key).comments.at(-1)!.id, 'reworded here');
		await expectQuiet(pair);
		expect(pair.dev.issue(key).comments.at(-1)!.text).toBe('reworded here');
	});

	test('is made again where an older one of another run was carried out after it', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await toDev();
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		await toDev();
		const copy = pair.dev.issue(key).comments.at(-1)!;
		await later();
		pair.dev.as('sync').editComment(key, copy.id, copy.text.replace('second', 'first'));
		expect((await toDev()).item?.outcome?.comments).toMatchObject([{ source: id, action: 'edited' }]);
		expect(inDev().filter((text) => text.includes('version'))).toEqual(['second version']);
		await expectQuiet(pair);
	});

	test('of a replica that is older than the copy has to come from a newer one', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		const [old] = (await toDev()).run.output('Find Dev Twin');
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'third version');
		await toDev();
		const page = Object.values(pair.dev.data.issues).find((issue) => issue.key === key)!.properties['jirasync.deskdev.t0'] as { edits?: unknown };
		delete page.edits; // n8n was killed before it wrote them down
		const { output } = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: [old!] });
		expect(output('Apply to Dev', 1).map(({ json }) => json)).toMatchObject([{ error: { code: 'stale', retryable: true } }]);
		expect(inDev()).toContain('third version');
		await toDev();
		await expectQuiet(pair);
	});

	test('that two runs copy at the same moment is looked at once more, for the copy may have the older text', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		let other: ReturnType<typeof toDev> | undefined;
		pair.sandbox.setFaults(({ moment, method, path }) => {
			if (other || moment !== 'before' || method !== 'PUT' || !path.includes(`jirasync.deskdev.c.${id}`)) return undefined;
			other = toDev();
			return { kind: 'delay', milliseconds: 1_000 };
		});
		const { failed } = await toDev();
		pair.sandbox.setFaults(undefined);
		expect((await other)?.failed).toBeUndefined();
		expect(failed?.error).toMatchObject({ code: 'stale', retryable: true });
		await toDev();
		expect(inDev().filter((text) => text.includes('version'))).toEqual(['second version']);
		await expectQuiet(pair);
	});

	test.each(['before', 'after'] as const)('is repeated when n8n dies %s it is written down', async (moment) => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'first version');
		await toDev();
		await later();
		pair.desk.as('ann').editComment('DESK-1', id, 'second version');
		let edited = false;
		pair.sandbox.setFaults((question) => {
			if (edited && (moment === 'before' || /properties/.test(question.path))) return question.moment === moment ? dropConnection : undefined;
			if (question.moment === 'after' && question.method === 'PUT' && /comment/.test(question.path)) edited = true;
			return undefined;
		});
		await toDev();
		pair.sandbox.setFaults(undefined);
		expect(edited).toBe(true);
		await toDev();
		expect(inDev().filter((text) => text.includes('version'))).toEqual(['second version']);
		expect(traces().edits).toHaveProperty(id);
		await expectQuiet(pair);
	});
});

describe('a comment that shows a file', () => {
	const showing = (words: string, mediaId: string): Json => ({
		type: 'doc',
		version: 1,
		content: [
			{ type: 'paragraph', content: [{ type: 'text', text: words }] },
			{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id: mediaId, collection: '', alt: 'shot.png' } }] },
		],
	});
	const filesInDev = () => pair.dev.issue(key).files.map(({ name }) => name);
	let id: string;
	let mediaId: string;
	beforeEach(async () => {
		const file = pair.desk.as('ann').attach('DESK-1', 'shot.png', Buffer.from('shot'), 'image/png');
		mediaId = pair.desk.issue('DESK-1').files.find((each) => each.id === file)!.mediaId;
		id = pair.desk.as('ann').addComment('DESK-1', showing('look', mediaId));
		await toDev();
		await later();
	});

	test('keeps its file when it is edited', async () => {
		pair.desk.as('ann').editComment('DESK-1', id, showing('look again', mediaId));
		await toDev();
		expect(inDev().at(-1)).toContain('look again');
		expect(filesInDev()).toContain('shot.png');
		expect(JSON.stringify(pair.dev.issue(key).comments.at(-1))).toContain(pair.dev.issue(key).files.find(({ name }) => name === 'shot.png')!.mediaId);
		await expectQuiet(pair);
	});

	test('takes its file along when it is withdrawn', async () => {
		option('escalation', 'Apply to Dev', { removeFiles: true });
		pair.desk.as('ann').editComment('DESK-1', id, showing('look', mediaId), { internal: true });
		const look = await toDev();
		expect(look.failed).toBeUndefined();
		expect(filesInDev()).toEqual(['log.txt']);
		expect(pair.desk.issue('DESK-1').files.map(({ name }) => name)).toContain('shot.png');
		await expectQuiet(pair);
	});
});

describe('a comment that is made internal', () => {
	test('is withdrawn at the other side, once, and comes back when it is public again', async () => {
		const id = pair.desk.as('ann').addComment('DESK-1', 'the password is 1234');
		await toDev();
		pair.desk.as('ann').editComment('DESK-1', id, 'the password is 1234', { internal: true });
		const look = await toDev();
		expect(look.item?.outcome?.comments).toMatchObject([{ source: id, action: 'edited', reason: 'the original is no longer public' }]);
		expect(JSON.stringify(pair.dev.issue(key))).not.toContain('1234');
		expect(inDev().at(-1)).toBe('(This comment is no longer public at the other side.)');
		expect(JSON.stringify(look.item?.replica)).not.toContain('1234');
		await expectQuiet(pair);
		pair.desk.as('ann').editComment('DESK-1', id, 'the password is 1234', { internal: false });
		await toDev();
		expect(inDev().at(-1)).toBe('the password is 1234');
		await expectQuiet(pair);
	});
});

describe('a deleted original', () => {
	test.each([false, true])('takes its copy along only when that is chosen (%p)', async (removes) => {
		option('escalation', 'Apply to Dev', { removeComments: removes, removeFiles: removes });
		const id = pair.desk.as('ann').addComment('DESK-1', 'oops');
		const file = pair.desk.as('ann').attach('DESK-1', 'oops.txt', Buffer.from('oops'));
		pair.dev.as('dana').addComment(key, 'own words');
		pair.dev.as('dana').attach(key, 'own.txt', Buffer.from('own'));
		await toDev();
		await toDesk();
		pair.desk.as('ann').deleteComment('DESK-1', id);
		pair.desk.as('ann').deleteFile('DESK-1', file);
		const look = await toDev();
		expect(look.failed).toBeUndefined();
		expect(inDev().includes('oops')).toBe(!removes);
		expect(pair.dev.issue(key).files.map(({ name }) => name).sort()).toEqual(removes ? ['log.txt', 'own.txt'] : ['log.txt', 'oops.txt', 'own.txt']);
		expect(pair.dev.issue(key).comments.map(({ text }) => text)).toContain('own words');
		if (removes) expect(look.item?.outcome).toMatchObject({ result: 'updated', comments: [{ source: id, action: 'removed' }], files: [{ source: file, action: 'removed' }] });
		await expectQuiet(pair);
	});

	test('takes no other copy along when it goes while the comments are read page by page', async () => {
		option('escalation', 'Apply to Dev', { removeComments: true });
		const ids = Array.from({ length: 110 }, (_, number) => pair.desk.as('ann').addComment('DESK-1', `comment ${number}`));
		await toDev();
		await later();
		let pages = 0;
		pair.sandbox.setFaults(({ site, moment, method, path }) => {
			if (site === 'desk' && moment === 'before' && method === 'GET' && path.endsWith('/comment') && ++pages === 2) pair.desk.as('ann').deleteComment('DESK-1', ids[0]!);
			return undefined;
		});
		expect((await toDev()).failed).toBeUndefined();
		pair.sandbox.setFaults(undefined);
		expect(pages).toBeGreaterThan(1);
		await toDev();
		expect(inDev().filter((text) => text.startsWith('comment '))).toEqual(ids.slice(1).map((_, index) => `comment ${index + 1}`));
		await expectQuiet(pair);
	}, 60_000);

	test('a replica that is older than the copy removes nothing, and the run starts over', async () => {
		option('escalation', 'Apply to Dev', { removeComments: true, removeFiles: true });
		const kept = (await toDev()).run.output('Find Dev Twin')[0]!;
		await later();
		pair.desk.as('ann').addComment('DESK-1', 'written later');
		pair.desk.as('ann').attach('DESK-1', 'later.txt', Buffer.from('later'));
		await toDev();
		const run = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: [kept] });
		expect(JSON.stringify(run)).toContain('"stale"');
		expect(inDev()).toContain('written later');
		expect(pair.dev.issue(key).files.map(({ name }) => name)).toContain('later.txt');
		await expectQuiet(pair);
	});
});

describe('a copy', () => {
	test('that a person deleted is not written again', async () => {
		const copy = pair.dev.issue(key).comments[0]!;
		pair.dev.as('ada').deleteComment(key, copy.id);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'other' });
		await toDev();
		expect(inDev()).toEqual(['macOS, the newest one. It worked on Friday.', 'please look']);
		await expectQuiet(pair);
	});

	test('whose trace was lost is written down once', async () => {
		pair.dev.as('dana').deleteProperty(key, 'jirasync.deskdev.t0');
		await toDev();
		expect(Object.keys(traces().comments)).toHaveLength(3);
		await expectQuiet(pair);
	});

	test('is made although the trace pages are full', async () => {
		const full = { format: 1, comments: Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [String(900_000 + index), '1'.repeat(6)])), files: {} };
		for (const page of [0, 1, 2, 3]) pair.dev.as('dana').setProperty(key, `jirasync.deskdev.t${page}`, { ...full, comments: { ...full.comments, x: 'y'.repeat(29_985 - JSON.stringify(full).length) } });
		pair.desk.as('ann').addComment('DESK-1', 'one more');
		option('escalation', 'Apply to Dev', { addFiles: false });
		const look = await toDev();
		expect(look.failed).toBeUndefined();
		expect(look.item?.outcome?.notes.join()).toContain('trace pages');
		expect(inDev().filter((text) => text === 'one more')).toHaveLength(1);
		await expectQuiet(pair);
	});
});
