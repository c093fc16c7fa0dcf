/** Finds where a file breaks the rules of its room. Reads the file with TypeScript's own parser. */
import { posix } from 'node:path';
import ts from 'typescript';
import { importAt } from './imports.ts';
import { impurityIn } from './impurity.ts';
import { type Room, ROOMS } from './rooms.ts';

export interface Breach {
	file: string;
	line: number;
	what: string;
}

const roomOf = (path: string) => path.split('/')[0] ?? '';

const isAllowed = (module: string, allowed: string[]) =>
	allowed.some((name) => (name.endsWith('/*') ? module.startsWith(name.slice(0, -1)) : module === name));

/** A path inside the clone for a relative module, undefined for a package. */
const targetOf = (file: string, module: string) => (module.startsWith('.') ? posix.join(posix.dirname(file), module) : undefined);

function importBreach(file: string, room: Room, module: string | undefined): string | undefined {
	if (module === undefined) return room.packages ? 'a computed import' : undefined;
	const target = targetOf(file, module);
	if (target === undefined) {
		const isFine = !room.packages || isAllowed(module, room.packages);
		return isFine ? undefined : `import of ${module}`;
	}
	const to = roomOf(target);
	const isFine = to === roomOf(file) || room.rooms.includes(to) || !(to in ROOMS || to === '..' || to === 'test');
	return isFine ? undefined : `import of ${target}: ${roomOf(file)}/ may not import ${to}/`;
}

/** `file` is the path from the root of the clone, with slashes. A file outside all rooms has no rules. */
export function breachesIn(file: string, text: string): Breach[] {
	const room = ROOMS[roomOf(file)];
	if (!room) return [];
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const impurity = room.pure ? impurityIn(source) : () => undefined;
	const breaches: Breach[] = [];
	const add = (node: ts.Node, what: string | undefined) => {
		if (what) breaches.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, what });
	};
	const visit = (node: ts.Node): void => {
		const imported = importAt(node);
		if (imported) add(node, importBreach(file, room, imported.module));
		add(node, impurity(node));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return breaches;
}
