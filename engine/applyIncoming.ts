import type { Jira, JiraIssue } from '../jira/types';
import { isBeforeDeletion, lateReplica } from '../sync/deletion';
import { SyncError } from '../sync/errors';
import type { SyncItem, Twin } from '../sync/item';
import type { ConflictRule } from '../sync/merge';
import { movesOf } from '../sync/moved';
import type { ChosenType } from '../sync/newType';
import { disconnectedReason, emptyOutcome } from '../sync/outcome';
import type { Replica } from '../sync/replica';
import { applyDeletion, type OnDeleted } from './applyDeletion';
import { createTwin } from './createTwin';
import { endPair } from './endPair';
import { expectFresh } from './expectFresh';
import type { FieldRules } from './fieldRules';
import { localSite } from './localSite';
import { typeForCreation, type TypePlace } from './newTwinType';
import { isOnPaper } from './onPaper';
import { freshTarget, readTarget } from './readTarget';
import { linkTo, showLink, twinDuplicate } from './recordTwin';
import { decideRuled, findRuledFields, planCreation, textsAmong, type Ruled, type RuledFields } from './ruled';
import type { Run } from './run';
import { readTargetIfAny, withoutTwin, type OnTwinGone } from './twinGone';
import { updateTwin, type Applied } from './updateTwin';

/** What the incoming side does with a replica. */
export interface IncomingRules {
	/** For an issue without a counterpart. */
	firstSync: 'create' | 'ignore' | 'error';
	project: string;
	/** Type of new counterparts; undefined: none was chosen. */
	type: ChosenType | undefined;
	/** A new counterpart gets the type of the remote issue where there is one like it, and the chosen one only otherwise. */
	mirrorsType?: boolean;
	addComments: boolean;
	addFiles: boolean;
	/** Comments arrive internal where the project can hide them from customers. */
	internalComments: boolean;
	/** Copies go when their originals were deleted. */
	removeComments: boolean;
	removeFiles: boolean;
	conflict: ConflictRule;
	/** After how many flips within ten minutes a field that goes to and fro is left alone; 0 never. */
	flips: number;
	/** Jira may mail people about edits. */
	notifyPeople: boolean;
	/** Show the counterpart as a remote link. */
	showLink: boolean;
	/** For an issue that was deleted at the other side. */
	onDeleted: OnDeleted;
	/** For an issue whose counterpart was deleted here. */
	onTwinGone: OnTwinGone;
	/** Rules beyond Basic for the fields; without them summary and description are brought over as they are. */
	fields?: FieldRules;
}

/**
 * Carries a replica into the local site: files that texts show, fields, comments oldest first, then
 * the other files. May be run again at any point and ends the same.
 *
 * @param source the site the files are fetched from, when its credential was given
 * @param known the counterpart when it was read ahead, for a run that writes nothing (engine/applyUnchanged.ts)
 * @throws SyncError and JiraError for what a person or a later run must settle
 */
export async function applyIncoming(
	jira: Jira,
	source: Jira | undefined,
	item: SyncItem,
	rules: IncomingRules,
	run: Run,
	known?: JiraIssue,
): Promise<Applied> {
	const { replica, twin } = item;
	expectFresh(jira, replica);
	if (replica.meta.disconnected) return leftAlone(replica.meta.issue.key);
	if (replica.meta.ends) return { firstSync: false, ...(await endPair(jira, item)) };
	if (replica.meta.deleted) return await applyDeletion(jira, item, rules.onDeleted, run);
	const fields = await findRuledFields(jira, rules.fields);
	if (!twin) return await create(jira, source, replica, rules, run, fields);
	const target = await readTargetIfAny(jira, twin, replica, known, fields?.fields);
	if (target?.record?.state === 'disconnected') return target.record.stoppedByRule ? stopped(replica) : leftAlone(target.issue.key);
	if (isBeforeDeletion(replica, target?.record)) return { twin, firstSync: false, outcome: lateReplica(replica) };
	if (target) {
		const outcome = { ...emptyOutcome('unchanged', 'Both sides agree already.'), ...movesOf(replica, target.record, twin, target.issue) };
		const ruled = await decideRuled(fields, replica, { jira, target, project: rules.project });
		return await stopWhereWanted(jira, item, ruled, await updateTwin(jira, source, { replica, twin, target, rules, run, outcome, firstSync: false, ruled }));
	}
	return rules.onTwinGone === 'recreate' ? await create(jira, source, replica, rules, run, fields, twin) : withoutTwin(jira, twin, replica, rules.onTwinGone);
}

/** @param gone the counterpart that was deleted before */
async function create(jira: Jira, source: Jira | undefined, replica: Replica, rules: IncomingRules, run: Run, fieldsOfRules: RuledFields | undefined, gone?: Twin): Promise<Applied> {
	if (rules.firstSync !== 'create') return refuse(jira, replica, rules.firstSync);
	const ruled = await decideRuled(fieldsOfRules, replica, { jira, project: rules.project });
	if (ruled?.rules.decidesCreation && !ruled.decision.create) return notByRules(replica);
	if (!replica.summary?.trim()) throw noSummary(jira, replica);
	const site = localSite(jira, rules.project, {});
	const { project = rules.project, type: named } = ruled?.decision.create ?? {};
	const place: TypePlace = { project, chosen: rules.type, mirrors: rules.mirrorsType === true, named };
	const planned = ruled && (await planCreation(jira, ruled, replica, place, site));
	const { type, subtask, notes: typeNotes } = planned ?? (await typeForCreation(jira, replica, place));
	const created = await createTwin(jira, replica, { project, type, subtask, site: planned?.site ?? site, ...(planned ? { plan: planned.plan } : {}), gone: gone?.id, unlinked: !rules.showLink }, run);
	if (created.kind === 'apart') return leftAlone(created.key);
	const notes = [
		...(rules.showLink ? await showLink(jira, created.twin.id, linkToSource(replica)) : []),
		...typeNotes,
		...(gone ? [`It takes the place of ${gone.key}, which was deleted.`] : []),
	];
	const common = { replica, twin: created.twin, rules, run, firstSync: true, ruled };
	if (created.kind === 'adopted') {
		const reason = `${created.twin.key} had been created by an earlier run and is taken over.`;
		const target = await readTarget(jira, created.twin, replica, undefined, ruled?.fields);
		const applied = await updateTwin(jira, source, { ...common, target, outcome: { ...emptyOutcome('updated', reason), notes } });
		return created.duplicate ? { ...applied, report: twinDuplicate(jira, replica.meta.issue.key, created.twin, created.duplicate) } : applied;
	}
	const outcome = { ...emptyOutcome('created', `${created.twin.key} was created.`), notes };
	outcome.fields = created.plan.outcomes.map((field) =>
		field.field in created.dropped ? { ...field, action: 'dropped', reason: created.dropped[field.field] ?? '' } : field,
	);
	if (planned?.isPartial && !isOnPaper(created.twin)) {
		const target = await readTarget(jira, created.twin, replica, undefined, ruled?.fields);
		return await updateTwin(jira, source, { ...common, target, outcome });
	}
	const target = freshTarget(created.twin, replica, created.plan, created.dropped, jira.now());
	if (!planned) return await updateTwin(jira, source, { ...common, target, outcome });
	// Everything else was just written as it is; a file that a text shows may have come meanwhile.
	target.issue.editFields = planned.site.fields;
	return await updateTwin(jira, source, { ...common, target, outcome, changes: textsAmong(planned.changes, planned.site.fields) });
}

/** A rule ends the pair after everything was written: this side leaves it now, the other one with Record. */
async function stopWhereWanted(jira: Jira, item: SyncItem, ruled: Ruled | undefined, applied: Applied): Promise<Applied> {
	if (!ruled?.decision.stop) return applied;
	const replica = endedByRule(item.replica);
	const { outcome } = await endPair(jira, { ...item, ...applied, replica });
	return { ...applied, replica, outcome: { ...applied.outcome, notes: [...outcome.notes, outcome.reason] } };
}

/** A rule has ended the pair in an earlier try, and the other side does not know yet. */
const stopped = (replica: Replica): Applied => ({
	twin: null,
	firstSync: false,
	replica: endedByRule(replica),
	outcome: emptyOutcome('skipped', ruleEnds(replica), 'stoppedByRule'),
});

const ruleEnds = ({ meta }: Replica): string => `A rule ends the sync of ${meta.issue.key}.`;

const endedByRule = (replica: Replica): Replica => ({ ...replica, meta: { ...replica.meta, ends: { code: 'stoppedByRule', reason: ruleEnds(replica) } } });

const notByRules = ({ meta }: Replica): Applied => ({
	twin: null,
	firstSync: true,
	outcome: emptyOutcome('skipped', `${meta.issue.key} has no counterpart here, and the rules create none.`, 'refused-by-rule: firstSync'),
});

/** One side of the pair was disconnected: nothing is written and nothing is created. */
const leftAlone = (key: string): Applied => ({ twin: null, firstSync: false, outcome: emptyOutcome('skipped', disconnectedReason(key), 'disconnected') });

function refuse(jira: Jira, replica: Replica, policy: 'ignore' | 'error'): Applied {
	const { key } = replica.meta.issue;
	if (policy === 'error') {
		throw new SyncError('firstSyncRefused', `${key} has no counterpart at ${jira.siteUrl}, and the rules do not create one.`, {
			scope: 'issue',
			site: jira.siteUrl,
			issue: key,
			next: 'Connect it to an existing issue, or set For New Issues to Create or Ignore.',
		});
	}
	const reason = `${key} has no counterpart here, and For New Issues is set to Ignore.`;
	return { twin: null, firstSync: true, outcome: emptyOutcome('skipped', reason, 'refused-by-rule: firstSync') };
}

const noSummary = (jira: Jira, replica: Replica): SyncError =>
	new SyncError('itemShape', `The replica of ${replica.meta.issue.key} holds no summary, and Jira creates no issue without one.`, {
		scope: 'connection',
		site: jira.siteUrl,
		issue: replica.meta.issue.key,
		field: 'summary',
		next: 'Name Summary among the fields in Build Replica; nothing was created.',
	});

const linkToSource = (replica: Replica) => linkTo(replica.meta.connection, replica.meta.issue, replica.meta.site.id);
