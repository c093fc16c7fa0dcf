import type { Jira } from '../types';

/** Either of them lets an account keep Jira's mails about an edit back (documents of Cloud and of Data Center 10.3). */
const ADMINISTERS = ['ADMINISTER', 'ADMINISTER_PROJECTS'];

/**
 * Whether edits can be made without a mail to watchers. It is asked beforehand, once for each project: Data Center refuses such
 * an edit of an account that may not, and Cloud's document says that then "the request is ignored", which might mean the edit.
 */
export function quietEdits({ readPermissions }: Pick<Jira, 'readPermissions'>): Pick<Jira, 'mayEditQuietly'> {
	const asked = new Map<string, Promise<boolean>>();
	const ask = async (project: string): Promise<boolean> =>
		// Without an answer people get their mails; the edit does not wait for that.
		await readPermissions(ADMINISTERS, project).then((permissions) => permissions.some(({ held }) => held), () => false);
	return {
		async mayEditQuietly(project) {
			const answer = asked.get(project) ?? ask(project);
			asked.set(project, answer);
			return await answer;
		},
	};
}
