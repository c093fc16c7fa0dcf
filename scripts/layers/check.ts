/** Checks every source file of every room and names each breach. Ends with 1 when there is one. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Breach, breachesIn } from './breaches.ts';
import { ROOMS } from './rooms.ts';

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

const files = Object.keys(ROOMS).flatMap((room) => sourcesIn(join(ROOT, room)));
const breaches: Breach[] = files.flatMap((file) => breachesIn(relative(ROOT, file).split(sep).join('/'), readFileSync(file, 'utf8')));
for (const { file, line, what } of breaches) console.error(`${file}:${line}: ${what}`);
console.log(`${files.length} files, ${breaches.length} breaches of the layers`);
process.exitCode = breaches.length > 0 || files.length === 0 ? 1 : 0;
