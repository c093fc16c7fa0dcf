import { editedByTwo, notYetWritten } from '../../sync/traceNews';

const mark = (r: string, u: string) => ({ r, u });
const news = (more: object = {}) => ({ comments: {}, files: {}, edits: {}, ...more });

describe('what of the traces of a run is not yet written down', () => {
	test('pairs that stand there already are no news, others are', () => {
		const written = { comments: { 1: '11' }, files: { 5: '15' } };
		expect(notYetWritten(written, news({ comments: { 1: '11', 2: '12' }, files: { 5: '15', 6: '16' } }))).toEqual({ comments: { 2: '12' }, files: { 6: '16' }, edits: {} });
	});

	test('nothing new: nothing to write', () => {
		expect(notYetWritten({ comments: { 1: '11' }, files: {}, edits: { 1: mark('a', '1') } }, news({ comments: { 1: '11' }, edits: { 1: mark('a', '1') } }))).toBeUndefined();
		expect(notYetWritten({ comments: {}, files: {} }, news())).toBeUndefined();
	});

	test('another pairing of the same comment is news', () => {
		expect(notYetWritten({ comments: { 1: '11' }, files: {} }, news({ comments: { 1: '12' } }))?.comments).toEqual({ 1: '12' });
	});

	test('a mark of another text is news, also beside that of a newer version; the same text is none', () => {
		const older = mark('a', '2026-01-01T10:00:00.000Z');
		const newer = mark('b', '2026-01-01T11:00:00.000Z');
		expect(notYetWritten({ comments: {}, files: {}, edits: { 1: newer } }, news({ edits: { 1: older } }))?.edits).toEqual({ 1: older });
		expect(notYetWritten({ comments: {}, files: {}, edits: { 1: { ...newer, r: 'a' } } }, news({ edits: { 1: older } }))).toBeUndefined();
		const writtenAgain = { ...older, c: '2026-01-01T12:00:00.000Z' };
		expect(notYetWritten({ comments: {}, files: {}, edits: { 1: older } }, news({ edits: { 1: writtenAgain } }))?.edits).toEqual({ 1: writtenAgain });
	});
});

describe('a copy that two runs have edited at the same time', () => {
	const marked = (r?: string) => ({ comments: {}, files: {}, ...(r ? { edits: { 1: mark(r, '2026-01-01T10:00:00.000Z') } } : {}) });
	const mine = { 1: mark('mine', '2026-01-01T11:00:00.000Z') };

	test.each([
		['has a mark that was not there before', marked(), marked('theirs'), true],
		['has another mark than before', marked('before'), marked('theirs'), true],
		['has the mark it had: nobody else has edited it', marked('before'), marked('before'), false],
		['has the mark of the same text', marked('before'), marked('mine'), false],
		['has no mark yet', marked(), marked(), false],
	])('%s', (_what, atFirst, atLast, byTwo) => {
		expect(editedByTwo(mine, atFirst, atLast)).toBe(byTwo);
	});
});
