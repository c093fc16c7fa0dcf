import type { Jira } from '../jira/types';
import { LAST_RESORT, newType, wordsOf, type ChosenType } from '../sync/newType';
import { siteFieldsOf, type SiteFields } from '../sync/suggest/siteFields';
import { noSuchType } from './newTwinType';

/** What one side of a connection is asked for. */
export interface SideQuestion {
	/** Short name of the side. */
	side: string;
	/** Project key. */
	project: string;
	/** Type of issue; undefined for Task. */
	type: ChosenType | undefined;
}

/**
 * The fields of a project and type: those of the create screen, and those of the edit screen where there is an issue of the type to
 * look at. Writes nothing.
 *
 * @throws SyncError `typeUnknown` with the types there are; JiraError where the account may not create issues in the project
 */
export async function readSiteFields(jira: Jira, { side, project, type: chosen }: SideQuestion): Promise<SiteFields> {
	const types = await jira.listIssueTypes(project);
	const found = newType({ chosen }, types);
	if (found.kind === 'unknown') throw noSuchType(jira, project, [chosen ? wordsOf(chosen) : LAST_RESORT], types);
	const { id, name } = found.type;
	const createFields = await jira.readCreateFields(project, id);
	const editFields = (await jira.readEditFields(project, id)) ?? [];
	return { side, site: jira.siteUrl, project, type: name, fields: siteFieldsOf(createFields, editFields) };
}
