import type { Deletion } from '../sync/deletion';
import type { Move } from '../sync/startCondition';

/** How an issue came to be looked at. */
export interface Came {
	/** Statuses that the delivery says the issue went to. */
	reached: string[];
	moves: Move[];
	/** Id and name of the transition. */
	transition: string[];
	/** Of a sweep: changes of status since then (epoch milliseconds, the site's clock) count as just made. */
	since?: number;
	/** Set when a delivery says that the issue was deleted. */
	deletion?: Deletion;
	/** Nothing else is told than that comments were deleted: of an issue that goes, its comments follow, up to a quarter of an hour later. */
	onlyCommentsGone?: boolean;
}

/** Named by hand, or nothing is told. */
export const CAME_SOMEHOW: Came = { reached: [], moves: [], transition: [] };
