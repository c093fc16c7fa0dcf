/**
 * Whether a folder holds what its lock file says. npm writes a list of what it has installed as the
 * last thing it does, so an interrupted installation has none; and one that a person ran counts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function packagesIn(...path) {
	try {
		return JSON.parse(readFileSync(join(...path), 'utf8')).packages;
	} catch {
		return undefined;
	}
}

export function isInstalled(folder) {
	const wanted = packagesIn(folder, 'package-lock.json');
	const found = packagesIn(folder, 'node_modules', '.package-lock.json');
	if (!wanted || !found) return false;
	return Object.entries(wanted).every(
		// Optional ones are left out on the systems they are not for.
		([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
	);
}
