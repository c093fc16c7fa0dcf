/**
 * Child processes of the scripts. Each is the leader of a group of its own, so that stopping it
 * also stops what it started (npm starts node-gyp, which starts make, which starts the compiler).
 */
import { spawn } from 'node:child_process';

/** Each with the signal that ends it. */
const running = new Map();

function endGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group has ended by itself.
	}
}

/**
 * Starts a command whose whole group ends with this process: at once (an installation is simply
 * redone), or in peace when it has something to bring to an end itself.
 */
export function startChild(command, args, { endsInPeace = false, ...options } = {}) {
	const child = spawn(command, args, { ...options, detached: true });
	if (child.pid === undefined) return child;
	running.set(child, endsInPeace ? 'SIGTERM' : 'SIGKILL');
	child.once('exit', () => running.delete(child));
	return child;
}

/** Resolves to the exit code (1 when it died of a signal), rejects when it could not be started. */
export const whenEnded = (child) =>
	new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});

const PATIENCE = 20_000;

async function endAll() {
	const ended = [...running.keys()].map((child) => new Promise((resolve) => child.once('exit', resolve)));
	for (const [child, signal] of running) endGroup(child, signal);
	await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/**
 * npm runs a script through a shell, and a polite kill of npm ends the shell without a word to us:
 * all there is to see is that our parent is another one. Started without npm, we may outlive our shell.
 */
function whenOrphaned(end) {
	if (process.env.npm_lifecycle_event === undefined) return;
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && end(), 500).unref();
}

/**
 * From now on Ctrl-C and a polite kill end every child before this process ends. A second Ctrl-C does not wait.
 */
export function endChildrenOnSignals() {
	let ending = false;
	const end = async (code) => {
		ending = true;
		await endAll();
		process.exit(code);
	};
	for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
		process.on(signal, () => (ending ? process.exit(code) : end(code)));
	}
	whenOrphaned(() => ending || end(143));
	process.once('exit', () => {
		for (const child of running.keys()) endGroup(child, 'SIGKILL');
	});
}
