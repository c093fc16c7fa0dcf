import type { FieldsUsed } from '../rules/analysis';
import { decideInOrder, type IncomingDecision, type IncomingInput, type IncomingRule } from '../rules/incoming';
import type { ScriptIssue } from '../rules/issueValues';
import type { Asked, Lookups } from '../rules/lookups';
import { missingFiles } from '../sync/attachments';
import { linkId } from '../sync/connection';
import type { RuleDecision } from '../sync/fieldChange';
import { readFields } from '../sync/fieldValues';
import { mappingProblem } from '../sync/mappingCheck';
import type { PersonRow } from '../sync/peopleTable';
import { projectKeyOf } from '../sync/projects';
import { JIRA_FIELD, type Replica, type ReplicaField } from '../sync/replica';
import type { FieldMeta, Jira } from '../jira/types';
import { fieldId, type FieldIds, type FieldRules, type LocalFacts } from './fieldRules';
import type { LookUps } from './lookUps';
import type { Target } from './readTarget';
import { scriptRefused } from './scriptErrors';

/** With each answer a script may ask something new; more than this nobody means. */
const MOST_ROUNDS = 5;

/** Read with every counterpart whatever a script names. */
const NO_FIELD: ReadonlySet<ReplicaField> = new Set(['attachments', 'comments', 'key', 'project', 'status', 'type']);

/** Incoming rules beyond Basic as a person has put them in order, and what goes for all of them. */
export interface OrderedRules {
	rules: IncomingRule[];
	/** A script that is all the rules says itself what is created, and whether comments and files are brought over. */
	alone: boolean;
	people: PersonRow[];
	unknownPerson: FieldRules['unknownPerson'];
}

/** Rules of an ordered list. What they read and write is known before they run, and Jira is asked for nothing else. */
export function orderedRules(list: OrderedRules, lookUps: LookUps): FieldRules {
	const used = usedBy(list.rules);
	const rows = list.rules.filter((rule) => rule.kind === 'map');
	return {
		fields: [...new Set([...rows.map(({ row }) => row.local).filter((local) => local !== 'status'), ...used.names])],
		...(list.alone ? { decidesCreation: true } : {}),
		decide: async (replica, facts, ids) => await decide(list, used.read, replica, facts, ids, lookUps),
		// Types are checked with a script; what a field takes is told when its value is shaped.
		check: (fields, idsOf) => mappingProblem(rows, fields, idsOf),
		unknownPerson: list.unknownPerson,
		lookUps,
	};
}

/** Local fields that scripts read, and the names of all that they read or write. */
function usedBy(rules: IncomingRule[]): { read: FieldsUsed; names: string[] } {
	const analyses = rules.flatMap((rule) => (rule.kind === 'script' ? [rule.script.analysis] : []));
	const all = <T>(pick: (analysis: (typeof analyses)[number]) => T[]): T[] => [...new Set(analyses.flatMap(pick))];
	return {
		read: { fields: all(({ reads }) => reads.issue.fields), customFields: all(({ reads }) => reads.issue.customFields) },
		names: [
			...all(({ reads, writes }) => [...reads.issue.fields, ...writes.fields]).filter((field) => !NO_FIELD.has(field)),
			...all(({ reads, writes }) => [...reads.issue.customFields, ...writes.customFields, ...reads.previous.customFields]),
		],
	};
}

async function decide(list: OrderedRules, read: FieldsUsed, replica: Replica, facts: LocalFacts, ids: FieldIds, lookUps: LookUps): Promise<RuleDecision> {
	const { target } = facts;
	const idOf = (name: string): string => fieldId(name, ids, target?.issue.editFields ?? {});
	const input: IncomingInput = {
		replica: { ...replica, id: replica.meta.issue.id },
		added: {
			comments: (replica.comments ?? []).filter(({ id }) => !Object.hasOwn(target?.traces.comments ?? {}, id)),
			files: missingFiles(replica, target?.attachments ?? [], target?.traces.files ?? {}),
		},
		issue: target ? localIssue(target, read, idOf) : { comments: [], attachments: [] },
		firstSync: target === undefined,
		previous: Object.fromEntries(Object.entries(target?.record?.fields ?? {}).map(([field, { v }]) => [nameOf(field), v ?? null])),
		idOf,
	};
	const start = { comments: !list.alone, files: !list.alone };
	const rows = { people: list.people, issue: replica.meta.issue.key };
	const lookups: Lookups = {};
	for (let round = 1; ; round++) {
		const decision = attempt(facts.jira, replica, () => decideInOrder(list.rules, { ...input, lookups }, start, rows));
		if (decision.asked.length === 0 || round === MOST_ROUNDS) return decision;
		for (const asked of decision.asked) await answer({ ...facts, project: decision.create?.project ?? facts.project }, replica, lookups, lookUps, asked);
	}
}

function attempt(jira: Jira, replica: Replica, run: () => IncomingDecision): IncomingDecision {
	try {
		return run();
	} catch (error) {
		throw scriptRefused(error, { site: jira.siteUrl, issue: replica.meta.issue.key });
	}
}

/** The local issue under the names that scripts know; custom fields under their ids. */
function localIssue({ issue, comments, attachments }: Target, read: FieldsUsed, idOf: (name: string) => string): ScriptIssue {
	const wanted = read.fields.filter((field) => field === 'key' || JIRA_FIELD[field] in issue.fields);
	const { values } = readFields(issue, wanted, (text) => text);
	const ids = read.customFields.map(idOf).filter((id) => id in issue.fields);
	const customFields = Object.fromEntries(ids.map((id) => [id, { id, value: issue.fields[id] }]));
	const content = {
		comments: comments.map(({ id, author, created, updated, body, public: isPublic, restricted }) => ({ id, author, created, updated, body, public: isPublic === true, restricted, url: '' })),
		attachments: attachments.map((file) => ({ ...file, bySyncAccount: false })),
	};
	return { ...values, id: issue.id, ...content, customFields } as ScriptIssue;
}

/** Records keep fields under Jira's ids. */
const nameOf = (field: string): string => Object.entries(JIRA_FIELD).find(([, id]) => id === field)?.[0] ?? field;

async function answer({ jira, project, target }: LocalFacts, replica: Replica, lookups: Lookups, lookUps: LookUps, { what, value }: Asked): Promise<void> {
	const where = target ? projectKeyOf(target.issue.key) : project;
	switch (what) {
		case 'users': {
			const found = await lookUps.person(jira, { id: '', name: '', email: value });
			(lookups.users ??= {})[value] = found ? { id: found.id, name: found.name, email: value } : null;
			return;
		}
		case 'issueTypes': {
			const found = (await jira.listIssueTypes(where)).find(({ name }) => name === value);
			(lookups.issueTypes ??= {})[value] = found ? { id: found.id, name: found.name } : null;
			return;
		}
		case 'priorities': {
			const allowed = target ? target.issue.editFields?.priority?.allowedValues ?? [] : await prioritiesOf(jira, where, lookUps);
			const found = allowed.find(({ name }) => name === value);
			(lookups.priorities ??= {})[value] = found ? { id: String(found.id), name: value } : null;
			return;
		}
		case 'localIssues': {
			const { connection, site } = replica.meta;
			const [found] = await jira.findByRemoteLink(linkId(connection, site.id, value), []);
			(lookups.localIssues ??= {})[value] = found ? { id: found.id, key: found.key } : null;
		}
	}
}

/** A project has one list of priorities, whichever of its types shows them. */
async function prioritiesOf(jira: Jira, project: string, lookUps: LookUps): Promise<NonNullable<FieldMeta['allowedValues']>> {
	for (const { id } of await jira.listIssueTypes(project)) {
		const { priority } = await lookUps.createFields(jira, project, id);
		if (priority?.allowedValues) return priority.allowedValues;
	}
	return [];
}
