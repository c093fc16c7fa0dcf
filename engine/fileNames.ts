import type { RichText } from '../content/richText';
import type { Jira } from '../jira/types';
import { isRich } from '../sync/coerce/neutral';
import type { FieldPlan, LocalSite } from '../sync/plan';
import type { Replica } from '../sync/replica';
import { leavingText, textFingerprint } from '../sync/texts';

/** A file with the name under which this site keeps it, or would. */
export const asKept = <File extends { name: string }>(jira: Pick<Jira, 'fileName'>, file: File): File => ({ ...file, name: jira.fileName(file.name) });

/**
 * A text that has arrived, with the files of the replica under the names that they have here. Only wiki markup (Data Center) shows
 * files by their names; both names are of one length, so that a text that was cut still fits.
 */
export function showingKept(jira: Pick<Jira, 'fileName'>, replica: Replica, text: RichText): RichText {
	if (text.format !== 'wiki') return text;
	const renamed = (replica.attachments ?? []).map(({ name }) => ({ name, kept: jira.fileName(name) })).filter(({ name, kept }) => name !== kept);
	if (renamed.length === 0) return text;
	const shown = renamed.reduce((words, { name, kept }) => words.replaceAll(`!${name}!`, () => `!${kept}!`).replaceAll(`[^${name}]`, () => `[^${kept}]`), text.text);
	return { format: 'wiki', text: shown };
}

/** A plan whose texts show files under the names that they have here; the record says what is stored, or the difference would travel back as an edit. */
export function planShowingKept(jira: Pick<Jira, 'fileName'>, replica: Replica, plan: FieldPlan, site: LocalSite): FieldPlan {
	for (const write of plan.writes) {
		if (!isRich(write.value) || write.value.format !== 'wiki') continue;
		const shown = showingKept(jira, replica, write.value);
		if (shown === write.value) continue;
		const entry = plan.synced[write.field];
		if (entry) plan.synced[write.field] = { ...entry, l: textFingerprint(leavingText(shown, site.leaving)) };
		write.value = shown;
	}
	return plan;
}
