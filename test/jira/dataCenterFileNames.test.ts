import { createTwin } from '../../engine/createTwin';
import { completePlan } from '../../engine/editFields';
import { followComments } from '../../engine/followComments';
import { arrivingAt, localSite } from '../../engine/localSite';
import type { Target } from '../../engine/readTarget';
import { writeComments } from '../../engine/writeComments';
import { writeFiles } from '../../engine/writeFiles';
import { createCloud } from '../../jira/cloud';
import { createDataCenter } from '../../jira/dataCenter';
import type { Jira } from '../../jira/types';
import { creationClaimKey } from '../../sync/connection';
import { leavingText, textFingerprint } from '../../sync/texts';
import { adf, comment as localComment, DESK, file, issue, replica, replicaComment, replicaFile, synced } from '../sync/fixtures';
import { scriptedSite, type Exchange } from './scriptedSite';

const NAME = 'Re: "plan" 1/2?.png';
const KEPT = 'Re_ _plan_ 1_2_.png';
const SYNC = { key: 'JIRAUSER1', name: 'sync', displayName: 'Sync' };

function dataCenter(exchanges: Exchange[]) {
	const site = scriptedSite(exchanges);
	return { site, jira: createDataCenter(site.port, { id: 'server-1', accountId: SYNC.key }, site.send) };
}

test.each([
	['is kept with underscores in their place', 'a\\b/c"d:e?f*g<h|i>j.txt', 'a_b_c_d_e_f_g_h_i_j.txt'],
	['is kept as it is without them', "ümlaut & (co) [1] 'x'.txt", "ümlaut & (co) [1] 'x'.txt"],
])('a file name with characters that Jira Data Center refuses %s; Cloud takes them all', (_what, name, kept) => {
	const { port, send } = scriptedSite([]);
	expect([dataCenter([]).jira.fileName(name), createCloud(port, {} as never, send).fileName(name)]).toEqual([kept, name]);
});

/** Desk, where the original is. */
const desk = (more: Partial<Jira> = {}): Jira => ({ siteId: () => Promise.resolve(DESK.id), fileName: (name: string) => name, download: () => Promise.resolve('bytes'), ...more }) as unknown as Jira;

const task = (more: object = {}) => ({
	issueId: '2',
	run: { owner: 'run' },
	properties: {},
	claimsRead: 'all' as const,
	replica: replica({ attachments: [replicaFile('5', NAME)] }),
	attachments: [],
	traces: { comments: {}, files: {} },
	news: { comments: {}, files: {}, edits: {} },
	...more,
});

describe('the upload of a file with such a name', () => {
	const claim: Exchange = { ask: 'PUT /rest/api/2/issue/2/properties/jirasync.deskdev.f.5', answer: { status: 201, body: undefined } };
	const there = (filename: string): Exchange => ({
		ask: 'GET /rest/api/2/issue/2?fields=attachment',
		answer: { body: { id: '2', key: 'D-2', fields: { attachment: [{ id: '9', filename, size: 100, created: '2026-11-21T10:00:01.000+0000', author: SYNC }] } } },
	});

	test('is made under the name that Jira takes', async () => {
		const { jira, site } = dataCenter([claim, { ask: 'POST /rest/api/2/issue/2/attachments', answer: { body: [{ id: '9', filename: KEPT, size: 100 }] } }]);
		expect((await writeFiles(jira, { ...task(), source: desk() })).outcomes).toEqual([{ source: '5', local: '9', action: 'added' }]);
		expect(String((site.sent[1]?.body as { _streams: unknown[] })._streams[0])).toContain(`filename="${KEPT}"`);
		site.expectDone();
	});

	test('whose answer is lost is found under that name and not made again', async () => {
		const { jira, site } = dataCenter([claim, { ask: 'POST /rest/api/2/issue/2/attachments', answer: 'nothing' }, there(KEPT)]);
		expect((await writeFiles(jira, { ...task(), source: desk() })).outcomes).toEqual([{ source: '5', local: '9', action: 'added' }]);
		site.expectDone();
	});

	test('by a run that ended before it could write it down is taken over by the next one', async () => {
		const held = { 'jirasync.deskdev.f.5': { owner: 'dead', at: Date.parse('2026-11-21T09:00:00.000Z'), size: 100 } };
		const { jira, site } = dataCenter([{ ...claim, ask: `${claim.ask}.1` }, there(KEPT)]);
		expect((await writeFiles(jira, { ...task({ properties: held }), source: desk() })).outcomes).toMatchObject([{ local: '9', action: 'adopted' }]);
		site.expectDone();
	});

	test('that another connection has made is not made once more', async () => {
		const { jira, site } = dataCenter([
			{ ask: 'GET /rest/api/2/issue/2?fields=key&properties=*all', answer: { body: { id: '2', properties: { 'jirasync.other.t0': { files: { 7: '9' } } } } } },
		]);
		const attachments = [file('9', KEPT, { author: { id: SYNC.key, name: 'Sync' } })];
		expect((await writeFiles(jira, { ...task({ attachments }), source: desk() })).outcomes).toMatchObject([{ source: '5', action: 'adopted' }]);
		site.expectDone();
	});

	test('is known for our own file when it comes back to Cloud', async () => {
		const { port, send, expectDone } = scriptedSite([]);
		const cloud = createCloud(port, { id: 'cloud-1', accountId: 'acc-sync' } as never, send);
		const back = replica({ attachments: [replicaFile('9', KEPT, { bySyncAccount: true })] });
		const written = await writeFiles(cloud, { ...task({ replica: back, attachments: [file('5', NAME)] }), source: desk({ fileName: dataCenter([]).jira.fileName }) });
		expect(written.outcomes).toEqual([]);
		expectDone();
	});
});

describe('a text that shows such a file names the one that is there', () => {
	const media = { type: 'media', attrs: { type: 'file', id: '5', collection: 'neutral', alt: NAME } };
	const showing = (...more: object[]) => leavingText({ format: 'adf', document: { type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [media] }, ...more] } as never }, { url: DESK.url, projectKey: 'DESK', mediaNames: { 5: NAME } });
	const inline = { type: 'paragraph', content: [{ type: 'text', text: 'see ' }, { ...media, type: 'mediaInline' }] };

	test('in a comment', async () => {
		const { jira, site } = dataCenter([
			{ ask: 'PUT /rest/api/2/issue/2/properties/jirasync.deskdev.c.20', answer: { status: 201, body: undefined } },
			{ ask: 'POST /rest/api/2/issue/2/comment', answer: { status: 201, body: { id: '30' } } },
		]);
		const comment = replicaComment('20', { body: showing(inline) });
		const arriving = () => Promise.resolve(arrivingAt(jira, {}));
		await writeComments(jira, { ...task(), comments: [], internal: false, arriving }, [{ kind: 'add', comment }]);
		const { body } = site.sent[1]?.body as { body: string };
		expect(body).toContain(`!${KEPT}!`);
		expect(body).toContain(`[^${KEPT}]`);
		site.expectDone();
	});

	test('in the description, and the record tells the text that is stored', async () => {
		const description = showing();
		const claim = `/rest/api/2/user/properties/${creationClaimKey('deskdev', DESK.id, '10001')}?userKey=${SYNC.key}`;
		const { jira, site } = dataCenter([
			{ ask: `GET ${claim}`, answer: { status: 404 } },
			{ ask: `PUT ${claim}`, answer: { status: 201, body: undefined } },
			{ ask: 'POST /rest/api/2/issue', answer: { status: 201, body: { id: '2', key: 'D-2' } } },
		]);
		const about = replica({ summary: 's', description, attachments: [replicaFile('5', NAME)] });
		await createTwin(jira, about, { project: 'D', type: { id: '1' }, site: localSite(jira, 'D', {}) }, { owner: 'run' });
		const { fields, properties } = site.sent[2]?.body as { fields: { description: string }; properties: Array<{ value: { fields: Record<string, { l: string; r: string }> } }> };
		expect(fields.description).toBe(`!${KEPT}!`);
		expect(properties[0]?.value.fields.description).toMatchObject({ r: textFingerprint(description), l: textFingerprint({ format: 'wiki', text: `!${KEPT}!` }) });
		site.expectDone();
	});

	test('in a description that was edited', async () => {
		const { jira } = dataCenter([]);
		const about = replica({ description: showing(), attachments: [replicaFile('5', NAME)] });
		const target = { issue: issue({ description: 'old' }), record: { fields: { description: synced('before', textFingerprint({ format: 'wiki', text: 'old' })) } } } as unknown as Target;
		const files = () => Promise.resolve({});
		const plan = await completePlan(jira, target, { replica: about, site: localSite(jira, 'D', {}), files, conflict: 'newest' as never });
		const stored = { format: 'wiki' as const, text: `!${KEPT}!` };
		expect(plan.writes.map(({ value }) => value)).toEqual([stored]);
		expect(plan.synced.description?.l).toBe(textFingerprint(stored));
	});

	test('in an edited comment, whose copy may show it so already', async () => {
		const comment = replicaComment('20', { body: showing(), updated: '2026-11-20T12:00:00.000Z' });
		const about = replica({ comments: [comment], attachments: [replicaFile('5', NAME)] });
		const follow = async (text: string, exchanges: Exchange[]) => {
			const { jira, site } = dataCenter(exchanges);
			const copy = localComment('30', { author: { id: SYNC.key, name: 'Sync' }, body: { format: 'wiki', text } });
			const arriving = () => Promise.resolve(arrivingAt(jira, {}));
			const traces = { comments: { 20: '30' }, files: {} };
			const outcomes = await followComments(jira, { ...task({ replica: about, traces }), comments: [copy], internal: false, arriving, remove: false, record: undefined });
			site.expectDone();
			return { actions: outcomes.map(({ action }) => action), body: (site.sent[0]?.body as { body: string } | undefined)?.body ?? '' };
		};
		const edited = await follow('!old.png!', [{ ask: 'PUT /rest/api/2/issue/2/comment/30', answer: { body: { id: '30' } } }]);
		expect([edited.actions, edited.body.includes(`!${KEPT}!`)]).toEqual([['edited'], true]);
		expect((await follow(edited.body, [])).actions).toEqual(['adopted']);
	});

	test('and words that look like a file name stay as they are', async () => {
		const { jira, site } = dataCenter([
			{ ask: 'PUT /rest/api/2/issue/2/properties/jirasync.deskdev.c.20', answer: { status: 201, body: undefined } },
			{ ask: 'POST /rest/api/2/issue/2/comment', answer: { status: 201, body: { id: '30' } } },
		]);
		const comment = replicaComment('20', { body: adf(`I sent ${NAME} to you`) });
		const arriving = () => Promise.resolve(arrivingAt(jira, {}));
		await writeComments(jira, { ...task(), comments: [], internal: false, arriving }, [{ kind: 'add', comment }]);
		expect((site.sent[1]?.body as { body: string }).body).toContain(`I sent ${NAME} to you`);
		site.expectDone();
	});
});
