/** Checks every source file of every room and names each breach. Ends with 1 when there is one. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Breach, breachesIn } from './breaches.ts';
import { NO_ROOMS, ROOMS } from './rooms.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCE = /\.(ts|mts|js|mjs|cjs)$/;

function sourcesIn(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => name !== 'node_modules')
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return sourcesIn(path);
			return SOURCE.test(entry.name) ? [path] : [];
		});
}

/** A new folder without rules would be a gap that nobody sees. */
const strangers = readdirSync(ROOT, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
	.map(({ name }) => name)
	.filter((name) => !(name in ROOMS) && !NO_ROOMS.includes(name));

const files = Object.keys(ROOMS).flatMap((room) => sourcesIn(join(ROOT, room)));
const breaches: Breach[] = files.flatMap((file) => breachesIn(relative(ROOT, file).split(sep).join('/'), readFileSync(file, 'utf8')));
for (const { file, line, what } of breaches) console.error(`${file}:${line}: ${what}`);
for (const name of strangers) console.error(`${name}/ has no rules yet: name it in scripts/layers/rooms.ts`);
console.log(`${files.length} files, ${breaches.length} breaches of the layers`);
process.exitCode = breaches.length + strangers.length > 0 || files.length === 0 ? 1 : 0;
