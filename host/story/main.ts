/**
 * `npm run story`: plays the service desk story through a real n8n, the shipped templates and the
 * sandbox, and says step by step what happened on both sides. Ends with 0 only when all of it holds.
 */
import { AssertionError } from 'node:assert';
import { enter, Failure } from '../../scripts/setup/failure.mjs';
import { elapsed, showing } from '../../scripts/setup/progress.mjs';
import { ConnectedSites } from '../connectedSites.ts';
import { endingSignal, whenAborted } from '../start/ending.ts';
import { CHAPTERS, playChapter } from './chapters.ts';
import { Stage } from './stage.ts';

async function play(sites: ConnectedSites): Promise<void> {
	const stage = new Stage(sites, (line) => console.log(line));
	for (const [index, chapter] of CHAPTERS.entries()) {
		console.log(`\n${index + 1}. ${chapter.title}`);
		await playChapter(chapter, stage).catch((error: unknown) => {
			if (!(error instanceof AssertionError)) throw error;
			throw new Failure(`  does not hold: ${error.message}`);
		});
		console.log('  holds');
	}
}

/** False when it was told to end before its end. */
async function playToTheEnd(ending: AbortSignal): Promise<boolean> {
	const sites = await showing('Starting n8n and the Jira sandbox', () => ConnectedSites.open());
	try {
		return await Promise.race([play(sites).then(() => true), whenAborted(ending).then(() => false)]);
	} finally {
		await sites.close();
	}
}

await enter(async () => {
	const began = Date.now();
	const isComplete = await playToTheEnd(endingSignal());
	// What was under way when it was told to end is not waited for.
	if (!isComplete) process.exit(1);
	console.log(`\nAll ${CHAPTERS.length} scenarios hold (${elapsed(Date.now() - began)}).`);
});
