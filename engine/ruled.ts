import type { Jira } from '../jira/types';
import { basicChanges } from '../sync/basicChanges';
import { isRich } from '../sync/coerce/neutral';
import { kindOf } from '../sync/coerce/kinds';
import type { FieldChange, RuleDecision } from '../sync/fieldChange';
import { planNewFields, type FieldPlan, type LocalSite } from '../sync/plan';
import type { Replica } from '../sync/replica';
import { expectMatched, withPeople } from './editFields';
import { expectSupported, findFields, withIds, type FieldIds, type FieldRules, type LocalFacts } from './fieldRules';
import { expectParent, findType, type TypePlace } from './newTwinType';

/** Rules beyond Basic with the fields that they name, before the counterpart is read. */
export interface RuledFields {
	rules: FieldRules;
	ids: FieldIds;
	/** Every field id that is read with the counterpart. */
	fields: string[];
}

/** What rules beyond Basic come to for one issue. */
export interface Ruled extends RuledFields {
	decision: RuleDecision;
}

/** @throws SyncError for a local field that does not exist */
export async function findRuledFields(jira: Jira, rules: FieldRules | undefined): Promise<RuledFields | undefined> {
	if (!rules) return undefined;
	const ids = await findFields(jira, rules);
	return { rules, ids, fields: Object.values(ids).flat() };
}

/** @throws SyncError what the rules say against the issue */
export const decideRuled = async (ruled: RuledFields | undefined, replica: Replica, facts: LocalFacts): Promise<Ruled | undefined> =>
	ruled && { ...ruled, decision: await ruled.rules.decide(replica, facts, ruled.ids) };

/** How people are found for a plan. */
export const personFinder = (jira: Jira, ruled: Ruled | undefined) =>
	ruled && { findPerson: async (person: Parameters<Jira['findPerson']>[0] & { name: string }) => await ruled.rules.lookUps.person(jira, person) };

/** What the fields of a counterpart take, as planning has to know it. */
export const ruledSite = (ruled: Ruled | undefined, fields: LocalSite['fields']): Pick<LocalSite, 'fields' | 'unknownPerson'> =>
	ruled ? { fields: fields ?? {}, unknownPerson: ruled.rules.unknownPerson } : {};

/** The changes with field ids. @throws SyncError `ruleUnsupported` when they can never work with these fields */
export function changesFor(jira: Jira, { rules, decision, ids }: Ruled, fields: NonNullable<LocalSite['fields']>): FieldChange[] {
	expectSupported(jira, rules, fields, ids);
	return withIds(decision.changes, ids, fields);
}

/** A counterpart that is to be created by rules beyond Basic. */
export interface RuledCreation {
	type: { id: string };
	subtask: boolean;
	/** What people are told about the type. */
	notes: string[];
	site: LocalSite;
	plan: FieldPlan;
	changes: FieldChange[];
	/** Some fields are not on the create screen: they are written once the issue is there. */
	isPartial: boolean;
}

/**
 * Type and fields of a new counterpart.
 *
 * @throws SyncError `typeUnknown`, `fieldRequired`, `ruleUnsupported`, `valueUnmatched`; nothing was written then
 */
export async function planCreation(jira: Jira, ruled: Ruled, replica: Replica, place: TypePlace, site: LocalSite): Promise<RuledCreation> {
	const { lookUps } = ruled.rules;
	const { type, notes } = await findType(jira, replica, place);
	const fields = await lookUps.createFields(jira, place.project, type.id);
	const changes = withSummary(changesFor(jira, ruled, fields), replica);
	if (!changes.some(({ field }) => field === 'parent')) expectParent(jira, replica, type);
	const planned = await withPeople(personFinder(jira, ruled) ?? {}, { ...site, ...ruledSite(ruled, fields) }, (known) => planNewFields(replica, known, changes));
	expectMatched(jira, replica, planned.found);
	return {
		type: { id: type.id },
		subtask: type.subtask,
		notes,
		site: planned.site,
		plan: planned.found,
		changes,
		isPartial: changes.some(({ field }) => !(field in fields)),
	};
}

/** Jira creates nothing without a summary, so without a rule for it the remote one is taken. */
const withSummary = (changes: FieldChange[], replica: Replica): FieldChange[] =>
	changes.some(({ field }) => field === 'summary') ? changes : [...basicChanges(replica).filter(({ field }) => field === 'summary'), ...changes];

/** Texts that are looked at again after the creation, because the files they show have come meanwhile. */
export const textsAmong = (changes: FieldChange[], fields: LocalSite['fields']): FieldChange[] =>
	changes.filter(({ field, value }) => isRich(value) && kindOf(field, fields?.[field]) === 'richText');
