import { fieldIdOf, fieldIdsNamed } from '../fieldNames';
import type { FieldMeta } from '../issue';
import { rowName, type PlacedRow } from '../mapping';
import { mappingProblem, remoteKind } from '../mappingCheck';
import type { CheckFacts, CheckQuestion } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { nearNames } from '../nearNames';
import { screensOf } from './screens';

/** Whether each row of the rules can ever work: one finding for each. Nothing without rows, and where nothing is written. */
export const ruleFindings = (facts: CheckFacts, question: CheckQuestion): Finding[] =>
	question.writes ? (question.rows ?? []).map((placed) => finding(placed, facts, question)) : [];

/** Ids that rows write, as far as they are known; for what a new issue needs. */
export const writtenIds = (facts: CheckFacts, question: CheckQuestion): string[] => writtenNames(question).flatMap((local) => idsOf(local, facts));

const writtenNames = ({ rows = [], scripts = [] }: CheckQuestion): string[] => [...rows.map(({ row }) => row.local), ...scripts.flatMap((script) => ('writes' in script ? script.writes : []))];

/** The rules need the list of the site's fields, because they name one by a name of its own. */
export const nameFields = (question: CheckQuestion): boolean => writtenNames(question).some(isName);

const isName = (local: string): boolean => fieldIdOf(local) === undefined;

function idsOf(local: string, { fields }: CheckFacts): string[] {
	const id = fieldIdOf(local);
	if (id !== undefined) return [id];
	return 'told' in fields ? fieldIdsNamed(fields.told, local) : [];
}

function finding(placed: PlacedRow, facts: CheckFacts, question: CheckQuestion): Finding {
	const { at, row } = placed;
	const name = rowName(row, at);
	const named = { check: `rules.row${at}`, title: `Rule ${name}` };
	if (row.local === 'status') return fine(named, 'The status is reached by moves through the workflow.');
	const local = localField(row.local, named, facts);
	if (!('fields' in local)) return local;
	const found = mappingProblem([placed], local.fields, { [row.local]: local.ids }, question.remoteFields);
	if (found) return problem(named, `${found.reason}.`, found.next);
	const remote = row.remote === undefined || row.values.length > 0 ? undefined : remoteKind(row.remote, question.remoteFields);
	return remote === 'any'
		? cannotTell(named, { untold: `${row.remote} is a custom field of the other side, and nobody here knows what it holds.`, next: 'Put Twin Lookup (Suggest Mapping) with the credential of the other site before this node: its item tells.' })
		: fine(named, 'The local field takes it.');
}

/** A field that rules write, as the screens of the project have it; the finding that says what is wrong where they do not. */
export function localField(local: string, named: Pick<Finding, 'check' | 'title'>, facts: CheckFacts): { fields: Record<string, FieldMeta>; ids: string[] } | Finding {
	const { createFields, editFields, fields: ofSite } = facts;
	if (isName(local) && !('told' in ofSite)) return cannotTell(named, ofSite);
	const ids = idsOf(local, facts);
	if (ids.length === 0) return unknownField(local, named, facts);
	if (!('told' in createFields)) return cannotTell(named, createFields);
	const edited = 'told' in editFields ? editFields.told : undefined;
	const fields: Record<string, FieldMeta> = Object.fromEntries([...(edited ?? []), ...createFields.told].map((field) => [field.fieldId, field]));
	if (ids.some((id) => id in fields)) return { fields, ids };
	return edited
		? problem(named, `${local} is neither on the screen on which an issue is created nor on the one on which it is edited: the rule writes nothing.`, `Add it to a screen: ${screensOf(facts).fieldScreens}. Or choose another local field.`)
		: cannotTell(named, { untold: `${local} is not on the create screen, and there is no issue yet whose edit screen could be looked at.`, next: 'Check again when there is one.' });
}

function unknownField(local: string, named: Pick<Finding, 'check' | 'title'>, { fields, siteUrl }: CheckFacts): Finding {
	const near = 'told' in fields ? nearNames(local, fields.told.map(({ name }) => name)) : [];
	return problem(named, `${siteUrl} has no field ${local}.`, near.length > 0 ? `Did you mean ${near.join(' or ')}? Correct the local field of the rule.` : 'Choose the local field of the rule from the list.');
}
