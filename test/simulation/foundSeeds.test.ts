import { runSeed } from './runSeed';

/** Stories that long runs have found and that broke a promise once; beyond the seeds that every run of the tests plays. */
test.each([
	['a trace page was replaced that another run had written', 2377],
	['an older run put its text into a copy that a newer one had made and not written down', 2678],
	['a trace page was replaced after a slow run', 3201],
	['a file was taken for one that had come by another way', 4090],
	['a page of a run that had been killed came after a newer one', 23407],
	['a run failed whose page had come after a newer one', 39475],
	['an edit of fields was carried out after a newer one', 5866],
	['a trace page was carried out late', 6170],
	['a move was sent again after a pause in which a person had moved back', 18552],
	['two runs wrote one trace page at the same time', 18970],
	['an edit of a comment was sent again after a pause, onto a newer one', 34971],
	['a comment was deleted while its copy was on its way', 4473],
	['two workers decided the same move, and a person undid the first', 42971],
	['an edit of a comment was carried out after a newer one', 900179],
	['a slow run marked an issue as blocked that had gone on meanwhile', 84881],
])('%s (seed %i)', async (_what, seed) => {
	expect((await runSeed(seed)).problems).toEqual([]);
});

test.each([{}, { wide: true }])('a story is the same alone and after another one, so that a failure can be played again (%j)', async (options) => {
	const alone = await runSeed(7, options);
	await runSeed(8, options);
	expect((await runSeed(7, options)).trace).toEqual(alone.trace);
});
