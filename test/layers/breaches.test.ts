import { breachesIn } from '../../scripts/layers/breaches';

const found = (file: string, text: string) => breachesIn(file, text).map(({ what }) => what);

describe('imports go one way', () => {
	test.each([
		['content/a.ts', "import { b } from '../sync/b';", 'content/ may not import sync/'],
		['sync/a.ts', "import type { b } from '../jira/b';", 'sync/ may not import jira/'],
		['sync/a.ts', "import { b } from '../rules/b';", 'sync/ may not import rules/'],
		['rules/a.ts', "import { b } from '../jira/b';", 'rules/ may not import jira/'],
		['sync/a.ts', "export { b } from '../engine/b';", 'sync/ may not import engine/'],
		['jira/cloud/a.ts', "import { b } from '../../engine/b';", 'jira/ may not import engine/'],
		['engine/a.ts', "const b = require('../nodes/b');", 'engine/ may not import nodes/'],
		['engine/a.ts', "const b = await import('../nodes/b');", 'engine/ may not import nodes/'],
		['engine/a.ts', "type B = import('../nodes/b').B;", 'engine/ may not import nodes/'],
		['engine/a.ts', "import b = require('../nodes/b');", 'engine/ may not import nodes/'],
		['nodes/X/a.ts', "import { b } from '../../sandbox/b';", 'nodes/ may not import sandbox/'],
		['sandbox/routes/a.ts', "import { b } from '../../jira/b';", 'sandbox/ may not import jira/'],
		['engine/a.ts', "import { b } from '../test/b';", 'engine/ may not import test/'],
		['engine/a.ts', "import { b } from '../../elsewhere/b';", 'engine/ may not import ../'],
	])('%s: %s', (file, text, breach) => {
		expect(found(file, text)).toEqual([expect.stringContaining(breach)]);
	});

	test('downwards and inside a room is fine', () => {
		expect(found('nodes/X/a.ts', "import { b } from '../../engine/b'; import { c } from '../Y/c';")).toEqual([]);
		expect(found('engine/a.ts', "import { b } from '../sync/b'; import { sleep } from 'n8n-workflow';")).toEqual([]);
	});
});

describe('pure rooms import no more than they may', () => {
	test.each(['n8n-workflow', 'node:fs', 'axios', 'lodash-es'])('%s', (name) => {
		expect(found('sync/a.ts', `import { b } from '${name}';`)).toEqual([`import of ${name}`]);
	});

	test('a computed import cannot be judged and is refused', () => {
		expect(found('rules/a.ts', 'const b = require(name);')).toEqual(['a computed import']);
	});

	test('lodash, luxon and crypto are fine', () => {
		const text = "import get from 'lodash/get'; import { DateTime } from 'luxon'; import { createHash } from 'node:crypto';";
		expect(found('content/a.ts', text)).toEqual([]);
	});
});

describe('pure rooms have no clock, randomness, waiting or process', () => {
	test.each([
		['async function f() { await g(); }', 'await'],
		['async function f() { for await (const x of y) g(x); }', 'await'],
		['const now = Date.now();', 'Date.now'],
		["const now = Date['now']();", 'Date.now'],
		['const clock = Date.now;', 'Date.now'],
		['const now = new Date();', 'new Date() without an argument'],
		['const now = new Date;', 'new Date() without an argument'],
		['const now = Date();', 'Date() as a function'],
		['const now = DateTime.now();', 'DateTime.now'],
		['const now = DateTime.utc();', 'DateTime.utc() without an argument'],
		['const x = Math.random();', 'Math.random'],
		["import { randomUUID } from 'node:crypto';", 'import of randomUUID'],
		['const id = crypto.randomUUID();', 'crypto.randomUUID'],
		['const home = process.env.HOME;', 'process'],
		['const { env } = process;', 'process'],
		['const p = globalThis.process;', 'globalThis.process'],
		['setTimeout(f, 10);', 'setTimeout'],
		["fetch('http://x');", 'fetch'],
	])('%s', (text, breach) => {
		expect(found('sync/a.ts', text)).toEqual([breach]);
	});

	test('what only looks like it is fine', () => {
		const text = [
			'// await Date.now() process.env',
			"const text = 'await Date.now()';",
			'const at = new Date(0); const then = DateTime.utc(2026); const { process: mine } = item;',
			'const made = { process: 1 }; const one = made.process; type A = { process: string };',
			'function run(process: string) { return process; }',
		].join('\n');
		expect(found('sync/a.ts', text)).toEqual([]);
	});

	test('rooms that are not pure may wait and read the clock', () => {
		expect(found('engine/a.ts', 'const f = async () => { await g(Date.now()); };')).toEqual([]);
	});

	test('the line is named', () => {
		expect(breachesIn('sync/a.ts', '\n\nconst x = Math.random();')).toEqual([{ file: 'sync/a.ts', line: 3, what: 'Math.random' }]);
	});
});
