/**
 * What has to be on the machine already. Looked at before anything is downloaded, and everything
 * that is missing is named at once, so that nobody installs one thing to be told of the next.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { Failure } from './failure.mjs';

const OLDEST_NODE = 20;

/** n8n's database driver (sqlite3) is compiled on most machines, hence compiler, make and python3. */
const NEEDED = [
	{ name: 'a C++ compiler (g++ or clang++)', commands: [process.env.CXX, 'c++', 'g++', 'clang++'] },
	{ name: 'make', commands: [process.env.MAKE, 'make', 'gmake'] },
	{ name: 'python3', commands: [process.env.npm_config_python, process.env.PYTHON, 'python3'] },
	{ name: 'tar', commands: ['tar'] },
	// A shell started by its full path may have Node without npm beside it on PATH.
	{ name: 'npm', commands: ['npm', process.env.npm_execpath] },
];

const answers = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

const isThere = ({ commands }) => commands.filter(Boolean).some(answers);

/** The names of everything that is missing; empty when nothing is. */
export function missingTools(nodeVersion = process.versions.node) {
	const oldNode = Number.parseInt(nodeVersion, 10) < OLDEST_NODE;
	return [
		...(oldNode ? [`Node ${OLDEST_NODE} or newer (this is ${nodeVersion})`] : []),
		...NEEDED.filter((tool) => !isThere(tool)).map(({ name }) => name),
	];
}

export function requireTools() {
	if (process.platform === 'win32') {
		throw new Failure('The demo and the tests run on Linux and macOS; on Windows run them inside WSL.');
	}
	const missing = missingTools();
	if (missing.length > 0) throw new Failure(`Missing on this machine: ${missing.join(', ')}. Install and run the command again.`);
}

/** The environment in which `node`, wherever it is called by name, is the given one. */
export function withNodeFirst(node, environment = process.env) {
	return { ...environment, PATH: `${dirname(node)}${delimiter}${environment.PATH ?? ''}` };
}
