/**
 * An n8n that has been started once: its database migrated, its owner created. That takes longer
 * than everything else in a start, so it is done once for each version of n8n and then copied.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from './freePorts.ts';
import { startN8n } from './n8nProcess.ts';
import { HOST, TOOLS } from './places.ts';
import { openSession, type Owner } from './rest.ts';

/** Of throw-away instances only, on loopback and in a temporary folder. */
export const THROWAWAY_OWNER: Owner = { email: 'owner@example.com', password: 'Throw-away-1' };
export const THROWAWAY_KEY = 'key-of-a-throw-away-instance';

function n8nVersion(): string {
	const { dependencies } = JSON.parse(readFileSync(join(HOST, 'package.json'), 'utf8')) as { dependencies: { n8n: string } };
	return dependencies.n8n;
}

async function startOnce(userFolder: string) {
	const [port = 0, brokerPort = 0] = await freePorts(2);
	const n8n = await startN8n({ userFolder, port, brokerPort, encryptionKey: THROWAWAY_KEY });
	try {
		await openSession(n8n.url, THROWAWAY_OWNER);
	} finally {
		await n8n.stop();
	}
}

async function make(folder: string) {
	await mkdir(TOOLS, { recursive: true });
	const temporary = await mkdtemp(join(TOOLS, 'blank-n8n-'));
	try {
		await startOnce(temporary);
		await rename(temporary, folder);
	} catch (error) {
		await rm(temporary, { recursive: true, force: true });
		// Somebody else may have been quicker; then theirs is as good.
		if (!existsSync(folder)) throw error;
	}
}

/** Fills a user folder with a copy. */
export async function copyBlankN8n(userFolder: string): Promise<void> {
	const folder = join(TOOLS, `blank-n8n-${n8nVersion()}`);
	if (!existsSync(folder)) await make(folder);
	await cp(join(folder, '.n8n'), join(userFolder, '.n8n'), { recursive: true });
}
