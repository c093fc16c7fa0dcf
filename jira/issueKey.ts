const ISSUE_KEY = /^[A-Za-z][A-Za-z0-9_]*-\d+$/;
const ISSUE_ID = /^\d{1,19}$/;

/** True for `DESK-1` (letters, digits and underscores before the dash), false for anything else. */
export const isIssueKey = (text: string): boolean => ISSUE_KEY.test(text);

/**
 * The issue key or numeric id that a person typed or pasted: `DESK-1`, `10001`, or the address of
 * an issue page (`https://site/browse/DESK-1?...`). Undefined when there is none in it.
 */
export function readIssueReference(text: string): string | undefined {
	const trimmed = text.trim();
	if (ISSUE_ID.test(trimmed)) return trimmed;
	if (ISSUE_KEY.test(trimmed)) return trimmed.toUpperCase();
	const fromPage = /\/browse\/([A-Za-z][A-Za-z0-9_]*-\d+)(?:[/?#]|$)/.exec(trimmed);
	return fromPage?.[1]?.toUpperCase();
}

/**
 * A value as one segment of a URL path. jira.js puts path parameters into the URL as they are, so
 * everything that goes there passes through here first.
 */
export const pathSegment = (value: string): string =>
	// A segment of dots alone would be resolved away by URL parsers even when encoded.
	/^\.+$/.test(value) ? '' : encodeURIComponent(value);
