import mapValues from 'lodash/mapValues';
import uniq from 'lodash/uniq';
import without from 'lodash/without';
import type { RichText } from '../content/richText';
import { asObject, toIso } from './values';
import type { JiraAccount, JiraAttachment, JiraComment, JiraIssue } from './issue';
import { originOf } from './origin';
import { lastChange, readFields, richText } from './fieldValues';
import { keepsTwin, type TwinRecord, type Traces } from './record';
import { projectKeyOf } from './projects';
import { leavingText } from './texts';
import {
	ITEM_FORMAT,
	JIRA_FIELD,
	type NamedReplicaValue,
	type Person,
	type Replica,
	type ReplicaComment,
	type ReplicaField,
	type ReplicaFile,
	type SiteAddress,
} from './replica';
import { splitComments, withoutUnselected } from './leavingComments';
import { splitFiles, type FileRules } from './leavingFiles';
import { isForEverybody, type CommentPolicy, type KnownMedia } from './visibility';

/** Everything a replica is made of; read beforehand, so that this stays a function of values. */
export interface ReplicaSource {
	connection: string;
	site: SiteAddress;
	/** The account of the sync at this site. */
	account: string;
	issue: JiraIssue;
	comments: JiraComment[];
	attachments: JiraAttachment[];
	record: TwinRecord | undefined;
	traces: Traces;
	/** Local ids of files that arrived by other connections: they are not sent on. */
	arrivedFiles: ReadonlySet<string>;
	/** Attachments by the media id under which rich text shows them, as far as that was asked. */
	media: KnownMedia;
	/** ISO time. */
	builtAt: string;
	/** Why the parent stays, where the scope hides it. It is not among the fields of the issue then. */
	parentOutside?: string;
}

/** What the outgoing rules let out. */
export interface OutgoingRules {
	fields: ReplicaField[];
	/** Custom fields by id, with the name under which they travel. */
	customFields: Record<string, string>;
	comments: CommentPolicy;
	/** All files where it is missing. */
	files?: FileRules;
	/** Fixed and computed values by the names under which they travel, as JSON. */
	values?: Record<string, unknown>;
	/** Send on what arrived by other connections. */
	relay?: boolean;
	/** Comments that a script leaves out, by id: the files that only they show stay with them. */
	unselected?: ReadonlySet<string>;
}

/** The confidentiality border: what is not named by the rules is not in the result. Pure. */
export function buildReplica(source: ReplicaSource, named: OutgoingRules): Replica {
	const { issue, site, parentOutside } = source;
	const rules = parentOutside === undefined ? named : { ...named, fields: without(named.fields, 'parent') };
	const lacksParent = parentOutside !== undefined && named.fields.includes('parent');
	const projectKey = projectKeyOf(issue.key);
	const mediaNames = mapValues(source.media, ({ name }) => name);
	const leave = (text: RichText): RichText => leavingText(text, { url: site.url, projectKey, mediaNames });
	const { values, notes } = readFields(issue, rules.fields, leave);
	const comments = splitComments(source, rules);
	const unsent = { comments: rules.fields.includes('comments') ? comments.copies : [], files: [] as string[] };
	const withheld: Record<string, number> = rules.fields.includes('comments') ? { ...comments.withheld } : {};
	const replica: Replica = { ...values, meta: { ...meta(source, rules, notes, withheld), ...existing(rules, comments.staying, unsent), ...(lacksParent ? { parentOutside } : {}) } };
	if (rules.fields.includes('comments')) {
		replica.comments = comments.leaving.map((comment) => toReplicaComment(comment, source, leave));
	}
	if (rules.fields.includes('attachments')) {
		const copies = new Set([...Object.values(source.traces.files), ...source.arrivedFiles]);
		const texts = replica.description ? [richText(issue.fields.description)] : [];
		const files = splitFiles({
			files: source.attachments.filter(({ id }) => !copies.has(id)),
			rules: rules.files ?? {},
			texts,
			comments: withoutUnselected(comments, rules),
			media: source.media,
		});
		Object.assign(withheld, files.withheld);
		const sent = new Set(files.leaving.map(({ id }) => id));
		unsent.files = source.attachments.map(({ id }) => id).filter((id) => !sent.has(id));
		replica.attachments = files.leaving
			.sort((a, b) => Date.parse(a.created) - Date.parse(b.created) || Number(a.id) - Number(b.id))
			.map((file) => toReplicaFile(file, source.account));
	}
	const custom = namedValues(issue, rules, leave);
	if (custom.length > 0) replica.customFields = Object.fromEntries(custom);
	return replica;
}

/** A value that the rules make takes the place of a custom field of the same name. */
const namedValues = (issue: JiraIssue, { customFields, values = {} }: OutgoingRules, leave: (text: RichText) => RichText): Array<[string, NamedReplicaValue]> => [
	...Object.entries(customFields)
		.filter(([id]) => id in issue.fields)
		.map(([id, name]): [string, NamedReplicaValue] => [name, { id, value: leaveValue(issue.fields[id], leave, issue.richFields?.includes(id)) }]),
	...Object.entries(values).map(([name, value]): [string, NamedReplicaValue] => [name, { id: name, value }]),
];

/** Rich text of a custom field holds ids of its site like any other. */
const leaveValue = (value: unknown, leave: (text: RichText) => RichText, isMarkup = false): unknown =>
	asObject(value).type === 'doc' || (isMarkup && typeof value === 'string' && value !== '') ? leave(richText(value)) : value;

/** What exists and does not leave, by id: what the other side has of it is neither new nor deleted. */
const existing = (
	{ fields }: OutgoingRules,
	staying: JiraComment[],
	unsent: NonNullable<Replica['meta']['unsent']>,
): Pick<Replica['meta'], 'withdrawn' | 'unsent'> => ({
	...(fields.includes('comments') ? { withdrawn: staying.map(({ id }) => id) } : {}),
	...(fields.includes('comments') || fields.includes('attachments') ? { unsent } : {}),
});

/** Who wrote something, without the address: no rule names it. */
const byName = ({ id, name }: JiraAccount): Person => ({ id, name });

const toReplicaComment = (
	comment: JiraComment,
	source: ReplicaSource,
	leave: (text: RichText) => RichText,
): ReplicaComment => ({
	id: comment.id,
	...relayedFrom(comment),
	author: byName(comment.author),
	created: toIso(comment.created),
	updated: toIso(comment.updated),
	body: leave(comment.body),
	public: isForEverybody(comment),
	url: `${issueUrl(source.site.url, source.issue.key)}?focusedCommentId=${comment.id}`,
});

/** A copy leaves only where it is relayed. */
function relayedFrom(comment: JiraComment): Pick<ReplicaComment, 'root'> {
	const root = originOf(comment);
	return root ? { root } : {};
}

const toReplicaFile = (file: JiraAttachment, account: string): ReplicaFile => ({
	id: file.id,
	name: file.name,
	size: file.size,
	mimeType: file.mimeType,
	created: toIso(file.created),
	author: byName(file.author),
	bySyncAccount: file.author.id === account,
});

/** Address of an issue for people. */
export const issueUrl = (siteUrl: string, key: string): string => `${siteUrl}/browse/${encodeURIComponent(key)}`;

function meta(
	source: ReplicaSource,
	rules: OutgoingRules,
	notes: string[],
	withheld: Record<string, number>,
): Replica['meta'] {
	const { issue, record, site } = source;
	const changedAt: Record<string, string> = {};
	for (const field of rules.fields) {
		const change = lastChange(issue.changes, JIRA_FIELD[field]);
		if (change) changedAt[field] = change.at;
	}
	for (const id of Object.keys(rules.customFields)) {
		const change = lastChange(issue.changes, id);
		if (change) changedAt[id] = change.at;
	}
	const letOut = new Set([...rules.fields, ...rules.fields.map((field) => JIRA_FIELD[field]), ...Object.keys(rules.customFields)]);
	return {
		format: ITEM_FORMAT,
		connection: source.connection,
		site,
		issue: { id: issue.id, key: issue.key, url: issueUrl(site.url, issue.key) },
		builtAt: source.builtAt,
		updated: toIso(String(issue.fields.updated ?? '')),
		fields: uniq([...rules.fields, ...Object.values(rules.customFields), ...Object.keys(rules.values ?? {})]),
		changedAt,
		twin: keepsTwin(record) ? record.twin : null,
		...(record?.state === 'disconnected' ? { disconnected: record.twin } : {}),
		...(record?.state === 'partnerDeleted' ? { twinDeleted: { at: record.deletedAt ?? '' } } : {}),
		// Fingerprints of what is withheld stay at home with the values.
		synced: Object.fromEntries(
			Object.entries(record?.fields ?? {}).filter(([field]) => letOut.has(field)),
		),
		recorded: record !== undefined,
		withheld,
		notes,
	};
}
