import type { Issue } from '../model.ts';

/**
 * What search can see. Jira's index follows writes with a delay: until then a query is matched against the issue as it
 * was, and a new issue is not found at all. With no delay the live issue is the index and nothing is copied.
 */
export interface SearchIndex {
	changed(issue: Issue): void;
	/** Documents to match queries against; ids in `fresh` are taken as they are now. */
	documents(live: Record<string, Issue>, fresh?: ReadonlySet<string>): Issue[];
	/** Everything known now becomes visible; later writes take `lagMs`. */
	setLag(lagMs: number, issues: Issue[]): void;
}

interface Entry {
	visible: Issue | null;
	waiting: Array<{ from: number; document: Issue }>;
}

export function createSearchIndex(now: () => number): SearchIndex {
	let lag = 0;
	let entries = new Map<string, Entry>();

	const settled = (entry: Entry | undefined): Issue | null => {
		if (!entry) return null;
		const at = now();
		while (entry.waiting[0] && entry.waiting[0].from <= at) entry.visible = entry.waiting.shift()?.document ?? null;
		return entry.visible;
	};

	return {
		changed(issue) {
			if (lag === 0) return;
			const entry = entries.get(issue.id) ?? { visible: null, waiting: [] };
			entries.set(issue.id, entry);
			entry.waiting.push({ from: now() + lag, document: structuredClone(issue) });
		},
		documents(live, fresh = new Set()) {
			if (lag === 0) return Object.values(live);
			return Object.values(live).flatMap((issue) => {
				const document = fresh.has(issue.id) ? issue : settled(entries.get(issue.id));
				return document ? [document] : [];
			});
		},
		setLag(lagMs, issues) {
			lag = lagMs;
			entries = new Map(lag === 0 ? [] : issues.map((issue) => [issue.id, { visible: structuredClone(issue), waiting: [] }]));
		},
	};
}
