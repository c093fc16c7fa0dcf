import { wikiOf } from '../adf/wiki.ts';
import type { Looking } from '../fields/shown.ts';
import type { Issue, Worklog } from '../model.ts';
import { apiUrl, personView } from './people.ts';
import { jiraTime } from './time.ts';

export function worklogView(worklog: Worklog, issue: Issue, { site, viewer, version }: Looking): Record<string, unknown> {
	return {
		self: apiUrl(site, version, `issue/${issue.id}/worklog/${worklog.id}`),
		author: personView(site, worklog.authorId, viewer, version),
		updateAuthor: personView(site, worklog.updateAuthorId, viewer, version),
		...(worklog.comment === null ? {} : { comment: version === 2 ? wikiOf(worklog.comment) : worklog.comment }),
		created: jiraTime(worklog.created, viewer.timeZone),
		updated: jiraTime(worklog.updated, viewer.timeZone),
		started: jiraTime(worklog.started, viewer.timeZone),
		timeSpent: timeSpent(worklog.timeSpentSeconds),
		timeSpentSeconds: worklog.timeSpentSeconds,
		id: worklog.id,
		issueId: issue.id,
	};
}

/** Jira's day has eight hours and its week five days. */
function timeSpent(seconds: number): string {
	const units: Array<[string, number]> = [['w', 144_000], ['d', 28_800], ['h', 3600], ['m', 60]];
	let rest = seconds;
	const parts = units.flatMap(([sign, size]) => {
		const count = Math.floor(rest / size);
		rest -= count * size;
		return count > 0 ? [`${count}${sign}`] : [];
	});
	return parts.join(' ') || '0m';
}
