import { DateTime } from 'luxon';

/** `2026-09-21T08:16:58.108+0530`: Jira writes times in the caller's zone, offset without a colon. */
export function jiraTime(at: number, timeZone: string): string {
	if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return `${new Date(at).toISOString().slice(0, 23)}+0000`;
	return DateTime.fromMillis(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZZ");
}
