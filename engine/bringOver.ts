import type { RichText } from '../content/richText';
import type { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
import { richText } from '../sync/fieldValues';
import { explainOutcome, mergeFields, noteWritten, withWrite } from '../sync/outcome';
import { projectKeyOf } from '../sync/projects';
import type { Replica } from '../sync/replica';
import { shownMedia } from '../sync/shownMedia';
import { fileNamesIn } from '../sync/texts';
import { isUnfinished, withYoungCopies } from './earlierTries';
import { editFields } from './editFields';
import { followComments } from './followComments';
import { arrivingAt, localSite } from './localSite';
import { isOnPaper } from './onPaper';
import { wasQuick } from './overtaken';
import { writeOwnComments } from './ownComments';
import { asIfPlaced, placedFiles } from './placedFiles';
import { readTarget, toKnownTwin, type Target } from './readTarget';
import type { TraceNews } from './recordTraces';
import { removeFiles } from './removeFiles';
import { changesFor, personFinder, ruledSite } from './ruled';
import type { Applied, Update } from './updateTwin';
import { walkTwin } from './walkTwin';
import { writeFiles } from './writeFiles';

/**
 * Brings everything over that a known counterpart lacks: files that texts show, fields, comments, other
 * files, and last what has to go.
 *
 * @param news what was copied, to be written down by the caller however this ends
 * @returns with `refused` when Jira takes no files, or not all, which a person has to know
 */
export async function bringOver(jira: Jira, source: Jira | undefined, task: Update, news: TraceNews): Promise<{ applied: Applied; recorded: boolean; refused?: JiraError }> {
	const { replica, twin, rules, run, ruled } = task;
	const decision = ruled?.decision;
	let { outcome, target } = task;
	const { issue, traces } = target;
	const content = { issueId: issue.id, run, properties: issue.properties, claimsRead: target.claimsRead, replica, traces, news };
	const attachments = [...target.attachments];
	const files = { ...content, source, attachments: target.attachments };
	let refused: JiraError | undefined;
	const copyFiles = async (wanted: (name: string) => boolean): Promise<number> => {
		if (!rules.addFiles || decision?.files === false || refused?.code === 'forbidden') return 0;
		const written = await writeFiles(jira, { ...files, replica: onlyFiles(replica, wanted) });
		attachments.push(...written.added);
		outcome = noteWritten(outcome, { files: written.outcomes });
		refused ??= written.refused;
		return written.added.length;
	};

	// What can never work is told before anything is written.
	const fields = target.issue.editFields;
	const changes = task.changes ?? (ruled && changesFor(jira, ruled, fields ?? {}));

	// A text can show a file only once it is there. Copying takes time, in which people go on writing.
	const shown = shownFiles(replica);
	const beganAt = jira.now();
	const waited = shown.size > 0 && (await copyFiles((name) => shown.has(name))) > 0;
	// What this run has just created it knows, unless others had the time to write in it.
	if (waited && !isOnPaper(twin) && !(task.firstSync && wasQuick(jira, beganAt))) target = await readTarget(jira, twin, replica, undefined, ruled?.fields);

	const placed = placedFiles(jira, attachments);
	const current = target.issue.fields.description;
	const shownHere = shownMedia(current ? richText(current) : null);
	const site = localSite(jira, projectKeyOf(target.issue.key), { ...asIfPlaced(attachments), ...shownHere }, ruledSite(ruled, target.issue.editFields));
	const edited = await editFields(jira, target, {
		replica,
		site,
		...(changes ? { changes } : {}),
		...personFinder(jira, ruled),
		files: placed,
		conflict: rules.conflict,
		flips: rules.flips,
		quietly: !rules.notifyPeople,
		run,
	});
	if (edited.overtaken) news.overtaken = true;
	outcome = { ...noteWritten(outcome, {}, edited.written), fields: mergeFields(outcome, edited.outcomes), notes: [...outcome.notes, ...(ruled?.decision.warnings ?? [])] };

	const hidden = decision?.internalCopies ?? rules.internalComments;
	if (rules.addComments && replica.comments && decision?.comments !== false) {
		const internal = hidden && target.serviceProject !== false;
		const arriving = async (text: RichText) => arrivingAt(jira, await placed(text));
		const comments = { ...content, comments: target.comments, internal, arriving, attachments, remove: rules.removeComments || decision?.mergeComments === true, record: target.record };
		outcome = noteWritten(outcome, { comments: await followComments(jira, comments) });
	}
	if (decision && decision.ownComments.length > 0) {
		const own = { ...content, canHide: target.serviceProject !== false };
		outcome = noteWritten(outcome, { comments: await writeOwnComments(jira, own, decision.ownComments, hidden) });
	}
	await copyFiles((name) => !shown.has(name));
	outcome = noteWritten(outcome, { files: await removeFiles(jira, { ...content, attachments: target.attachments, remove: rules.removeFiles || decision?.mergeFiles === true, record: target.record }) });
	// A new issue was written and not read: the walk looks at it itself.
	const known = toKnownTwin(twin, target, jira.clockAhead());
	const wanted = ruled?.decision.transition;
	const moved = wanted && ruled && !isOnPaper(twin) ? await walkTwin(jira, known, replica, { ...wanted, isNew: task.firstSync || isUnfinished(replica, target) }, { record: target.record, lookUps: ruled.rules.lookUps, run }) : undefined;
	if (moved && wanted) outcome = { ...(moved.outcome.result === 'done' ? withWrite(outcome) : outcome), transition: { ...moved.outcome, rule: wanted.rule } };
	if (wanted && isOnPaper(twin)) outcome = { ...outcome, notes: [...outcome.notes, `${wanted.rule} wants ${wanted.value}. Whether the new issue can be moved so is known once it exists.`] };
	const applied = {
		twin: moved?.twin ?? known,
		firstSync: task.firstSync,
		outcome: withYoungCopies(jira, replica, task.target, explainOutcome(outcome)),
		...(edited.report.length > 0 ? { report: oscillates(jira, target, replica, edited.report) } : {}),
	};
	return { applied, recorded: edited.written, ...(refused ? { refused } : {}) };
}

const oscillates = (jira: Jira, target: Target, replica: Replica, fields: string[]): SyncError =>
	new SyncError('fieldOscillates', `${fields.join(', ')} of ${target.issue.key} at ${jira.siteUrl} goes to and fro: somebody, perhaps an automation, changes it back after every sync with ${replica.meta.issue.key} at ${replica.meta.site.url}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: target.issue.key,
		field: fields[0],
		next: `Look into the history of the field on both issues and stop the automation that resets it. The field is left alone for an hour and then synced again; everything else goes on.`,
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
