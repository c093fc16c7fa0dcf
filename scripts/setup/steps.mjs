/** The steps from a fresh clone to a built package beside an n8n. Each knows whether it is done. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, npm } from './command.mjs';
import { headersOf } from './node24.mjs';
import { isInstalled } from './installed.mjs';
import { HOST, ROOT } from './places.mjs';
import { stamped } from './stamp.mjs';
import { withNodeFirst } from './toolchain.mjs';

/** Install scripts stay off: what they would do here is either ready in the package or named below. */
const CLEAN_INSTALL = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];

/** Folders that the build does not read; every other one it may. */
const NOT_BUILT = /^(\..*|coverage|dist|docs|host|node_modules|sandbox|scripts|test|tools)$/;

const sources = () => readdirSync(ROOT).filter((name) => !NOT_BUILT.test(name)).map((name) => join(ROOT, name));

const BUILT_DRIVER = join(HOST, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/**
 * The environment of native builds: Node 24 first, its own headers, and every processor. npm gives
 * node-gyp the headers by `nodedir`; without it node-gyp would download them.
 */
function buildEnvironment(node) {
	const headers = headersOf(node);
	return { ...withNodeFirst(node), JOBS: 'max', ...(headers && { npm_config_nodedir: headers }) };
}

const loads = (...modules) => ['node', '--eval', modules.map((name) => `require(${JSON.stringify(name)})`).join(';')];

export const TOOLS_OF_THE_PACKAGE = {
	name: 'packages',
	what: "Installing the package's tools",
	isDone: () => isInstalled(ROOT),
	async make(node) {
		const environment = buildEnvironment(node);
		const { name, what } = TOOLS_OF_THE_PACKAGE;
		await command({ what, name, run: npm(...CLEAN_INSTALL, '--prefix', ROOT), environment });
		// Ready-made for most platforms, then this only looks; compiled elsewhere.
		await command({ what, name: `${name}-build`, run: npm('rebuild', 'isolated-vm', '--prefix', ROOT), environment });
		await command({ what, name: `${name}-check`, run: loads('esbuild', '@swc/core', 'isolated-vm'), environment });
	},
};

export const BUILD = {
	name: 'build',
	what: 'Building the package',
	...stamped('build', sources, () => existsSync(join(ROOT, 'dist', 'nodes'))),
	make: (node) =>
		command({ what: BUILD.what, name: BUILD.name, run: npm('run', 'build'), environment: withNodeFirst(node) }),
};

export const N8N = {
	name: 'n8n',
	what: 'Installing n8n',
	isDone: () => isInstalled(HOST),
	make: (node) =>
		command({
			what: N8N.what,
			name: N8N.name,
			run: npm(...CLEAN_INSTALL, '--prefix', HOST),
			cwd: HOST,
			environment: withNodeFirst(node),
		}),
};

/** Kept apart from installing: it keeps a processor busy, not the network, and is the part that needs a compiler. */
export const DATABASE_DRIVER = {
	name: 'sqlite3',
	what: "Building n8n's database driver",
	...stamped('sqlite3', () => [join(HOST, 'package-lock.json')], () => existsSync(BUILT_DRIVER)),
	async make(node) {
		const environment = buildEnvironment(node);
		const { name, what } = DATABASE_DRIVER;
		await command({ what, name, run: npm('rebuild', 'sqlite3', 'isolated-vm', '--prefix', HOST), cwd: HOST, environment });
		await command({ what, name: `${name}-check`, run: loads('sqlite3', 'isolated-vm'), cwd: HOST, environment });
	},
};
