import { allOf, anyOf, isOneOf, jqlText } from './jql';

/** What a person picks field by field instead of writing a query: OR within a field, AND between fields. */
export interface Filters {
	labels?: string[];
	types?: string[];
	statuses?: string[];
	priorities?: string[];
	/** Words that the text must hold; each entry by itself. */
	summary?: string[];
	description?: string[];
	/** Account ids, user names or e-mail addresses. */
	assignees?: string[];
	reporters?: string[];
}

/** The filters as JQL, every value quoted; empty when nothing was picked. */
export const filterQuery = (filters: Filters): string =>
	allOf([
		isOneOf('labels', filters.labels ?? []),
		isOneOf('issuetype', filters.types ?? []),
		isOneOf('status', filters.statuses ?? []),
		isOneOf('priority', filters.priorities ?? []),
		holds('summary', filters.summary),
		holds('description', filters.description),
		isOneOf('assignee', filters.assignees ?? []),
		isOneOf('reporter', filters.reporters ?? []),
	]);

/** `~` finds words; the inner quotes make them a phrase, so that its operators mean nothing. A backslash would take a quote its meaning. */
const holds = (field: string, texts: string[] | undefined): string | undefined =>
	anyOf((texts ?? []).map((text) => text.replace(/["\\]/g, ' ').trim()).filter(Boolean).map((phrase) => `${field} ~ ${jqlText(`"${phrase}"`)}`));
