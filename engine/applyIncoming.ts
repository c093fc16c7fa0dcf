import type { RichText } from '../content/richText';
import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
import { richText } from '../sync/fieldValues';
import type { SyncItem, Twin } from '../sync/item';
import type { ConflictRule } from '../sync/merge';
import { emptyOutcome, explainOutcome, mergeFields, noteWritten, type Outcome } from '../sync/outcome';
import type { LocalSite } from '../sync/plan';
import { projectKeyOf } from '../sync/projects';
import type { Replica } from '../sync/replica';
import { shownMedia } from '../sync/shownMedia';
import { fileNamesIn } from '../sync/texts';
import { clearBlocked, markBlocked } from './blockedState';
import { createTwin } from './createTwin';
import { editFields } from './editFields';
import { expectFresh } from './expectFresh';
import { asIfPlaced, placedFiles, type PlacedFiles } from './placedFiles';
import { freshTarget, readTarget, toKnownTwin, type Target } from './readTarget';
import { linkTo, showLink } from './recordTwin';
import type { Run } from './run';
import { writeComments } from './writeComments';
import { writeFiles } from './writeFiles';

/** What the incoming side does with a replica: the Basic form of incoming rules. */
export interface IncomingRules {
	/** For an issue without a counterpart. */
	firstSync: 'create' | 'ignore' | 'error';
	project: string;
	type: { id: string } | { name: string };
	addComments: boolean;
	addFiles: boolean;
	/** Comments arrive internal where the project can hide them from customers. */
	internalComments: boolean;
	conflict: ConflictRule;
	/** Show the counterpart as a remote link. */
	showLink: boolean;
}

export interface Applied {
	twin: Twin | null;
	firstSync: boolean;
	outcome: Outcome;
}

/**
 * Carries a replica into the local site: files that texts show, fields, comments oldest first, then
 * the other files. May be run again at any point and ends the same.
 *
 * @param source the site the files are fetched from, when its credential was given
 * @throws SyncError and JiraError for what a person or a later run must settle
 */
export async function applyIncoming(
	jira: Jira,
	source: Jira | undefined,
	item: SyncItem,
	rules: IncomingRules,
	run: Run,
): Promise<Applied> {
	const { replica, twin } = item;
	expectFresh(jira, replica);
	if (twin) {
		const outcome = emptyOutcome('unchanged', 'Both sides agree already.');
		const target = await readTarget(jira, twin, replica);
		return await update(jira, source, { replica, twin, target, rules, run, outcome, firstSync: false });
	}
	if (rules.firstSync !== 'create') return refuse(jira, replica, rules.firstSync);
	if (!replica.summary?.trim()) throw noSummary(jira, replica);
	const site = localSite(jira, rules.project, {});
	const created = await createTwin(jira, replica, { project: rules.project, type: rules.type, site }, run);
	const notes = rules.showLink ? await showLink(jira, created.twin.id, linkToSource(replica)) : [];
	const common = { replica, twin: created.twin, rules, run, firstSync: true };
	if (created.kind === 'adopted') {
		const reason = `${created.twin.key} had been created by an earlier run and is taken over.`;
		const target = await readTarget(jira, created.twin, replica);
		return await update(jira, source, { ...common, target, outcome: { ...emptyOutcome('updated', reason), notes } });
	}
	const outcome = { ...emptyOutcome('created', `${created.twin.key} was created.`), notes };
	outcome.fields = created.plan.outcomes.map((field) =>
		field.field in created.dropped ? { ...field, action: 'dropped', reason: created.dropped[field.field] ?? '' } : field,
	);
	const target = freshTarget(created.twin, replica, created.plan, created.dropped);
	return await update(jira, source, { ...common, target, outcome });
}

interface Update {
	replica: Replica;
	twin: Twin;
	target: Target;
	rules: IncomingRules;
	run: Run;
	outcome: Outcome;
	firstSync: boolean;
}

/** Carries the changes out; whether they stand still at this issue is kept in its record. */
async function update(jira: Jira, source: Jira | undefined, task: Update): Promise<Applied> {
	const issue = { id: task.target.issue.id, blocked: task.target.record?.blocked };
	const done = await carryOut(jira, source, task).catch(async (error: unknown) => {
		await markBlocked(jira, issue, task.replica, error);
		return await Promise.reject(error);
	});
	const { outcome } = done.applied;
	const notes = await clearBlocked(jira, issue, task.replica, done.recorded);
	return { ...done.applied, outcome: { ...outcome, notes: [...outcome.notes, ...notes] } };
}

async function carryOut(jira: Jira, source: Jira | undefined, task: Update): Promise<{ applied: Applied; recorded: boolean }> {
	const { replica, twin, rules, run } = task;
	let { outcome, target } = task;
	const { issue, traces } = target;
	const content = { issueId: issue.id, run, properties: issue.properties, claimsRead: target.claimsRead, replica, traces };
	const attachments = [...target.attachments];
	const files = { ...content, source, attachments: target.attachments };
	const copyFiles = async (wanted: (name: string) => boolean): Promise<number> => {
		if (!rules.addFiles) return 0;
		const written = await writeFiles(jira, { ...files, replica: onlyFiles(replica, wanted) });
		attachments.push(...written.added);
		outcome = noteWritten(outcome, { files: written.outcomes });
		return written.added.length;
	};

	// A text can show a file only once it is there. Copying takes time, in which people go on writing.
	const shown = shownFiles(replica);
	const waited = shown.size > 0 && (await copyFiles((name) => shown.has(name))) > 0;
	if (waited && !task.firstSync) target = await readTarget(jira, twin, replica);

	const placed = placedFiles(jira, attachments);
	const current = target.issue.fields.description;
	const shownHere = shownMedia(current ? richText(current) : null);
	const site = localSite(jira, projectKeyOf(target.issue.key), { ...asIfPlaced(attachments), ...shownHere });
	const edited = await editFields(jira, target, { replica, site, files: placed, conflict: rules.conflict });
	outcome = { ...noteWritten(outcome, {}, edited.written), fields: mergeFields(outcome, edited.outcomes) };

	if (rules.addComments && replica.comments?.length) {
		const internal = rules.internalComments && target.serviceProject !== false;
		const arriving = async (text: RichText) => ({ format: jira.format, files: await placed(text) });
		outcome = noteWritten(outcome, { comments: await writeComments(jira, { ...content, comments: target.comments, internal, arriving }) });
	}
	await copyFiles((name) => !shown.has(name));
	const applied = { twin: toKnownTwin(twin, target, jira.clockAhead()), firstSync: task.firstSync, outcome: explainOutcome(outcome) };
	return { applied, recorded: edited.written };
}

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

/** How texts arrive here, and how they would leave. */
const localSite = (jira: Jira, projectKey: string, files: PlacedFiles): LocalSite => ({
	arriving: { format: jira.format, files },
	leaving: { url: jira.siteUrl, projectKey, mediaNames: {} },
});

const shownFiles = (replica: Replica): Set<string> =>
	new Set(
		[replica.description, ...(replica.comments ?? []).map(({ body }) => body)].flatMap((text) =>
			text ? fileNamesIn(text) : [],
		),
	);

const onlyFiles = (replica: Replica, wanted: (name: string) => boolean): Replica => ({
	...replica,
	attachments: replica.attachments?.filter(({ name }) => wanted(name)),
});
