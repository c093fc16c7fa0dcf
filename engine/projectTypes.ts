import type { Jira, TypeChoice } from '../jira/types';
import { rememberedTypes, rememberTypes } from '../memory/projectTypes';

/**
 * The issue types of a project, those that this process remembers where they serve. What they do not serve is asked of Jira, so that a
 * type somebody has just added is never missed.
 *
 * @param serves whether the answer is among these types
 */
export async function projectTypes(jira: Jira, project: string, serves: (types: TypeChoice[]) => boolean): Promise<TypeChoice[]> {
	const key = `${jira.siteUrl} ${project}`;
	const remembered = rememberedTypes(key, jira.now());
	if (remembered && serves(remembered)) return remembered;
	const types = await jira.listIssueTypes(project);
	rememberTypes(key, types, jira.now());
	return types;
}
