/**
 * `npm run scripts`: plays 10,000 rule scripts made from the grammar of the language. Most have to run to their end, and none may
 * hang, fail otherwise than with a place and advice, or touch what it does not name. Says how many ended, and how often each construct was used.
 *
 * `-- --scripts 100000` plays more, `-- --seed 7` the ones of a failing run again.
 */
import { parseArgs } from 'node:util';
import { enter, Failure } from './setup/failure.mjs';
import { handOver } from './setup/handOver.mjs';
import { prepare, setUpTools } from './setup/setUp.mjs';

const whole = (name, text) => {
	if (!/^-?\d+$/.test(text)) throw new Failure(`--${name} takes a whole number, not "${text}".`);
	return text;
};

function readOptions(args) {
	try {
		return parseArgs({ args, options: { scripts: { type: 'string', default: '10000' }, seed: { type: 'string' } } }).values;
	} catch (error) {
		throw new Failure(`${error.message}. The options are --scripts N and --seed N.`);
	}
}

await enter(async () => {
	const { scripts, seed } = readOptions(process.argv.slice(2));
	process.env.SCRIPTS = whole('scripts', scripts);
	if (seed !== undefined) process.env.SCRIPTS_SEED = whole('seed', seed);
	const node = await prepare();
	await setUpTools(node);
	return handOver(node, 'node_modules/jest/bin/jest.js', ['--selectProjects=unit', '--runTestsByPath', 'test/rules/generated.test.ts']);
});
