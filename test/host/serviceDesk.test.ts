import { ConnectedSites } from '../../host/connectedSites.ts';
import { CHAPTERS, playChapter } from '../../host/story/chapters.ts';
import { Stage } from '../../host/story/stage.ts';
import { STARTING, STEP } from './support/useN8n';

/** The same chapters that `npm run story` tells; each builds on the one before. */
describe('the service desk story through a real n8n and the shipped templates', () => {
	let sites: ConnectedSites;
	let stage: Stage;

	beforeAll(async () => {
		sites = await ConnectedSites.open();
		stage = new Stage(sites, () => {});
	}, STARTING);

	afterAll(() => sites?.close(), STEP);

	test.each(CHAPTERS.map((chapter) => [chapter.title, chapter] as const))('%s', (_, chapter) => playChapter(chapter, stage), 2 * STEP);
});
