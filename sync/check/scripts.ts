import type { CheckFacts, CheckQuestion } from './facts';
import { fine, problem, type Finding } from './finding';
import { localField } from './rules';

/** One script among the rules: what it writes, or why it cannot be read. */
export type ScriptRule = {
	/** Its place in a list of rules, from 1; undefined where it is all of them. */
	at?: number;
} & (
	| {
			/** Fields by id or name, without content and moves, which have findings of their own. */
			writes: string[];
	  }
	| { refused: string; next: string }
);

/** Whether each script can be read, and whether the fields that it writes are there: one finding for all that is well, one for each that is not. */
export const scriptFindings = (facts: CheckFacts, question: CheckQuestion): Finding[] =>
	question.writes ? (question.scripts ?? []).flatMap((script) => findingsOf(script, facts)) : [];

function findingsOf(script: ScriptRule, facts: CheckFacts): Finding[] {
	const named = script.at === undefined ? { check: 'rules.script', title: 'Script' } : { check: `rules.row${script.at}`, title: `Rule row ${script.at} (script)` };
	if ('refused' in script) return [problem(named, script.refused, script.next)];
	const lacking = script.writes.flatMap((field): Finding[] => {
		const found = localField(field, { check: `${named.check}.${field}`, title: `${named.title} writes ${field}` }, facts);
		return 'fields' in found ? [] : [found];
	});
	if (lacking.length > 0) return lacking;
	return [fine(named, script.writes.length === 0 ? 'It can be read, and writes no field.' : `It can be read, and what it writes is there: ${script.writes.join(', ')}.`)];
}
