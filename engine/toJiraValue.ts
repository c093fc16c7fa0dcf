/** What a plan's value looks like in a request. */
export const toJiraValue = (value: unknown): unknown => {
	const text = value as { format?: string; document?: unknown; text?: unknown } | null;
	if (text?.format === 'adf') return text.document;
	return text?.format === 'wiki' ? text.text : value;
};
