/**
 * `gulp build`: from sources to `dist/`, which is all that ships.
 *
 * - Every node and credential becomes one CommonJS file with our rooms and jira.js inside
 *   (jira.js is ESM-only and cannot be required, and a community package has no dependencies).
 * - n8n-workflow, lodash, luxon and form-data stay outside: the host provides them, and a second
 *   copy of n8n-workflow would break `instanceof` of errors.
 * - zod is left out (scripts/build/withoutZod.cjs).
 * - The licences of what is inside stand in one file beside it.
 */
const { readdirSync } = require('node:fs');
const { rm, writeFile } = require('node:fs/promises');
const { basename } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const esbuild = require('esbuild');

const { n8n: manifest } = require('./package.json');
const { licencesOf } = require('./scripts/build/licences.cjs');
const { withoutZod } = require('./scripts/build/withoutZod.cjs');

/** What n8n loads, as listed in package.json, and the source it is made from. */
const toSource = (built) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

const memories = readdirSync('memory').map((name) => `memory/${name}`);

const HOST_PROVIDES = ['n8n-workflow', 'lodash', 'lodash/*', 'luxon', 'form-data'];

/** Nodes of one process share what they remember, so these files stay beside the bundles. */
const oneMemory = {
	name: 'one-memory',
	setup(build) {
		build.onResolve({ filter: /\/memory\/\w+$/ }, ({ path }) => ({ path: `../../memory/${basename(path)}.js`, external: true }));
	},
};

const clean = () => rm('dist', { recursive: true, force: true });

const bundle = async () => {
	const { metafile } = await esbuild.build({
		entryPoints: [...manifest.nodes, ...manifest.credentials].map(toSource).concat(memories),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		platform: 'node',
		target: 'node22',
		format: 'cjs',
		external: HOST_PROVIDES,
		plugins: [withoutZod, oneMemory],
		// jira.js looks for a debugging switch of its own in the environment, which nodes may not read.
		// chevrotain warns of mistakes in a grammar on the console, which nodes may not use; the tests parse with the same grammar.
		define: { 'globalThis.process': '{}', 'console.error': 'String', 'console.log': 'String', 'console.warn': 'String' },
		legalComments: 'none',
		logLevel: 'warning',
		metafile: true,
	});
	await writeFile('dist/THIRD-PARTY-LICENSES.txt', licencesOf(Object.keys(metafile.inputs)));
};

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const codex = () => src('nodes/*/*.node.json').pipe(dest('dist/nodes'));
const templates = () => src('templates/*.json').pipe(dest('dist/templates'));

exports.build = series(clean, parallel(bundle, icons, codex, templates));
exports.default = exports.build;
