/**
 * Puts the built package where n8n keeps community packages, from the very file that would be
 * published: what is not in it is not there, as after a real installation.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './places.ts';

const run = promisify(execFile);

export const PACKAGE = 'n8n-nodes-jira-sync';

export const packageFolder = (userFolder: string) => join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);

/** Makes the package file in the given folder and returns its path. Needs a built package. */
export async function packPackage(into: string): Promise<string> {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
	const { stdout } = await run('npm', args, { cwd: ROOT, env: { ...process.env, npm_config_loglevel: 'error' } });
	const [packed] = JSON.parse(stdout) as Array<{ filename: string }>;
	if (!packed) throw new Error('npm pack named no file');
	return join(into, packed.filename);
}

async function unpack(file: string, folder: string) {
	// Outside the names that n8n takes for packages.
	const temporary = join(dirname(folder), `.${PACKAGE}`);
	await rm(temporary, { recursive: true, force: true });
	await mkdir(temporary, { recursive: true });
	await run('tar', ['-xzf', file, '-C', temporary, '--strip-components=1']);
	await rm(folder, { recursive: true, force: true });
	await rename(temporary, folder);
}

export async function installPackage(userFolder: string): Promise<void> {
	const folder = packageFolder(userFolder);
	await mkdir(dirname(folder), { recursive: true });
	const packed = await mkdtemp(join(tmpdir(), 'jira-sync-package-'));
	try {
		await unpack(await packPackage(packed), folder);
	} finally {
		await rm(packed, { recursive: true, force: true });
	}
}
