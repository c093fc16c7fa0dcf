import { textOf } from '../adf/read.ts';
import { isPublic } from '../actions/comments.ts';
import { fieldsOf } from '../fields/field.ts';
import { traceOf } from '../fields/shown.ts';
import type { Issue, Json, RemoteLink } from '../model.ts';
import type { Site } from '../site.ts';
import { findAccount, issueTypeOf, namedOf, projectOf, statusOf } from '../site.ts';

/** An issue in plain words, for assertions and the page: people by handle, named things by name, texts as text. */
export interface IssueReport {
	id: string;
	key: string;
	project: string;
	type: string;
	summary: string;
	description: string;
	descriptionAdf: Json;
	status: string;
	statusCategory: string;
	resolution: string | null;
	priority: string | null;
	assignee: string | null;
	reporter: string | null;
	creator: string | null;
	labels: string[];
	components: string[];
	parent: string | null;
	security: string | null;
	/** Every other field that has a value, by name, in words. */
	fields: Record<string, string>;
	comments: CommentReport[];
	files: FileReport[];
	links: Array<{ id: string; type: string; direction: 'outward' | 'inward'; key: string }>;
	remoteLinks: RemoteLink[];
	properties: Record<string, Json>;
	changelog: Array<{ id: string; author: string; at: number; changes: Array<{ field: string; from: string | null; to: string | null }>; historyMetadata?: Json }>;
	created: number;
	updated: number;
	resolved: number | null;
}

export interface CommentReport {
	id: string;
	author: string;
	text: string;
	body: Json;
	public: boolean;
	visibility: string | null;
	created: number;
	updated: number;
	properties: Record<string, Json>;
}

export interface FileReport {
	id: string;
	name: string;
	size: number;
	sha256: string;
	mimeType: string;
	author: string;
	mediaId: string;
}

export function reportOn(site: Site, issue: Issue): IssueReport {
	const { values } = issue;
	const handle = (id: Json | undefined): string | null => (typeof id === 'string' ? findAccount(site, id)?.handle ?? id : null);
	const words = (id: string): string | null => {
		const field = fieldsOf(site).find((one) => one.id === id);
		return field ? traceOf(field, values[id] ?? null, issue, site).text : null;
	};
	const list = (id: string): string[] => (words(id) ?? '').split(id === 'labels' ? ' ' : ',').filter((one) => one !== '');
	const status = statusOf(site, String(values.status));
	return {
		id: issue.id,
		key: issue.key,
		project: projectOf(site, issue).key,
		type: issueTypeOf(site, String(values.issuetype)).name,
		summary: String(values.summary),
		description: textOf(values.description),
		descriptionAdf: values.description ?? null,
		status: status.name,
		statusCategory: status.category,
		resolution: namedOf(site.data.resolutions, values.resolution)?.name ?? null,
		priority: namedOf(site.data.priorities, values.priority)?.name ?? null,
		assignee: handle(values.assignee),
		reporter: handle(values.reporter),
		creator: handle(issue.creatorId),
		labels: list('labels'),
		components: list('components'),
		parent: words('parent'),
		security: words('security'),
		fields: Object.fromEntries(fieldsOf(site).flatMap((field) => {
			const told = TOLD_ALREADY.has(field.id) ? null : words(field.id);
			return told === null || told === '' ? [] : [[field.name, told]];
		})),
		comments: issue.comments.map((comment) => ({
			id: comment.id,
			author: handle(comment.authorId) ?? comment.authorId,
			text: textOf(comment.body),
			body: comment.body,
			public: isPublic(site, issue, comment),
			visibility: comment.visibility ? `${comment.visibility.type}: ${comment.visibility.value}` : null,
			created: comment.created,
			updated: comment.updated,
			properties: { ...comment.properties },
		})),
		files: issue.attachments.map((file) => ({ id: file.id, name: file.filename, size: file.size, sha256: file.sha256, mimeType: file.mimeType, author: handle(file.authorId) ?? file.authorId, mediaId: file.mediaId })),
		links: linksOf(site, issue),
		remoteLinks: structuredClone(issue.remoteLinks),
		properties: structuredClone(issue.properties),
		changelog: issue.changelog.map((history) => ({
			id: history.id,
			author: handle(history.authorId) ?? history.authorId,
			at: history.created,
			changes: history.items.map((item) => ({ field: item.field, from: item.fromString, to: item.toString })),
			...(history.historyMetadata ? { historyMetadata: history.historyMetadata } : {}),
		})),
		created: issue.created,
		updated: issue.updated,
		resolved: issue.resolved,
	};
}

const TOLD_ALREADY = new Set(['summary', 'description', 'status', 'resolution', 'priority', 'assignee', 'reporter', 'labels', 'components', 'parent', 'security', 'issuetype', 'project']);

function linksOf(site: Site, issue: Issue): IssueReport['links'] {
	return site.data.issueLinks.flatMap((link) => {
		const outward = link.inwardId === issue.id;
		if (!outward && link.outwardId !== issue.id) return [];
		const other = site.data.issues[outward ? link.outwardId : link.inwardId];
		const type = site.data.linkTypes.find((one) => one.id === link.typeId)?.name ?? link.typeId;
		return [{ id: link.id, type, direction: outward ? 'outward' as const : 'inward' as const, key: other?.key ?? '' }];
	});
}
