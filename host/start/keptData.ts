/**
 * What is kept between two starts, in `.data/` and git-ignored. The sandbox and real sites have
 * each a folder of their own, so that trying the one never touches the other.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from '../../scripts/setup/failure.mjs';
import { ROOT } from '../places.ts';
import type { Owner } from '../rest.ts';

export interface KeptData {
	folder: string;
	/** n8n's user folder. */
	n8n: string;
	/** The sandbox's issues and files. */
	sandbox: string;
	owner: Owner;
	encryptionKey: string;
	/** Whether there was something to forget, and it has been forgotten. */
	forgot: boolean;
}

interface Secrets {
	owner: Owner;
	encryptionKey: string;
}

/** Long enough to be safe, with the capital and the digit that n8n insists on. */
const newSecrets = (): Secrets => ({
	owner: { email: 'owner@example.com', password: `J${randomBytes(9).toString('base64url')}7` },
	encryptionKey: randomBytes(24).toString('base64url'),
});

function secretsIn(folder: string): Secrets {
	const file = join(folder, 'secrets.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
	const secrets = newSecrets();
	writeFileSync(file, JSON.stringify(secrets, null, '\t'), { mode: 0o600 });
	return secrets;
}

function isAlive(pid: number) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Two n8n on one database would harm it: the second start on the same data is refused. */
function claim(folder: string) {
	const file = join(folder, 'running.pid');
	const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
	if (pid > 0 && pid !== process.pid && isAlive(pid)) {
		throw new Failure(`npm start is already running on this data (process ${pid}). Stop it first; if that is not so, delete ${relative(ROOT, file)}.`);
	}
	return () => {
		writeFileSync(file, String(process.pid));
		process.once('exit', () => rmSync(file, { force: true }));
	};
}

/** Opens the data of one way to start, emptied first when `fresh`. */
export function openKeptData(kind: 'sandbox' | 'sites', fresh: boolean): KeptData {
	const folder = join(ROOT, '.data', kind);
	const take = claim(folder);
	const forgot = fresh && existsSync(join(folder, 'imported.json'));
	if (fresh) rmSync(folder, { recursive: true, force: true });
	mkdirSync(join(folder, 'n8n'), { recursive: true });
	take();
	return { folder, n8n: join(folder, 'n8n'), sandbox: join(folder, 'jira'), forgot, ...secretsIn(folder) };
}
