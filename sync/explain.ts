import type { CommentStep } from './commentPlan';
import { withoutCounterpart } from './deletion';
import type { Twin } from './item';
import { BASIC_RULE } from './basicChanges';
import { kindOf } from './coerce/kinds';
import { neutralOf, wordsOf } from './coerce/neutral';
import type { FieldChange, NeutralValue } from './fieldChange';
import type { FieldOutcome, TransitionOutcome } from './outcome';
import type { FieldPlan, LocalState } from './plan';
import type { Blocked, TwinRecord } from './record';
import type { Replica } from './replica';

/** Where a pair stands, in the words people know from other tools. */
export type PairStatus = 'blocked' | 'disconnected' | 'notSynchronized' | 'partnerDeleted' | 'partnerUnreachable' | 'synchronized' | 'waiting';

export interface StatusReport {
	connection: string;
	issue: { key: string; url: string };
	twin: { key: string; url: string } | null;
	status: PairStatus;
	/** One sentence for a person. */
	reason: string;
	blocked?: Blocked;
	/** `updated` of the issue as it was when something was written to the counterpart last. */
	syncedUpTo?: string;
}

/** One field as both sides have it, and what the next run would do about it. */
export interface FieldExplanation {
	field: string;
	/** Which rule wants it; Basic rules need no name. */
	rule?: string;
	/** What the rule wants. */
	remote: string | null;
	local: string | null;
	/** Only short values are remembered in clear. */
	lastSynced?: string;
	decision: FieldOutcome['action'] | 'same';
	reason: string;
}

export interface Explanation extends StatusReport {
	fields: FieldExplanation[];
	comments: { atSource: number; copied: number; next: Array<{ source: string; what: CommentStep['kind']; reason: string }>; withheld: Record<string, number> };
	files: { atSource: number; copied: number; missing: string[] };
	record: { here: TwinRecord | null; there: { twin: Replica['meta']['twin']; fields: Replica['meta']['synced'] } };
	/** The move that rules want, and what would come of it. */
	transition?: TransitionOutcome;
	/** What a person should look at in the rules, with where. */
	notes?: string[];
	/** What the next run would do, in one sentence. */
	decision: string;
}

/** Longer values are told by their beginning. */
const LONGEST = 200;

const short = (value: NeutralValue): string | null => {
	const words = wordsOf(value);
	if (words === '') return null;
	return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
};

/** Each field that is brought over, side by side, with the plan's word on it. */
export const explainFields = (changes: FieldChange[], { issue, record, site }: Pick<LocalState, 'issue' | 'record' | 'site'>, plan: FieldPlan): FieldExplanation[] =>
	changes.map(({ field, value, rule }) => {
		const outcome = plan.outcomes.find((each) => each.field === field);
		const last = record?.fields[field]?.v;
		return {
			field,
			...(rule === BASIC_RULE ? {} : { rule }),
			remote: short(value),
			local: short(neutralOf(issue.fields[field], kindOf(field, site.fields?.[field]))),
			...(last === undefined ? {} : { lastSynced: last }),
			decision: outcome?.action ?? 'same',
			reason: outcome?.reason ?? 'both sides agree',
		};
	});

/** What is to be done about comments; what stays as it is without a reason is left out. */
export const explainComments = (replica: Replica, copied: number, steps: CommentStep[]): Explanation['comments'] => ({
	atSource: replica.comments?.length ?? 0,
	copied,
	next: steps.map((step) => ({ source: 'comment' in step ? step.comment.id : step.source, what: step.kind, reason: reasonOf(step) })),
	withheld: replica.meta.withheld,
});

const reasonOf = (step: CommentStep): string => ('reason' in step && step.reason) || (step.kind === 'add' || step.kind === 'adopt' ? WHY[step.kind] : '');

const WHY: Record<'add' | 'adopt', string> = { add: 'it has no copy here yet', adopt: 'its copy is here and not written down' };

/** The next run in one sentence. */
export function decisionOf({ fields, comments, files, transition }: Pick<Explanation, 'comments' | 'fields' | 'files' | 'transition'>): string {
	const written = fields.filter(({ decision }) => decision === 'written').map(({ field, reason, rule }) => (rule === undefined ? field : `${field} (${rule}: ${reason})`));
	const parts = [
		...(written.length > 0 ? [`write ${written.join(' and ')}`] : []),
		...counted(comments.next.filter(({ what }) => what !== 'none').length, 'comment', 'comments'),
		...counted(files.missing.length, 'file', 'files'),
		...(transition?.result === 'done' ? [`make the move ${transition.transition} (${transition.rule})`] : []),
	];
	return parts.length === 0 ? 'The next run would write nothing.' : `The next run would ${parts.join(', ')}.`;
}

const counted = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [`bring over ${count} ${count === 1 ? one : many}`]);

/** What is known of an issue whose counterpart was deleted. */
export const withTwinGone = ({ meta }: Replica, twin: Twin): StatusReport => ({
	connection: meta.connection,
	issue: { key: meta.issue.key, url: meta.issue.url },
	twin: { key: twin.key, url: twin.url },
	status: 'partnerDeleted',
	reason: `${twin.key}, the counterpart of ${meta.issue.key}, was deleted${onDay(meta.twinDeleted?.at)}.`,
});

const onDay = (at: string | undefined): string => (at ? ` (${at})` : '');

/** What is known of an issue that has no counterpart here. */
export const withoutTwin = (replica: Replica): StatusReport => ({
	connection: replica.meta.connection,
	issue: { key: replica.meta.issue.key, url: replica.meta.issue.url },
	twin: null,
	...(replica.meta.deleted
		? { status: 'notSynchronized' as const, reason: withoutCounterpart(replica).reason }
		: replica.meta.disconnected
		? { status: 'disconnected' as const, reason: `${replica.meta.issue.key} was disconnected.` }
		: { status: 'notSynchronized' as const, reason: `${replica.meta.issue.key} has no counterpart in this connection.` }),
});

/** What is known of a pair whose counterpart was read. */
export function statusOfPair(replica: Replica, twin: Twin, record: TwinRecord): StatusReport {
	const { issue, connection } = replica.meta;
	const common = {
		connection,
		issue: { key: issue.key, url: issue.url },
		twin: { key: twin.key, url: twin.url },
		...(record.received ? { syncedUpTo: record.received } : {}),
	};
	if (record.state === 'disconnected') return { ...common, status: 'disconnected', reason: `${twin.key} was disconnected.` };
	if (replica.meta.deleted) return { ...common, status: 'partnerDeleted', reason: `${issue.key} was deleted${onDay(replica.meta.deleted.at)}; ${twin.key} stays.` };
	if (record.blocked) return { ...common, status: 'blocked', reason: `${twin.key} is blocked (${record.blocked.code}) since ${record.blocked.at}.`, blocked: record.blocked };
	if (!replica.meta.twin) return { ...common, status: 'waiting', reason: `${issue.key} does not know ${twin.key} yet; the run that made it has not come to its end.` };
	return { ...common, status: 'synchronized', reason: `${issue.key} and ${twin.key} are paired.` };
}
