/**
 * What a person is to be told with the next execution that a trigger starts, because nobody reads the log of n8n when all goes well.
 * In memory only: what is forgotten stands in the log, and comes again when the workflow is published once more.
 */
const waiting = new Map<string, string>();

/** @param node workflow and node; a newer notice takes the place of an older one */
export const leaveNotice = (node: string, notice: string): void => void waiting.set(node, notice);

/** The notice, once. */
export function takeNotice(node: string): string | undefined {
	const notice = waiting.get(node);
	waiting.delete(node);
	return notice;
}
