import type { RichText } from '../../content/richText';
import type { JiraAttachment, JiraComment, JiraIssue, JiraTransition } from '../../jira/types';
import type { OutgoingRules, ReplicaSource } from '../../sync/buildReplica';
import type { Replica, ReplicaComment, ReplicaField, ReplicaFile, SyncedField } from '../../sync/replica';
import type { LocalSite } from '../../sync/plan';

export const DESK = { id: 'cloud-desk', url: 'https://desk.example', deployment: 'cloud' as const, clockAhead: 0 };
export const DEV = { id: 'cloud-dev', url: 'https://dev.example', deployment: 'cloud' as const, clockAhead: 0 };
/** Account of the sync, at whichever site. */
export const SYNC = { id: 'acc-sync', name: 'Sync' };
export const ANN = { id: 'acc-ann', name: 'Ann' };

export const adf = (...lines: string[]): RichText & { format: 'adf' } => ({
	format: 'adf',
	document: { type: 'doc', version: 1, content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) },
});

/** A text that shows files by the words Jira puts under them. */
export const showing = (...names: string[]): RichText & { format: 'adf' } => ({
	format: 'adf',
	document: {
		type: 'doc',
		version: 1,
		content: names.map((alt) => ({
			type: 'mediaSingle',
			attrs: { layout: 'center' },
			content: [{ type: 'media', attrs: { type: 'file', id: `media-${alt}`, collection: '', alt } }],
		})),
	},
});

export const comment = (id: string, more: Partial<JiraComment> = {}): JiraComment => ({
	id,
	author: ANN,
	created: `2026-11-20T10:00:${id.slice(-2).padStart(2, '0')}.000+0000`,
	updated: `2026-11-20T10:00:${id.slice(-2).padStart(2, '0')}.000+0000`,
	body: adf(`comment ${id}`),
	public: true,
	restricted: false,
	...more,
});

export const file = (id: string, name: string, more: Partial<JiraAttachment> = {}): JiraAttachment => ({
	id,
	name,
	size: 100,
	mimeType: 'text/plain',
	created: '2026-11-20T10:00:00.000+0000',
	author: ANN,
	...more,
});

export const issue = (fields: Record<string, unknown>, more: Partial<JiraIssue> = {}): JiraIssue => ({
	id: '10001',
	key: 'DESK-1',
	fields: { updated: '2026-11-21T09:00:00.000+0000', ...fields },
	properties: {},
	changes: [],
	names: {},
	...more,
});

export const source = (more: Partial<ReplicaSource> = {}): ReplicaSource => ({
	connection: 'deskdev',
	site: DESK,
	account: SYNC.id,
	issue: issue({ summary: 'VPN fails' }),
	comments: [],
	attachments: [],
	record: undefined,
	traces: { comments: {}, files: {} },
	arrivedFiles: new Set(),
	media: {},
	builtAt: '2026-11-21T10:00:00.000Z',
	...more,
});

export const rules = (fields: ReplicaField[], more: Partial<OutgoingRules> = {}): OutgoingRules => ({
	fields,
	customFields: {},
	comments: 'public',
	...more,
});

/** A replica of DESK-1 as it arrives in development. */
export const replica = (values: Partial<Omit<Replica, 'meta'>> = {}, meta: Partial<Replica['meta']> = {}): Replica => ({
	meta: {
		format: 1,
		connection: 'deskdev',
		site: DESK,
		issue: { id: '10001', key: 'DESK-1', url: 'https://desk.example/browse/DESK-1' },
		builtAt: '2026-11-21T10:00:00.000Z',
		updated: '2026-11-21T09:00:00.000Z',
		fields: [],
		changedAt: {},
		twin: null,
		synced: {},
		recorded: false,
		withheld: {},
		notes: [],
		...meta,
	},
	...values,
});

export const replicaComment = (id: string, more: Partial<ReplicaComment> = {}): ReplicaComment => ({
	id,
	author: ANN,
	created: '2026-11-20T10:00:00.000Z',
	updated: '2026-11-20T10:00:00.000Z',
	body: adf(`comment ${id}`),
	public: true,
	url: `https://desk.example/browse/DESK-1?focusedCommentId=${id}`,
	...more,
});

export const replicaFile = (id: string, name: string, more: Partial<ReplicaFile> = {}): ReplicaFile => ({
	id,
	name,
	size: 100,
	mimeType: 'text/plain',
	created: '2026-11-20T10:00:00.000Z',
	author: ANN,
	bySyncAccount: false,
	...more,
});

/** Cloud keeps every file name. */
export const sameName = (name: string): string => name;

/** Development, where texts are ADF and no file is placed yet. */
export const devSite: LocalSite = {
	arriving: { format: 'adf', files: {}, fileName: sameName },
	leaving: { url: DEV.url, projectKey: 'ACME', mediaNames: {} },
};

export const synced = (r: string, l: string, n = 1): SyncedField => ({ r, l, n });

export const transition = (id: string, name: string, to: string, more: Partial<JiraTransition> = {}): JiraTransition => ({
	id,
	name,
	to: { id: `status-${to}`, name: to },
	...more,
});
