import { notYetWritten } from '../../sync/traceNews';

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

	test('a mark says what this run wrote into the copy, also beside that of a newer version', () => {
		const older = mark('a', '2026-01-01T10:00:00.000Z');
		const newer = mark('b', '2026-01-01T11:00:00.000Z');
		expect(notYetWritten({ comments: {}, files: {}, edits: { 1: newer } }, news({ edits: { 1: older } }))?.edits).toEqual({ 1: older });
	});
});
