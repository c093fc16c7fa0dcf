/**
 * `npm test`: sets up what it needs, then runs every stage even when an earlier one has failed. The
 * last line counts: each test of jest, and each other stage as one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { enter } from './setup/failure.mjs';
import { elapsed } from './setup/progress.mjs';
import { prepare, setUp } from './setup/setUp.mjs';
import { runStage } from './test/runStage.mjs';
import { STAGES } from './test/stages.mjs';
import { add, lastLine, NOTHING } from './test/tally.mjs';

const all = process.argv.includes('--all');

async function inPlace() {
	const node = await prepare();
	await setUp(node);
	return node;
}

/** Set-up that fails counts as one failed stage, so that the last line is there in any case. */
async function node24() {
	let node;
	await enter(async () => {
		node = await inPlace();
	});
	return node;
}

async function runAll(node) {
	let tally = NOTHING;
	for (const stage of STAGES) {
		const began = Date.now();
		console.log(`\n=== ${stage.name}`);
		const result = await runStage(stage, node, all);
		console.log(`=== ${stage.name}: ${lastLine(result)} in ${elapsed(Date.now() - began)}`);
		tally = add(tally, result);
	}
	return tally;
}

const node = await node24();
const tally = node ? await runAll(node) : { ...NOTHING, failed: 1, failures: ['set-up'] };
// What the stages printed may still be on its way through a pipe.
await sleep(100);
for (const name of tally.failures) console.log(`failed: ${name}`);
for (const name of tally.skips) console.log(`skipped: ${name}`);
console.log(lastLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
