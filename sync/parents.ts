/** How an entry of a list is known, and which other one it stands below. */
export interface Placed {
	id: string;
	/** Id of the issue above it; undefined where there is none, or none is told. */
	parent?: string;
}

/** The entries with every parent before its children; beyond that their order stays. Circles, which Jira does not make, are cut. */
export function parentsFirst<T>(entries: T[], placeOf: (entry: T) => Placed): T[] {
	const left = new Map(entries.map((entry) => [placeOf(entry).id, entry]));
	const ordered: T[] = [];
	const put = (entry: T): void => {
		const { id, parent } = placeOf(entry);
		if (!left.delete(id)) return;
		const above = parent === undefined ? undefined : left.get(parent);
		if (above !== undefined) put(above);
		ordered.push(entry);
	};
	entries.forEach(put);
	return ordered;
}
