import type { Jira } from '../jira/types';
import type { LocalSite } from '../sync/plan';
import type { PlacedFiles } from './placedFiles';

/** How texts arrive here. @param files local files by name, as far as they are known */
export const arrivingAt = (jira: Pick<Jira, 'fileName' | 'format'>, files: PlacedFiles): LocalSite['arriving'] => ({ format: jira.format, fileName: jira.fileName, files });

/** How texts arrive here, and how they would leave. */
export const localSite = (jira: Jira, projectKey: string, files: PlacedFiles, ruled: Pick<LocalSite, 'fields' | 'people' | 'unknownPerson'> = {}): LocalSite => ({
	arriving: arrivingAt(jira, files),
	leaving: { url: jira.siteUrl, projectKey, mediaNames: {} },
	...ruled,
});
