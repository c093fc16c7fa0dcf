/**
 * One running n8n: a child process that leads a group of its own, because it starts a task runner
 * that has to end with it. Stopped by process id only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nEnvironment, type N8nSettings } from './environment.ts';
import { END_WITH_PARENT, FASTER_CLOCK, N8N_PROGRAM } from './places.ts';
import { waitFor } from './waitFor.ts';

export interface N8nProcess {
	url: string;
	pid: number;
	/** Everything n8n has said since it was first started in this user folder. */
	logFile: string;
	/** False after it has ended, for whatever reason. */
	isRunning(): boolean;
	/** Resolves when it has ended, for whatever reason. */
	whenEnded(): Promise<void>;
	/** Asks it to end and makes it end when it does not. Safe to call twice. */
	stop(): Promise<void>;
	/** Ends it as a crash of the machine would. */
	kill(): Promise<void>;
}

const START_PATIENCE = 180;
const STOP_PATIENCE = 15_000;

export const logFileOf = (settings: N8nSettings) => join(settings.userFolder, 'n8n.log');

function spawnN8n(settings: N8nSettings, args: string[]): ChildProcess {
	const logFile = logFileOf(settings);
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'a');
	try {
		return spawn(process.execPath, ['--require', END_WITH_PARENT, ...(settings.clock ? ['--require', FASTER_CLOCK] : []), N8N_PROGRAM, ...args], {
			cwd: settings.userFolder,
			env: { ...n8nEnvironment(settings), PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
			stdio: ['ignore', log, log, 'ipc'],
			detached: true,
		});
	} finally {
		closeSync(log);
	}
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
	try {
		process.kill(-Number(child.pid), signal);
	} catch {
		// Nothing of the group is left.
	}
}

async function endGroup(child: ChildProcess) {
	const ended = hasEnded(child) ? undefined : once(child, 'exit');
	signalGroup(child, 'SIGKILL');
	await ended;
}

async function stop(child: ChildProcess) {
	if (!hasEnded(child)) {
		const ended = once(child, 'exit');
		child.kill('SIGTERM');
		await Promise.race([ended, sleep(STOP_PATIENCE, undefined, { ref: false })]);
	}
	await endGroup(child);
}

async function answers(url: string) {
	try {
		const { ok } = await fetch(url, { signal: AbortSignal.timeout(5000) });
		return ok;
	} catch {
		return false;
	}
}

const lastWords = (logFile: string) =>
	readFileSync(logFile, 'utf8').trimEnd().split('\n').filter((line) => !/migration /i.test(line)).slice(-5).join('\n');

/** Ready means: database migrated, packages loaded, webhooks of published workflows listening; of a worker: it takes jobs. */
async function whenReady(child: ChildProcess, addresses: string[], logFile: string) {
	await waitFor(
		async () => {
			if (hasEnded(child)) throw new Error(`n8n ended while starting (${child.exitCode ?? child.signalCode}):\n${lastWords(logFile)}`);
			for (const address of addresses) if (!(await answers(address))) return false;
			return true;
		},
		{ what: `n8n to start (its log: ${logFile})`, seconds: START_PATIENCE },
	);
}

/** Starts n8n and returns when it is ready. Leaves nothing running when that fails. */
export const startN8n = async (settings: N8nSettings): Promise<N8nProcess> => await start(settings, 'start', ['/healthz/readiness', '/rest/settings']);

/** Starts a worker of queue mode, whose `port` answers for its health only. */
export const startN8nWorker = async (settings: N8nSettings): Promise<N8nProcess> => await start(settings, 'worker', ['/healthz/readiness']);

async function start(settings: N8nSettings, command: string, ready: string[]): Promise<N8nProcess> {
	const url = `http://127.0.0.1:${settings.port}`;
	const logFile = logFileOf(settings);
	const child = spawnN8n(settings, [command]);
	const killAtExit = () => signalGroup(child, 'SIGKILL');
	process.once('exit', killAtExit);
	child.once('exit', () => process.off('exit', killAtExit));
	try {
		await whenReady(child, ready.map((path) => url + path), logFile);
	} catch (error) {
		await endGroup(child);
		throw error;
	}
	return {
		url,
		pid: Number(child.pid),
		logFile,
		isRunning: () => !hasEnded(child),
		whenEnded: async () => void (hasEnded(child) || (await once(child, 'exit'))),
		stop: () => stop(child),
		kill: () => endGroup(child),
	};
}
