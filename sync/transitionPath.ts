import type { JiraTransition } from './issue';

/** Longest way that is walked: more moves than this are no shortcut to a status but another process. */
export const MOST_MOVES = 5;

/** What is known of a workflow: the transitions that were seen from a status, by its id. */
export type SeenWorkflow = Record<string, JiraTransition[]>;

/**
 * The shortest way from a status to another one by transitions that were seen, at most five; no status is visited
 * twice. Undefined when none is known. Pure.
 *
 * @param target status by name or id, whatever its upper and lower case
 */
export function transitionPath(workflow: SeenWorkflow, from: string, target: string): JiraTransition[] | undefined {
	let ways: JiraTransition[][] = [[]];
	const visited = new Set([from]);
	for (let moves = 1; moves <= MOST_MOVES; moves++) {
		const longer = ways.flatMap((way) => (workflow[way.at(-1)?.to.id ?? from] ?? []).map((move) => [...way, move]));
		const arrived = longer.find((way) => isStatus(way.at(-1)?.to, target));
		if (arrived) return arrived;
		ways = longer.filter((way) => {
			const id = way.at(-1)?.to.id ?? '';
			const isNew = !visited.has(id);
			visited.add(id);
			return isNew;
		});
	}
	return undefined;
}

/** Whether a status is the one that is meant. */
export const isStatus = (status: { id: string; name: string } | undefined, wanted: string): boolean =>
	status !== undefined && (status.id === wanted || status.name.toLowerCase() === wanted.toLowerCase());
