import type { PlacedFile } from '../content/mediaPlacement';
import type { RichText } from '../content/richText';
import type { Jira, JiraAttachment } from '../jira/types';
import { fileNamesIn } from '../sync/texts';
import { mediaIdOf } from './sourceFiles';

export type PlacedFiles = Record<string, PlacedFile>;

/**
 * Asks for the media ids under which this site's texts show its attachments: one request for each
 * file that a text shows, each once in a run, and none for texts that show nothing.
 *
 * @param attachments the local files, also those that are added while the run goes on
 */
export function placedFiles(jira: Jira, attachments: JiraAttachment[]): (text: RichText) => Promise<PlacedFiles> {
	const known: PlacedFiles = {};
	return async (text) => {
		for (const name of fileNamesIn(text)) {
			const file = name in known ? undefined : attachments.find((each) => each.name === name);
			const mediaId = file && (await mediaIdOf(jira, file));
			if (mediaId) known[name] = { mediaId };
		}
		return { ...known };
	};
}

/** The files as if their media ids were known: enough to see whether a text would change. */
export const asIfPlaced = (attachments: JiraAttachment[]): PlacedFiles =>
	Object.fromEntries(attachments.map(({ name }) => [name, { mediaId: name }]));
