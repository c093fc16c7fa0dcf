import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkScript } from '../../rules/analysis';

/** Examples that people copy must at least be accepted. */
const guide = readFileSync(join(__dirname, '../../docs/from-exalate.md'), 'utf8');
const examples = [...guide.matchAll(/^```groovy\n([\s\S]*?)^```/gm)].map(([, script = '']) => script);

test('the guide for moving over has examples', () => {
	expect(examples.length).toBeGreaterThan(3);
});

test.each(examples.map((script) => [script.split('\n').find((line) => line.trim() !== '') ?? '', script]))('the example of the guide that begins with "%s" is accepted', (first, script) => {
	const direction = /outgoing/i.test(first) ? 'outgoing' : 'incoming';
	expect(checkScript(script, direction, { local: 'local', remote: 'remote' }).script).toBeDefined();
});
