import type { FieldMeta, Jira } from '../jira/types';
import type { UnknownPerson } from '../sync/arrival';
import { nearNames } from '../sync/nearNames';
import { combineChanges } from '../sync/combine';
import { SyncError } from '../sync/errors';
import type { FieldChange, RuleDecision } from '../sync/fieldChange';
import { fieldIdOf, fieldIdsNamed } from '../sync/fieldNames';
import type { MappingProblem } from '../sync/mappingCheck';
import type { Replica } from '../sync/replica';
import type { LookUps } from './lookUps';
import type { Target } from './readTarget';

/** What rules may know of the local side. */
export interface LocalFacts {
	jira: Jira;
	/** The counterpart as it is now; undefined when there is none yet. */
	target?: Target;
	/** Key of the project in which one would be created. */
	project: string;
}

/** Incoming rules beyond Basic, by rows or by script. */
export interface FieldRules {
	/** Local fields that the rules write, by id or name: they are read together with the counterpart. */
	fields: string[];
	/** The rules say whether an issue is created at all; without it every issue is. */
	decidesCreation?: true;
	/** @throws SyncError when the rules say that this issue must wait for a person */
	decide(replica: Replica, facts: LocalFacts, ids: FieldIds): Promise<RuleDecision> | RuleDecision;
	/** What is wrong with the rules whatever an issue holds. */
	check(fields: Record<string, FieldMeta>, idsOf: Record<string, string[]>): MappingProblem | undefined;
	unknownPerson: UnknownPerson;
	lookUps: LookUps;
}

/** Ids of the local fields that rules name; several where a site has fields of the same name. */
export type FieldIds = Record<string, string[]>;

/**
 * Ids of the fields by the names in the rules. The list of the site's fields is read only when a name needs it.
 *
 * @throws SyncError `ruleUnsupported` for a field that the site does not have, with the names that come near
 */
export async function findFields(jira: Jira, { fields, lookUps }: FieldRules): Promise<FieldIds> {
	const ids: FieldIds = {};
	for (const name of fields) {
		const id = fieldIdOf(name);
		ids[name] = id ? [id] : fieldIdsNamed(await lookUps.fields(jira), name);
		if (ids[name].length > 0) continue;
		const near = nearNames(name, (await lookUps.fields(jira)).map((field) => field.name));
		throw new SyncError('ruleUnsupported', `${jira.siteUrl} has no field ${name}, which a rule wants to write.`, {
			scope: 'connection',
			site: jira.siteUrl,
			field: name,
			next: near.length > 0 ? `Did you mean ${near.join(' or ')}? Correct the local field of the rule; nothing was written.` : 'Choose the local field of the rule from the list; nothing was written.',
		});
	}
	return ids;
}

/** The id of a field that rules name. Of fields of one name the one on the screen is meant. */
export const fieldId = (name: string, ids: FieldIds, fields: Record<string, FieldMeta>): string =>
	ids[name]?.find((id) => id in fields) ?? ids[name]?.[0] ?? name;

/** The changes with field ids, one for each field. */
export const withIds = (changes: FieldChange[], ids: FieldIds, fields: Record<string, FieldMeta>): FieldChange[] =>
	combineChanges(changes.map((change) => ({ ...change, field: fieldId(change.field, ids, fields) })));

/** @throws SyncError `ruleUnsupported` when the rules can never work with these fields */
export function expectSupported(jira: Jira, rules: FieldRules, fields: Record<string, FieldMeta>, ids: FieldIds): void {
	const problem = rules.check(fields, ids);
	if (!problem) return;
	throw new SyncError('ruleUnsupported', `${problem.rule}: ${problem.reason}. Nothing was written.`, {
		scope: 'connection',
		site: jira.siteUrl,
		field: problem.field,
		next: problem.next,
	});
}
