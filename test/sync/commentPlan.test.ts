import * as fc from 'fast-check';
import { underHeader } from '../../content/commentHeader';
import { copiesBySource, copyProperties, copyText, staysAsCopy } from '../../sync/comments';
import { planComments, WITHDRAWN_WORDS, type CommentQuestion, type CommentStep } from '../../sync/commentPlan';
import type { JiraComment } from '../../sync/issue';
import type { EditMark, Traces } from '../../sync/record';
import type { Replica, ReplicaComment } from '../../sync/replica';
import { ANN, DESK, SYNC, adf, comment, replica, replicaComment } from './fixtures';

const EDITED = '2026-11-20T11:00:00.000Z';
const EARLIER = '2026-11-20T10:30:00.000Z';
const BUILT = '2026-11-21T10:00:00.000Z';
const edited = (text = 'new words', updated = EDITED) => replicaComment('5', { body: adf(text), updated });
const copyOf = (original: ReplicaComment, more: Partial<JiraComment> = {}): JiraComment =>
	comment('20', { author: SYNC, body: copyText(original, replica()), ...more });
const ask = (sent: ReplicaComment[], there: JiraComment | undefined, more: Partial<CommentQuestion> = {}, meta: Partial<Replica['meta']> = {}) =>
	planComments({
		replica: replica({ comments: sent }, { withdrawn: [], unsent: { comments: [], files: [] }, ...meta }),
		copies: new Map(there ? [['5', there]] : []),
		traces: { comments: there ? { 5: there.id } : {}, files: {} },
		account: SYNC.id,
		wouldBe: (original) => copyText(original, replica()),
		remove: false,
		builtAt: Date.parse(BUILT),
		stale: false,
		room: true,
		...more,
	});
const kinds = (steps: CommentStep[]) => steps.map(({ kind }) => kind);
const old = copyOf(replicaComment('5'));
/** The mark that stands after this version was brought over. */
const markOf = (original: ReplicaComment) => {
	const [step] = ask([original], old);
	return step?.kind === 'edit' ? step.mark : { r: '', u: '' };
};
const marked = (mark: EditMark): Traces => ({ comments: { 5: '20' }, files: {}, edits: { 5: mark } });
/** When the copy got the text that the mark tells of, and when another run of the same account has written it since. */
const WRITTEN = '2026-11-20T12:00:00.100Z';
const LATER = '2026-11-20T12:00:02.300Z';
const told = (c = WRITTEN): Traces => marked({ ...markOf(edited()), c });
const lastWritten = (local: JiraComment, updated: string, editor = SYNC.id): JiraComment => ({ ...local, updated, editor });
const withdrawn = copyOf(replicaComment('5'), { body: underHeader(old.body, WITHDRAWN_WORDS) });
const hidden = { withdrawn: ['5'] };
/** An original that is not public any more and leaves by its rules, and a copy that customers read. */
const kept = replicaComment('5', { public: false });
const forAll = { ...old, toCustomers: true };

test.each<[string, CommentStep[], Array<CommentStep['kind']>]>([
	['new', ask([replicaComment('5')], undefined), ['add']],
	['copied', ask([replicaComment('5')], old), []],
	['copied, and not written down', ask([replicaComment('5')], old, { traces: { comments: {}, files: {} } }), ['adopt']],
	['copied, not written down, and there is no room', ask([replicaComment('5')], old, { traces: { comments: {}, files: {} }, room: false }), []],
	['copied, and the copy was deleted here', ask([replicaComment('5')], undefined, { traces: { comments: { 5: '20' }, files: {} } }), []],
	['edited', ask([edited()], old), ['edit']],
	['edited before it was copied', ask([edited()], copyOf(edited())), ['adopt']],
	['edited and brought over', ask([edited()], old, { traces: marked(markOf(edited())) }), []],
	['edited, by a replica that is older than the copy', ask([edited()], lastWritten(old, '2026-11-21T10:00:00.001Z')), ['outdated']],
	['edited and brought over, and an older version came late', ask([edited()], lastWritten(old, LATER), { traces: told() }), ['edit']],
	['the same, by a replica that is older than the copy', ask([edited()], lastWritten(old, LATER), { traces: told(), builtAt: Date.parse(LATER) }), ['outdated']],
	['edited and brought over, and once more the same', ask([edited()], lastWritten(copyOf(edited()), LATER), { traces: told() }), []],
	['edited and brought over, and its copy was edited by a person here', ask([edited()], lastWritten(old, LATER, ANN.id), { traces: told() }), []],
	['edited and brought over, on a site that keeps whole seconds', ask([edited()], lastWritten(old, '2026-11-20T12:00:00.000Z'), { traces: told() }), []],
	['edited once more, and its copy has the new text by another run', ask([edited('newer', '2026-11-20T12:00:00.000Z')], lastWritten(copyOf(edited('newer')), LATER), { traces: told() }), ['adopt']],
	['edited once more', ask([edited('newer', '2026-11-20T12:00:00.000Z')], old, { traces: marked(markOf(edited())) }), ['edit']],
	['as it was before a newer edit', ask([edited('older', EARLIER)], old, { traces: marked(markOf(edited())) }), ['none']],
	['as it was before its first edit', ask([replicaComment('5')], old, { traces: marked(markOf(edited())) }), ['none']],
	['edited, and nothing more can be remembered', ask([edited()], old, { room: false }), ['none']],
	['withheld now', ask([], old, {}, hidden), ['withdraw']],
	['withheld, and withdrawn here', ask([], withdrawn, { traces: marked({ r: '-', u: BUILT }) }, hidden), []],
	['withheld, and withdrawn here, and the text came late', ask([], lastWritten(old, LATER), { traces: marked({ r: '-', u: BUILT, c: WRITTEN }) }, hidden), ['withdraw']],
	['withheld, and withdrawn here twice', ask([], lastWritten(withdrawn, LATER), { traces: marked({ r: '-', u: BUILT, c: WRITTEN }) }, hidden), []],
	['withheld, says a replica that is older than the copy', ask([], lastWritten(old, LATER), { traces: marked({ r: '-', u: BUILT, c: WRITTEN }), builtAt: Date.parse(WRITTEN) }, hidden), ['outdated']],
	['withheld, and withdrawn here without being remembered', ask([], withdrawn, {}, hidden), ['withdraw']],
	['withheld, in a state that is overtaken', ask([], old, { stale: true }, hidden), ['none']],
	['public again', ask([replicaComment('5')], withdrawn, { traces: marked({ r: '-', u: EARLIER }) }), ['edit']],
	['public still, in a replica from before the withdrawal', ask([replicaComment('5')], withdrawn, { traces: marked({ r: '-', u: '2026-11-22T00:00:00.000Z' }) }), ['none']],
	['internal now and let out, where customers read its copy', ask([kept], forAll), ['withdraw']],
	['internal now and let out, edited, and withdrawn here', ask([{ ...kept, ...edited(), public: false }], { ...withdrawn, toCustomers: true }, { traces: marked({ r: '-', u: BUILT }) }), []],
	['internal and let out, where nobody else reads its copy', ask([kept], old), []],
	['deleted', ask([], old), []],
	['deleted, and copies are to go', ask([], old, { remove: true }), ['remove']],
	['deleted, and its copy carries its origin', ask([], { ...old, properties: { 'jirasync.deskdev': {} } }, { remove: true, traces: { comments: {}, files: {} } }), ['remove']],
	['deleted, and only a header says that this is its copy', ask([], old, { remove: true, traces: { comments: {}, files: {} } }), []],
	['deleted, and its copy is somebody else\'s', ask([], { ...old, author: ANN }, { remove: true }), []],
	['deleted, says a replica that is older than the copy', ask([], { ...old, created: '2026-11-21T10:00:01.000+0000' }, { remove: true }), ['outdated']],
	['deleted, says a state that is overtaken', ask([], old, { remove: true, stale: true }), ['none']],
	['not deleted, only not sent', ask([], old, { remove: true }, { unsent: { comments: ['5'], files: [] } }), []],
	['not told of by an older version', ask([], old, { remove: true }, { unsent: undefined, withdrawn: undefined }), []],
])('a comment that is %s', (_what, steps, expected) => {
	expect(kinds(steps)).toEqual(expected);
});

test('a withdrawn copy keeps its first line and none of its words', () => {
	const text = JSON.stringify(withdrawn.body);
	expect(text).toContain('commented on');
	expect(text).toContain(WITHDRAWN_WORDS);
	expect(text).not.toContain('comment 5');
	expect(underHeader({ format: 'wiki', text: 'secret' }, WITHDRAWN_WORDS)).toEqual({ format: 'wiki', text: WITHDRAWN_WORDS });
});

test('what must not be seen goes first, and new comments come last', () => {
	const steps = ask([replicaComment('7')], old, {}, hidden);
	expect(kinds(steps)).toEqual(['withdraw', 'add']);
});

describe('whether a copy stays where it is', () => {
	const known = { connection: 'deskdev', account: SYNC.id, traced: new Set<string>(), relay: true, twinUrl: 'https://dev.example/browse/ACME-2' };
	const other = (body = old.body) => comment('20', { author: SYNC, body, properties: { 'jirasync.other': {} } });
	const fromTwin = copyText(replicaComment('8', { url: 'https://dev.example/browse/ACME-2?focusedCommentId=8' }), replica());
	test.each<[string, JiraComment, Partial<typeof known>, boolean]>([
		['of another connection, without relaying', other(), { relay: false }, true],
		['of another connection, with relaying', other(), {}, false],
		['of this connection by its property', comment('20', { properties: { 'jirasync.deskdev': {} } }), {}, true],
		['of this connection by its trace', other(), { traced: new Set(['20']) }, true],
		['of which only the header tells', old, {}, true],
		['of another connection that began at the counterpart', other(copyText(replicaComment('9', { body: fromTwin }), replica())), {}, true],
		['that a person with the same token has typed', comment('20', { author: SYNC, properties: {} }), {}, false],
	])('%s', (_what, one, more, stays) => {
		expect(staysAsCopy(one, { ...known, ...more })).toBe(stays);
	});
});

/** Local comments after a plan was carried out, in the way the engine does it. */
function carryOut(steps: CommentStep[], local: JiraComment[], traces: Traces, next: () => string) {
	let comments = [...local];
	for (const step of steps) {
		if (step.kind === 'add') {
			const id = next();
			const properties = Object.fromEntries(copyProperties(step.comment, replica(), false).map(({ key, value }) => [key, value]));
			comments.push(comment(id, { author: SYNC, body: copyText(step.comment, replica()), properties }));
			traces.comments[step.comment.id] = id;
			if (step.mark) traces.edits = { ...traces.edits, [step.comment.id]: step.mark };
		}
		if (step.kind === 'adopt') traces.comments[step.source] = step.local;
		if (step.kind === 'adopt' && step.mark) traces.edits = { ...traces.edits, [step.source]: step.mark };
		if (step.kind === 'remove') comments = comments.filter(({ id }) => id !== step.local);
		if (step.kind === 'edit' || step.kind === 'withdraw') {
			const source = step.kind === 'edit' ? step.comment.id : step.source;
			const body = step.kind === 'edit' ? copyText(step.comment, replica()) : step.text;
			comments = comments.map((one) => (one.id === step.local.id ? { ...one, body } : one));
			traces.edits = { ...traces.edits, [source]: step.mark };
		}
	}
	return comments;
}

const anOriginal = fc.record({
	id: fc.integer({ min: 1, max: 30 }).map(String),
	words: fc.constantFrom('a', 'b', 'c'),
	updated: fc.constantFrom('2026-11-20T10:00:00.000Z', EARLIER, EDITED),
	state: fc.constantFrom('sent', 'sent', 'withdrawn', 'deleted'),
	copy: fc.constantFrom('none', 'none', 'header', 'property', 'deletedHere'),
	copied: fc.constantFrom('a', 'b'),
	traced: fc.boolean(),
});

test('whatever is there: one copy of each, none of a copy, and the second plan is empty', () => {
	fc.assert(
		fc.property(fc.uniqueArray(anOriginal, { selector: ({ id }) => id, maxLength: 12 }), fc.boolean(), fc.boolean(), (originals, remove, room) => {
			const toReplica = ({ id, words, updated }: { id: string; words: string; updated: string }) => replicaComment(id, { body: adf(words), updated });
			const sent = originals.filter(({ state }) => state === 'sent').map(toReplica);
			const state = replica({ comments: sent }, { withdrawn: originals.filter((one) => one.state === 'withdrawn').map(({ id }) => id), unsent: { comments: [], files: [] } });
			const traces: Traces = { comments: {}, files: {} };
			let local: JiraComment[] = [];
			for (const original of originals) {
				if (original.copy === 'none') continue;
				const id = String(100 + Number(original.id));
				const first = toReplica({ ...original, words: original.copied });
				const properties = Object.fromEntries(copyProperties(first, state, false).map(({ key, value }) => [key, value]));
				if (original.traced || original.copy === 'deletedHere') traces.comments[original.id] = id;
				if (original.copy !== 'deletedHere') local.push(comment(id, { author: SYNC, body: copyText(first, state), ...(original.copy === 'property' ? { properties } : {}) }));
			}
			let counter = 500;
			const plan = () => {
				const copies = copiesBySource({ connection: 'deskdev', comments: local, account: SYNC.id, traces: traces.comments, remote: { siteId: DESK.id, siteUrl: DESK.url } });
				return planComments({ replica: state, copies, traces, account: SYNC.id, wouldBe: (one) => copyText(one, state), remove, builtAt: Date.parse(BUILT), stale: false, room });
			};
			local = carryOut(plan(), local, traces, () => String(++counter));
			const known = { connection: 'deskdev', account: SYNC.id, traced: new Set(Object.values(traces.comments)), relay: true };
			for (const one of local) expect(staysAsCopy(one, known)).toBe(true);
			const copied = [...copiesBySource({ connection: 'deskdev', comments: local, account: SYNC.id, traces: traces.comments, remote: { siteId: DESK.id, siteUrl: DESK.url } }).values()];
			expect(new Set(copied.map(({ id }) => id)).size).toBe(local.length);
			for (const original of originals) {
				if (original.state === 'sent' && original.copy === 'none' && !original.traced) expect(Object.hasOwn(traces.comments, original.id)).toBe(true);
				if (original.copy === 'deletedHere') expect(copied.some(({ id }) => id === traces.comments[original.id])).toBe(false);
			}
			expect(plan().filter(({ kind }) => kind !== 'none')).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});
