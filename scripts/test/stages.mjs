/** What `npm test` runs, in order: what is quick and tells most comes first. */

/** A stage is a command, or a jest project whose tests are counted one by one. */
export const STAGES = [
	{ name: 'lint', run: ['node_modules/eslint/bin/eslint.js', '.'] },
	{ name: 'types', run: ['node_modules/typescript/bin/tsc', '--noEmit'] },
	{ name: 'layers', run: ['scripts/layers/check.ts'] },
	{ name: 'unit and contract tests', project: 'unit' },
	{ name: 'simulation', run: ['scripts/simulate.mjs', '--seeds', '2000'] },
	{ name: 'simulation, wider', run: ['scripts/simulate.mjs', '--wide', '--seeds', '300'] },
	{ name: 'tests in a real n8n', project: 'host', args: ['--runInBand'] },
];
