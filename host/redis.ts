/** The queue between an n8n and its workers: a Redis that is on the machine already, on loopback, which keeps nothing. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePorts } from './freePorts.ts';
import { waitFor } from './waitFor.ts';

const HERE = '127.0.0.1';
const NAMES = ['redis-server', 'valkey-server'];

/** The program that answers to one of its names; undefined where none is installed. */
export const redisProgram = (): string | undefined => NAMES.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

export interface Redis {
	port: number;
	/** Safe to call twice. */
	stop(): Promise<void>;
}

const accepts = (port: number) =>
	new Promise<boolean>((resolve) => {
		const socket = connect(port, HERE, () => {
			socket.destroy();
			resolve(true);
		}).once('error', () => resolve(false));
	});

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	await ended;
}

/** Returns when it takes connections. */
export async function openRedis(program: string): Promise<Redis> {
	const [port = 0] = await freePorts(1);
	const child = spawn(program, ['--port', String(port), '--bind', HERE, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
	const killAtExit = () => void child.kill('SIGKILL');
	process.once('exit', killAtExit);
	child.once('exit', () => process.off('exit', killAtExit));
	try {
		await waitFor(() => accepts(port), { what: 'Redis to start', seconds: 20 });
	} catch (error) {
		await end(child);
		throw error;
	}
	return { port, stop: () => end(child) };
}
