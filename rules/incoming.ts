import type { RuleDecision } from '../sync/fieldChange';
import type { Replica, ReplicaComment, ReplicaFile } from '../sync/replica';
import { type CheckedScript, checkScript } from './analysis';
import { IncomingHost } from './incomingHost';
import { Interpreter } from './interpreter';
import type { ScriptIssue } from './issueValues';
import type { Asked, Lookups } from './lookups';
import type { ScriptNames } from './path';

/** What an incoming script works on. */
export interface IncomingInput {
	replica: Omit<Replica, 'meta'> & { id?: string };
	/** Comments and files of the replica that have no copy here yet. */
	added?: { comments?: ReplicaComment[]; files?: ReplicaFile[] };
	/** The local issue; only the fields that the analysis names need to be there. */
	issue: ScriptIssue;
	firstSync: boolean;
	/** Last synced values of short fields in clear, by the name of the field; custom fields by theirs. */
	previous?: Partial<Record<string, string | null>>;
	lookups?: Lookups;
}

/** What an incoming script comes to. */
export interface IncomingDecision extends RuleDecision {
	/** What was not looked up: the decision is complete once the script was run again with the answers. */
	asked: Asked[];
	/** Steps that the run took, of those that one may take (budget.ts). */
	steps: number;
}

/**
 * Runs an incoming script on one issue and says what it wants. Nothing is written, and the same input always gives the
 * same decision. Every change names the line that wants it.
 *
 * On the first sync an issue is created when the script assigns anything before it ends.
 *
 * @param script a text, or a script that was checked before
 * @throws ScriptError with the place, what went wrong and what to write instead
 */
export function runIncoming(script: CheckedScript | string, input: IncomingInput, names?: ScriptNames): IncomingDecision {
	const checked = typeof script === 'string' ? checkScript(script, 'incoming', names) : script;
	const host = new IncomingHost(input, checked.names, checked.analysis.warnings);
	const interpreter = new Interpreter(host);
	interpreter.run(checked.script);
	return host.decision(interpreter.budget.used);
}
