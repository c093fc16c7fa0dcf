/**
 * `npm run bulk`: five thousand issues by the template Bulk Sync, killed at 2,100 and started again, without doubles; prints time and
 * requests. `-- 1000` takes another number. The same with three hundred is part of `npm test`.
 */
import { enter } from './setup/failure.mjs';
import { ROOT } from './setup/places.mjs';
import { startChild, whenEnded } from './setup/running.mjs';
import { prepare, setUpTools } from './setup/setUp.mjs';
import { withNodeFirst } from './setup/toolchain.mjs';

const ISSUES = '5000';
const TEST = ['node_modules/jest/bin/jest.js', '--selectProjects=unit', '--runTestsByPath', 'test/scenarios/bulk.test.ts', '-t', 'that a run did not finish'];

await enter(async () => {
	const node = await prepare();
	await setUpTools(node);
	const [issues = ISSUES] = process.argv.slice(2);
	return await whenEnded(startChild(node, TEST, { cwd: ROOT, env: { ...withNodeFirst(node), BULK: issues }, stdio: 'inherit' }));
});
