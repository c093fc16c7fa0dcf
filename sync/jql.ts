/** A value as a quoted JQL string; nothing in it can end the string or the query. */
export const jqlText = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&').replace(/[\r\n\t]/g, ' ')}"`;

/** `field IN ("a", "b")`, or undefined for no values. */
export const isOneOf = (field: string, values: string[], not = ''): string | undefined =>
	values.length === 0 ? undefined : `${field} ${not}IN (${values.map(jqlText).join(', ')})`;

/** What stands before an ORDER BY: quoted text, whatever it holds, and anything else. */
const BEFORE_ORDER = /^((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"'])*?)(?<![^\s)"'])order\s+by\s/i;

/** A person's own query without its ORDER BY, so that it can stand inside another one. */
export const withoutOrder = (jql: string): string => (BEFORE_ORDER.exec(jql)?.[1] ?? jql).trim();

/** Conditions that must all hold; each is taken as it is and set in brackets where it might hold an OR. */
export const allOf = (conditions: Array<string | undefined>): string =>
	conditions.filter((condition): condition is string => !!condition).join(' AND ');

/** Conditions of which one must hold. */
export const anyOf = (conditions: string[]): string | undefined =>
	conditions.length === 0 ? undefined : conditions.length === 1 ? conditions[0] : `(${conditions.join(' OR ')})`;
