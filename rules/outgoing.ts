import type { NeutralValue } from '../sync/fieldChange';
import type { ReplicaField } from '../sync/replica';
import { type CheckedScript, checkScript } from './analysis';
import { Interpreter } from './interpreter';
import type { ScriptIssue } from './issueValues';
import type { Asked, Lookups } from './lookups';
import { OutgoingHost } from './outgoingHost';
import type { ScriptNames } from './path';

/** How a field leaves: as the issue has it, or as a value that the script worked out. */
export type Leaving = { how: 'asIs'; rule: string } | { how: 'computed'; value: NeutralValue; rule: string };

/** Which comments or files leave: all that the node lets out, or of those the ones with these ids. */
export type Selection = 'all' | string[];

/** What an outgoing script lets out. A field that is not here stays. */
export interface OutgoingDecision {
	fields: Partial<Record<Exclude<ReplicaField, 'attachments' | 'comments'>, Leaving>>;
	/** By the name under which they travel; `from` is the custom field that leaves as it is. */
	customFields: Record<string, (Leaving & { how: 'computed' }) | { how: 'asIs'; from: string; rule: string }>;
	/** Undefined: none leave, and nothing is said about them. */
	comments?: Selection;
	attachments?: Selection;
	warnings: string[];
	asked: Asked[];
	steps: number;
}

/**
 * Runs an outgoing script on one issue and says what leaves. What the node withholds (restricted comments, say) is
 * withheld whatever a script says.
 *
 * @param script a text, or a script that was checked before
 * @throws ScriptError with the place, what went wrong and what to write instead
 */
export function runOutgoing(script: CheckedScript | string, input: { issue: ScriptIssue; lookups?: Lookups }, names?: ScriptNames): OutgoingDecision {
	const checked = typeof script === 'string' ? checkScript(script, 'outgoing', names) : script;
	const host = new OutgoingHost(input, checked.names, checked.analysis.warnings);
	const interpreter = new Interpreter(host);
	interpreter.run(checked.script);
	return host.decision(interpreter.budget.used);
}
