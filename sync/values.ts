import type { JiraAccount } from './issue';

/** Reading JSON from outside: anything may be missing or of another kind. */
export type Json = Record<string, unknown>;

export const asObject = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const asList = (value: unknown): Json[] => (Array.isArray(value) ? value.map(asObject) : []);
export const asText = (value: unknown): string =>
	typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
/** A person as Jira shows them; Cloud has `accountId`, Data Center `key` and `name`. */
export function readAccount(value: unknown): JiraAccount {
	const user = asObject(value);
	const id = asText(user.accountId) || asText(user.key) || asText(user.name);
	const email = asText(user.emailAddress);
	return { id, name: asText(user.displayName) || asText(user.name) || 'Unknown', ...(email ? { email } : {}) };
}

/** Jira writes `2026-11-21T10:00:00.000+0000`; ISO text in UTC sorts and compares. Unreadable stays as it is. */
export function toIso(jiraTime: string): string {
	const milliseconds = Date.parse(jiraTime.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
	return Number.isNaN(milliseconds) ? jiraTime : new Date(milliseconds).toISOString();
}

/** Whether two ISO times are of one write: some databases keep whole seconds only of what was answered more finely. */
export function isSameMoment(one: string, other: string): boolean {
	const [a, b] = [Date.parse(one), Date.parse(other)];
	return a === b || (Math.abs(a - b) < 1_000 && [a, b].some((time) => time % 1_000 === 0));
}
