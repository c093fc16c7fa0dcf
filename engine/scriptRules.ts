import type { CheckedScript } from '../rules/analysis';
import { runIncoming, type IncomingDecision } from '../rules/incoming';
import type { ScriptIssue } from '../rules/issueValues';
import type { Asked, Lookups } from '../rules/lookups';
import { missingFiles } from '../sync/attachments';
import { linkId } from '../sync/connection';
import type { RuleDecision } from '../sync/fieldChange';
import { readFields } from '../sync/fieldValues';
import { projectKeyOf } from '../sync/projects';
import { JIRA_FIELD, type Replica, type ReplicaField } from '../sync/replica';
import type { Jira } from '../jira/types';
import type { FieldIds, FieldRules, LocalFacts } from './fieldRules';
import type { LookUps } from './lookUps';
import type { Target } from './readTarget';
import { scriptRefused } from './scriptErrors';

/** With each answer a script may ask something new; more than this nobody means. */
const MOST_ROUNDS = 5;

/** Read with every counterpart whatever a script names. */
const NO_FIELD: ReadonlySet<ReplicaField> = new Set(['attachments', 'comments', 'key', 'project', 'status', 'type']);

/** Incoming rules that a script decides. What it reads and writes is known before it runs. */
export function scriptRules(script: CheckedScript, lookUps: LookUps, unknownPerson: FieldRules['unknownPerson']): FieldRules {
	const { reads, writes } = script.analysis;
	const local = [...new Set([...reads.issue.fields, ...writes.fields])].filter((field) => !NO_FIELD.has(field));
	const custom = [...new Set([...reads.issue.customFields, ...writes.customFields])];
	return {
		fields: [...local, ...custom],
		decidesCreation: true,
		decide: async (replica, facts, ids) => await decide(script, replica, facts, ids, lookUps),
		// Types are checked with the script; what a field takes is told when its value is shaped.
		check: () => undefined,
		unknownPerson,
		lookUps,
	};
}

async function decide(script: CheckedScript, replica: Replica, facts: LocalFacts, ids: FieldIds, lookUps: LookUps): Promise<RuleDecision> {
	const { target } = facts;
	const input = {
		replica: { ...replica, id: replica.meta.issue.id },
		added: {
			comments: (replica.comments ?? []).filter(({ id }) => !Object.hasOwn(target?.traces.comments ?? {}, id)),
			files: missingFiles(replica, target?.attachments ?? [], target?.traces.files ?? {}),
		},
		issue: target ? localIssue(target, script, ids) : { comments: [], attachments: [] },
		firstSync: target === undefined,
		previous: Object.fromEntries(Object.entries(target?.record?.fields ?? {}).map(([field, { v }]) => [nameOf(field), v ?? null])),
	};
	const lookups: Lookups = {};
	for (let round = 1; ; round++) {
		const decision = attempt(facts.jira, replica, () => runIncoming(script, { ...input, lookups }));
		if (decision.asked.length === 0 || round === MOST_ROUNDS) return decision;
		for (const asked of decision.asked) await answer(facts, replica, lookups, lookUps, asked);
	}
}

function attempt(jira: Jira, replica: Replica, run: () => IncomingDecision): IncomingDecision {
	try {
		return run();
	} catch (error) {
		throw scriptRefused(error, { site: jira.siteUrl, issue: replica.meta.issue.key });
	}
}

/** The local issue under the names that scripts know. */
function localIssue({ issue, comments, attachments }: Target, { analysis }: CheckedScript, ids: FieldIds): ScriptIssue {
	const wanted = analysis.reads.issue.fields.filter((field) => field === 'key' || JIRA_FIELD[field] in issue.fields);
	const { values } = readFields(issue, wanted, (text) => text);
	const customFields = Object.fromEntries(
		analysis.reads.issue.customFields.flatMap((name) => {
			const id = ids[name]?.find((each) => each in issue.fields);
			return id === undefined ? [] : [[name, { id, value: issue.fields[id] }]];
		}),
	);
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
			const allowed = target?.issue.editFields?.priority?.allowedValues ?? [];
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
