import type { Untold } from './facts';

/** What a person is told about one thing that a connection needs. */
export interface Finding {
	/** Stable id, for rules that act on it: `project`, `permission.ADD_COMMENTS`, `transition.Resolve`. */
	check: string;
	/** Null: cannot be told. */
	ok: boolean | null;
	title: string;
	/** What was found. */
	detail: string;
	/** What a person does next; empty where nothing is to be done. */
	next: string;
}

/** The last line: whether there is anything to mend. */
export interface CheckSummary {
	check: 'summary';
	/** Null: nothing at all could be told. */
	ok: boolean | null;
	problems: number;
	/** Findings of which nobody can tell. */
	untold: number;
}

type Named = Pick<Finding, 'check' | 'title'>;

export const fine = (named: Named, detail: string): Finding => ({ ...named, ok: true, detail, next: '' });

export const problem = (named: Named, detail: string, next: string): Finding => ({ ...named, ok: false, detail, next });

export const cannotTell = (named: Named, { untold, next }: Untold): Finding => ({ ...named, ok: null, detail: untold, next });

export function summaryOf(findings: Finding[]): CheckSummary {
	const count = (ok: Finding['ok']): number => findings.filter((finding) => finding.ok === ok).length;
	const [problems, untold] = [count(false), count(null)];
	return { check: 'summary', ok: problems > 0 ? false : untold === findings.length ? null : true, problems, untold };
}
