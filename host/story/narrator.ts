/** Says what happened on both sites by comparing what their issues look like before and after. */
import type { IssueReport } from '../../sandbox/people/report.ts';
import type { SiteControl } from '../../sandbox/siteControl.ts';

type Picture = Map<string, IssueReport>;

export const pictureOf = (site: SiteControl): Picture => new Map(site.issues().map((issue) => [issue.key, issue]));

const LONGEST_TEXT = 100;

const short = (text: string) => {
	const line = text.replaceAll(/\s+/g, ' ').trim();
	return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}...` : line;
};

const VALUES: Array<[string, (issue: IssueReport) => string]> = [
	['status', ({ status }) => status],
	['resolution', ({ resolution }) => resolution ?? 'none'],
	['summary', ({ summary }) => summary],
	['description', ({ description }) => short(description)],
];

function changes(was: IssueReport, is: IssueReport): string[] {
	const values = VALUES.filter(([, of]) => of(was) !== of(is)).map(([name, of]) => `${name} "${of(was)}" -> "${of(is)}"`);
	const isPrivate = (comment: { public: boolean }) => (comment.public ? 'comment' : 'internal comment');
	const comments = is.comments.slice(was.comments.length).map((comment) => `${isPrivate(comment)} "${short(comment.text)}"`);
	const files = is.files.slice(was.files.length).map(({ name, size }) => `file ${name} (${size} bytes)`);
	const links = is.remoteLinks.slice(was.remoteLinks.length).map((link) => `remote link to ${(link.object as { title: string }).title}`);
	return [...values, ...comments, ...files, ...links];
}

const NOTHING: Pick<IssueReport, 'comments' | 'files' | 'remoteLinks'> = { comments: [], files: [], remoteLinks: [] };

const appeared = (issue: IssueReport) => [
	`appeared: ${issue.type} "${issue.summary}", status "${issue.status}"`,
	...changes({ ...issue, ...NOTHING }, issue),
];

/** One line for each thing that changed, with the site in front. */
export function whatHappened(site: SiteControl, before: Picture, after: Picture): string[] {
	return [...after.values()].flatMap((is) => {
		const was = before.get(is.key);
		return (was ? changes(was, is) : appeared(is)).map((line) => `${site.name.padEnd(5)} ${is.key}: ${line}`);
	});
}
