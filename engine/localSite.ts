import type { Jira } from '../jira/types';
import type { LocalSite } from '../sync/plan';
import type { PlacedFiles } from './placedFiles';

/** How texts arrive here, and how they would leave. */
export const localSite = (jira: Jira, projectKey: string, files: PlacedFiles, ruled: Pick<LocalSite, 'fields' | 'people' | 'unknownPerson'> = {}): LocalSite => ({
	arriving: { format: jira.format, files },
	leaving: { url: jira.siteUrl, projectKey, mediaNames: {} },
	...ruled,
});
