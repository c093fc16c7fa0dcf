import type { Jira, JiraAttachment } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { SyncItem, Twin } from '../sync/item';
import type { ConflictRule } from '../sync/merge';
import { emptyOutcome, withWrite, type Outcome } from '../sync/outcome';
import type { LocalSite } from '../sync/plan';
import type { Replica } from '../sync/replica';
import { fileNamesIn } from '../sync/texts';
import { createTwin } from './createTwin';
import { editFields } from './editFields';
import { placedFiles } from './placedFiles';
import { freshTarget, readTarget, toKnownTwin, type Target } from './readTarget';
import { linkTo } from './recordTwin';
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
 * Carries a replica into the local site: fields, then files that texts show, comments oldest first,
 * then the other files. May be run again at any point and ends the same.
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
	if (twin) {
		const outcome = emptyOutcome('unchanged', 'Both sides agree already.');
		const target = await readTarget(jira, twin, replica);
		return await update(jira, source, { replica, twin, target, rules, run, outcome, firstSync: false });
	}
	if (rules.firstSync !== 'create') return refuse(jira, replica, rules.firstSync);
	if (!replica.summary?.trim()) throw noSummary(jira, replica);
	const site = await localSite(jira, rules.project, []);
	const created = await createTwin(jira, replica, { project: rules.project, type: rules.type, site }, run);
	if (rules.showLink) await showSource(jira, replica, created.twin);
	const common = { replica, twin: created.twin, rules, run, firstSync: true };
	if (created.kind === 'adopted') {
		const reason = `${created.twin.key} had been created by an earlier run and is taken over.`;
		const target = await readTarget(jira, created.twin, replica);
		return await update(jira, source, { ...common, target, outcome: emptyOutcome('updated', reason) });
	}
	const outcome = emptyOutcome('created', `${created.twin.key} was created.`);
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

async function update(jira: Jira, source: Jira | undefined, task: Update): Promise<Applied> {
	const { replica, twin, target, rules, run } = task;
	let { outcome } = task;
	const { issue, traces } = target;
	const content = { issueId: issue.id, run, properties: issue.properties, claimsRead: target.claimsRead, replica, traces };
	const files = { ...content, source, attachments: target.attachments };

	let added: JiraAttachment[] = [];
	const copyFiles = async (which: Replica) => {
		if (!rules.addFiles) return;
		const written = await writeFiles(jira, { ...files, replica: which });
		added = [...added, ...written.added];
		outcome = note(outcome, { files: written.outcomes });
	};
	// A text can show a file only once it is there.
	const shown = shownFiles(replica);
	if (shown.size > 0) await copyFiles(onlyFiles(replica, (name) => shown.has(name)));

	const attachments = [...target.attachments, ...added];
	const site = await localSite(jira, projectOf(target), shown.size > 0 ? attachments : []);
	const edited = await editFields(jira, target, { replica, site, conflict: rules.conflict });
	outcome = { ...note(outcome, {}, edited.written), fields: mergeFields(outcome, edited.outcomes) };

	if (rules.addComments && replica.comments?.length) {
		const internal = rules.internalComments && target.serviceProject !== false;
		const commentTask = { ...content, comments: target.comments, internal, arriving: site.arriving };
		outcome = note(outcome, { comments: await writeComments(jira, commentTask) });
	}
	await copyFiles(onlyFiles(replica, (name) => !shown.has(name)));
	return { twin: toKnownTwin(twin, target), firstSync: task.firstSync, outcome: explain(outcome) };
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

const showSource = (jira: Jira, replica: Replica, twin: Twin): Promise<void> =>
	jira.putRemoteLink(twin.id, linkTo(replica.meta.connection, replica.meta.issue, replica.meta.site.id));

/** How texts arrive here; files are looked up only when some text shows one. */
async function localSite(jira: Jira, projectKey: string, attachments: JiraAttachment[]): Promise<LocalSite> {
	const { placed, mediaNames } = await placedFiles(jira, attachments);
	return {
		arriving: { format: jira.format, files: placed },
		leaving: { url: jira.siteUrl, projectKey, mediaNames },
	};
}

const projectOf = (target: Target): string => target.issue.key.replace(/-\d+$/, '');

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

/** Adds what was written; anything added turns an unchanged outcome into an updated one. */
function note(outcome: Outcome, add: Partial<Pick<Outcome, 'comments' | 'files'>>, wrote = false): Outcome {
	const comments = [...outcome.comments, ...(add.comments ?? [])];
	const files = [...outcome.files, ...(add.files ?? [])];
	const next = { ...outcome, comments, files };
	const added = [...(add.comments ?? []), ...(add.files ?? [])].some(({ action }) => action !== 'skipped');
	return wrote || added ? withWrite(next) : next;
}

/** After a creation the same fields are looked at again; only what that changed is news. */
const mergeFields = (outcome: Outcome, later: Outcome['fields']): Outcome['fields'] => [
	...outcome.fields.filter(({ field }) => !later.some((other) => other.field === field)),
	...later,
];

/** The outcome's sentence, made from what happened. */
function explain(outcome: Outcome): Outcome {
	if (outcome.result !== 'updated' || outcome.reason.includes('taken over')) return outcome;
	const count = (list: Array<{ action: string }>, one: string, many: string): string[] => {
		const done = list.filter(({ action }) => ['written', 'added', 'adopted', 'edited'].includes(action)).length;
		return done === 0 ? [] : [`${done} ${done === 1 ? one : many}`];
	};
	const parts = [
		...count(outcome.fields, 'field', 'fields'),
		...count(outcome.comments, 'comment', 'comments'),
		...count(outcome.files, 'file', 'files'),
	];
	return { ...outcome, reason: parts.length ? `Brought over: ${parts.join(', ')}.` : outcome.reason };
}
