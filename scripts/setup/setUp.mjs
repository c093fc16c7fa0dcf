/** From a fresh clone to everything in place: a Node 24, the package built, an n8n to run it in. */
import { statfsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { node24 } from './node24.mjs';
import { ROOT } from './places.mjs';
import { showing } from './progress.mjs';
import { endChildrenOnSignals } from './running.mjs';
import { BUILD, DATABASE_DRIVER, N8N, TOOLS_OF_THE_PACKAGE } from './steps.mjs';
import { requireTools } from './toolchain.mjs';
import { inTurn } from './turn.mjs';

/** Installed: 2.2 GB of n8n and 0.4 GB of tools; npm's cache takes another 0.8 GB, often on the same disk. */
const NEEDED_GIGABYTES = 3.5;

function requireSpace() {
	const { bavail, bsize } = statfsSync(ROOT);
	const free = (bavail * bsize) / 1e9;
	if (free < NEEDED_GIGABYTES) {
		throw new Failure(`The disk is nearly full: set-up needs about ${NEEDED_GIGABYTES} GB in ${ROOT}, ${free.toFixed(1)} GB are free. Free some space and run the command again.`);
	}
}

async function makeMissing(steps, node) {
	for (const step of steps) {
		if (step.isDone()) continue;
		const make = () => showing(step.what, () => step.make(node));
		await (step.keep ? step.keep(make) : make());
	}
}

/** Tools and a Node 24; all that is needed to look at options before the long part. */
export async function prepare() {
	requireTools();
	endChildrenOnSignals();
	return inTurn(node24);
}

/** The package's tools alone, for what needs no n8n. */
export const setUpTools = (node) =>
	inTurn(async () => {
		if (!TOOLS_OF_THE_PACKAGE.isDone()) requireSpace();
		await makeMissing([TOOLS_OF_THE_PACKAGE], node);
	});

/** Everything else. Returns quickly when nothing has changed since the last time. */
export const setUp = (node) =>
	inTurn(async () => {
		if (!(TOOLS_OF_THE_PACKAGE.isDone() && N8N.isDone())) requireSpace();
		await makeMissing([TOOLS_OF_THE_PACKAGE, BUILD, N8N, DATABASE_DRIVER], node);
	});
