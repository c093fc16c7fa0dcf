/** Where a claim or a mark is kept: with the own account (undefined), or in the project of this key. */
export type Place = string | undefined;

/**
 * Where the sync keeps what belongs to no single issue, in the order in which it is tried: with its own account, which needs no permission
 * on Cloud, else in a project, which needs Administer Projects (docs/decisions/0015-where-a-creation-is-claimed.md).
 */
export const places = (...projects: string[]): Place[] => [undefined, ...new Set(projects)];

/**
 * Tries one place after the other until one takes it.
 *
 * @param isRefused whether an answer says that the account may keep nothing there
 * @returns what the last place that was tried has answered, and which that was
 */
export async function inFirstPlace<T>(all: Iterable<Place> | AsyncIterable<Place>, attempt: (place: Place) => Promise<T>, isRefused: (answer: T) => boolean): Promise<{ answer: T; place: Place }> {
	let last: { answer: T; place: Place } | undefined;
	for await (const place of all) {
		last = { answer: await attempt(place), place };
		if (!isRefused(last.answer)) break;
	}
	return last as { answer: T; place: Place };
}
