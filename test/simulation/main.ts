import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { BROKEN_ENGINES } from './brokenEngines';
import type { Coverage } from './faults';
import { HELP, readOptions, type SimulationOptions } from './options';
import { addCoverage, coverageTable, emptyCells, progressLine } from './report';
import { runSeed, type SeedOptions, type SeedResult } from './runSeed';
import { shorten } from './shorten';

/** How many seeds a thread is given at a time. */
const PORTION = 10;
const PROGRESS_EVERY = 10_000;
/** So many failures tell enough. */
const MOST_FAILURES = 5;

const seedOptions = ({ broken, without, wide }: SimulationOptions): SeedOptions => ({
	...(broken === undefined ? {} : { broken: BROKEN_ENGINES[broken] }),
	...(wide ? { wide } : {}),
	...(without.length > 0 ? { without: new Set(without) } : {}),
});

async function workAsThread(options: SimulationOptions): Promise<void> {
	parentPort?.on('message', async (from: number) => {
		const results: Array<Omit<SeedResult, 'trace'>> = [];
		for (let seed = from; seed < Math.min(from + PORTION, options.from + options.count); seed++) {
			// A mistake of the simulation itself must name its seed as well.
			const broke = (error: unknown): SeedResult => ({ seed, problems: [`unexpected: ${String((error as Error).stack)}`], coverage: {}, trace: [], parts: 0, requests: 0 });
			const { trace: _, ...result } = await runSeed(seed, seedOptions(options)).catch(broke);
			results.push(result);
		}
		parentPort?.postMessage(results);
	});
}

/** Plays all seeds in several threads; stops early when enough have failed. */
async function playAll(options: SimulationOptions, tell: (line: string) => void): Promise<{ done: number; failed: SeedResult[]; coverage: Coverage }> {
	const coverage: Coverage = {};
	const failed: SeedResult[] = [];
	const end = options.from + options.count;
	const began = performance.now();
	let next = options.from;
	let done = 0;
	let toldAt = began;
	const work = (): Promise<void> =>
		new Promise((resolve, reject) => {
			const thread = new Worker(__filename, { workerData: options });
			const giveMore = (): void => {
				if (next >= end || failed.length >= MOST_FAILURES) return void thread.terminate().then(() => resolve());
				thread.postMessage(next);
				next += PORTION;
			};
			thread.on('error', reject);
			thread.on('message', (results: SeedResult[]) => {
				done += results.length;
				for (const result of results) {
					addCoverage(coverage, result.coverage);
					if (result.problems.length === 0) continue;
					failed.push(result);
					tell(`Seed ${result.seed} breaks its promises: ${result.problems.join('; ')}`);
				}
				if (performance.now() - toldAt > PROGRESS_EVERY) {
					toldAt = performance.now();
					tell(progressLine(done, options.count, failed.length, toldAt - began));
				}
				giveMore();
			});
			giveMore();
		});
	await Promise.all(Array.from({ length: options.threads }, work));
	tell(progressLine(done, options.count, failed.length, performance.now() - began));
	return { done, failed, coverage };
}

async function tellFailure(result: SeedResult, options: SimulationOptions, tell: (line: string) => void): Promise<void> {
	const short = await shorten(result, seedOptions(options));
	tell(`\nSeed ${result.seed} breaks its promises. The shortest story of it that still does:`);
	for (const line of short.result.trace) tell(`  ${line}`);
	for (const problem of short.result.problems) tell(`  ${problem}`);
	const broken = options.broken === undefined ? '' : ` --broken "${options.broken}"`;
	tell(`Again: npm run simulate -- --seed ${result.seed}${broken}${options.wide ? ' --wide' : ''}${short.without.length > 0 ? ` --without ${short.without.join(',')}` : ''}`);
}

async function simulate(options: SimulationOptions): Promise<number> {
	const tell = (line: string): void => void process.stdout.write(`${line}\n`);
	if (options.single) {
		const { trace, problems } = await runSeed(options.from, seedOptions(options));
		for (const line of [...trace, ...problems]) tell(line);
		return problems.length > 0 ? 1 : 0;
	}
	const { done, failed, coverage } = await playAll(options, tell);
	tell(`\n${coverageTable(coverage)}`);
	// Where pairs end, some writes are seldom.
	const empty = options.wide ? [] : emptyCells(coverage, done);
	if (empty.length > 0) tell(`\nThese never met: ${empty.join(', ')}`);
	const [first] = failed;
	if (first) await tellFailure(first, options, tell);
	return failed.length + empty.length > 0 ? 1 : 0;
}

async function main(): Promise<void> {
	if (!isMainThread) return await workAsThread(workerData as SimulationOptions);
	try {
		const options = readOptions(process.argv.slice(2));
		if (options === 'help') process.stdout.write(`${HELP}\n`);
		else process.exitCode = await simulate(options);
	} catch (error) {
		process.stderr.write(`${(error as Error).message}\n`);
		process.exitCode = 2;
	}
	// The channel to the starter would keep this process alive.
	process.disconnect?.();
}

void main();
