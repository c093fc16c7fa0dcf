/**
 * A step of set-up is done when its stamp holds the fingerprint of what it was made from. The stamp
 * is taken away before the step starts and written after it ended, so an interrupted step is redone.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT, TOOLS } from './places.mjs';

const stampFile = (name) => join(TOOLS, 'stamps', name);

const textOf = (file) => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
};

function filesUnder(path) {
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found) return [];
	if (!found.isDirectory()) return [path];
	return readdirSync(path).filter((name) => name !== 'node_modules').sort().flatMap((name) => filesUnder(join(path, name)));
}

/** One hash over names and contents of files and folders; what does not exist counts as empty. */
function fingerprint(paths, ...more) {
	const hash = createHash('sha256');
	for (const file of paths.flatMap(filesUnder)) hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
	for (const text of more) hash.update(text).update('\0');
	return hash.digest('hex');
}

const isStamped = (name, print) => textOf(stampFile(name)) === print;

const unstamp = (name) => rmSync(stampFile(name), { force: true });

function stamp(name, print) {
	mkdirSync(dirname(stampFile(name)), { recursive: true });
	writeFileSync(stampFile(name), print);
}

/**
 * The two halves of a stamped step: is it done, and `keep` to run it between unstamp and stamp.
 * `madeFrom` names the files and folders it is made from.
 */
export function stamped(name, madeFrom, isThere) {
	const print = () => fingerprint(madeFrom(), process.platform, process.arch);
	return {
		isDone: () => isStamped(name, print()) && isThere(),
		async keep(make) {
			unstamp(name);
			const before = print();
			await make();
			stamp(name, before);
		},
	};
}
