import { ConnectedSites } from '../../host/connectedSites.ts';
import { CHAPTERS, playChapter } from '../../host/story/chapters.ts';
import { Stage } from '../../host/story/stage.ts';
import { FORMS } from './support/forms';
import { STARTING, STEP } from './support/useN8n';

/** Both sites as people see them, without what differs from run to run. */
const pictureOf = (stage: Stage) =>
	[stage.sites.desk.issues('DESK'), stage.sites.dev.issues('ACME')].map((issues) =>
		issues.map((issue) => {
			const { key, type, summary, description, status, resolution, labels, comments, files, remoteLinks } = issue;
			return {
				key, type, summary, description, status, resolution, labels,
				twin: stage.twinOf(issue),
				// Comments of both sides that cross on their way may stand in either order.
				comments: comments.map(({ text, public: isPublic }) => `${text.split('\n').at(-1)}${isPublic ? '' : ' (internal)'}`).sort(),
				files: files.map(({ name, sha256 }) => `${name} ${sha256}`).sort(),
				links: remoteLinks.map(({ object }) => (object as { title: string }).title),
			};
		}),
	);

/** What the first form came to, which is Basic rules; the others are compared with it. */
let first: ReturnType<typeof pictureOf> | undefined;

/** The same chapters that `npm run story` tells; each builds on the one before. */
describe.each(FORMS)('the service desk story through a real n8n and the shipped templates, by %s', (_name, form) => {
	let sites: ConnectedSites;
	let stage: Stage;

	beforeAll(async () => {
		sites = await ConnectedSites.open({ change: form.change, templates: form.templates });
		stage = new Stage(sites, () => {}, form);
	}, STARTING);

	const isFirst = form === FORMS[0]?.[1];
	afterAll(async () => {
		if (isFirst) first = pictureOf(stage);
		await sites?.close();
	}, STEP);

	test.each(CHAPTERS.map((chapter) => [chapter.title, chapter] as const))('%s', (_, chapter) => playChapter(chapter, stage), 2 * STEP);

	if (!isFirst) test('both sides end as by Basic rules', () => expect(pictureOf(stage)).toEqual(first));
});
