import type { RuleDecision } from '../sync/fieldChange';
import { changeByRow, rowName, statusByRow, type MappingRow, type RowContext } from '../sync/mapping';
import type { Replica, ReplicaComment, ReplicaFile } from '../sync/replica';
import type { CheckedScript } from './analysis';
import { Draft, type Start } from './draft';
import { IncomingHost } from './incomingHost';
import { Interpreter } from './interpreter';
import type { ScriptIssue } from './issueValues';
import type { Asked, Lookups } from './lookups';
import { ScriptError, warningIn } from './scriptError';

/** One rule of an ordered list; `at` is its place there, from 1. A script that is all the rules has no place. */
export type IncomingRule = { kind: 'map'; at: number; row: MappingRow } | { kind: 'script'; at?: number; script: CheckedScript };

/** What incoming rules work on. */
export interface IncomingInput {
	replica: Omit<Replica, 'meta'> & { id?: string };
	/** Comments and files of the replica that have no copy here yet. */
	added?: { comments?: ReplicaComment[]; files?: ReplicaFile[] };
	/** The local issue; only the fields that the analysis names need to be there, custom fields as `idOf` calls them. */
	issue: ScriptIssue;
	firstSync: boolean;
	/** Last synced values of short fields in clear, by the name of the field; custom fields as `idOf` calls them. */
	previous?: Partial<Record<string, string | null>>;
	lookups?: Lookups;
	/** The id of a local field that a row or a script names; without it every name is a field of its own. */
	idOf?: (field: string) => string;
}

/** What incoming rules come to. */
export interface IncomingDecision extends RuleDecision {
	/** What was not looked up: the decision is complete once the rules were run again with the answers. */
	asked: Asked[];
	/** Steps that the scripts took; each may take as many as budget.ts says. */
	steps: number;
}

/**
 * Walks incoming rules in their order on one issue and says what they want. Nothing is written, and the same input
 * always gives the same decision. Every change names the row and line that want it; a script sees the issue as the
 * rules before it would leave it.
 *
 * On the first sync `create` is there when a script assigned anything before it ended.
 *
 * @param start what is brought over unless a rule says more
 * @throws ScriptError with the place, what went wrong and what to write instead
 * @throws SyncError `valueUnmatched` for a value that a row reports; nothing of the issue may be written then
 */
export function decideInOrder(rules: IncomingRule[], input: IncomingInput, start: Start, rows: RowContext): IncomingDecision {
	const draft = new Draft(input, start);
	let steps = 0;
	for (const rule of rules) {
		if (rule.kind === 'script') steps += runScript(rule, draft);
		else followRow(rule, draft, rows);
	}
	return draft.decision(steps);
}

/** @returns the steps that it took */
function runScript({ at, script }: IncomingRule & { kind: 'script' }, draft: Draft): number {
	const warnings = [...script.analysis.warnings];
	const interpreter = new Interpreter(new IncomingHost(draft, script.names, warnings, at));
	try {
		interpreter.run(script.script);
	} catch (error) {
		throw error instanceof ScriptError && at !== undefined ? error.inRow(at) : error;
	}
	draft.warnings.push(...warnings.map((warning) => warningIn(at, warning)));
	return interpreter.budget.used;
}

function followRow({ at, row }: IncomingRule & { kind: 'map' }, draft: Draft, rows: RowContext): void {
	if (!row.when) return;
	const rule = rowName(row, at);
	const change = changeByRow(row, rule, draft.input.replica, rows, draft.warnings);
	if (!change) return;
	if (row.local !== 'status') return draft.change(change);
	const status = statusByRow(change);
	if (status) draft.wanted.transition = status;
}
