import { DateTime } from 'luxon';

/** The same moments are shown again and again, and writing one takes longer than everything around it. */
const written = new Map<string, string>();
const MOST = 20_000;

/** `2026-09-21T08:16:58.108+0530`: Jira writes times in the caller's zone, offset without a colon. */
export function jiraTime(at: number, timeZone: string): string {
	if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return `${new Date(at).toISOString().slice(0, 23)}+0000`;
	const key = `${at} ${timeZone}`;
	const known = written.get(key);
	if (known !== undefined) return known;
	const text = DateTime.fromMillis(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZZ");
	if (written.size >= MOST) written.clear();
	written.set(key, text);
	return text;
}
