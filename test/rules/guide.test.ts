import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkScript } from '../../rules/analysis';
import { readConnectionRules, rowsFor } from '../../sync/connectionRules';

/** Examples that people copy must at least be accepted. */
const document = (name: string) => readFileSync(join(__dirname, '../../docs', name), 'utf8');
const guide = document('from-exalate.md');
const examples = [...guide.matchAll(/^```groovy\n([\s\S]*?)^```/gm)].map(([, script = '']) => script);

test('the guide for moving over has examples', () => {
	expect(examples.length).toBeGreaterThan(3);
});

test.each(examples.map((script) => [script.split('\n').find((line) => line.trim() !== '') ?? '', script]))('the example of the guide that begins with "%s" is accepted', (first, script) => {
	const direction = /outgoing/i.test(first) ? 'outgoing' : 'incoming';
	expect(checkScript(script, direction, { local: 'local', remote: 'remote' }).script).toBeDefined();
});

test.each(['local', 'remote'] as const)('the example of rules in one JSON has rows that write the %s side, and its scripts are accepted', (side) => {
	const [, json = ''] = /^```json\n([\s\S]*?)^```/m.exec(document('rules-json.md'))!;
	const rules = readConnectionRules(json);
	const rows = rowsFor(rules, side);
	expect(rows.length).toBeGreaterThan(1);
	const names = side === 'local' ? { local: rules.local, remote: rules.remote } : { local: rules.remote, remote: rules.local };
	for (const row of rows) if ('script' in row) expect(checkScript(row.script, 'incoming', names).analysis.writes.fields).not.toEqual([]);
});
