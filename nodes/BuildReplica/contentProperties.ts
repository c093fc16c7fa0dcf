import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { FileRules } from '../../sync/leavingFiles';
import type { ReplicaField } from '../../sync/replica';
import type { CommentPolicy } from '../../sync/visibility';
import { SyncError } from '../../sync/errors';

/** Which comments and files leave, where the fields include them at all. */
export const contentProperties: INodeProperties[] = [
	{
		displayName: 'Comments',
		name: 'comments',
		type: 'options',
		options: [
			{ name: 'By Role or Group', value: 'byAudience', description: 'Public ones, and those restricted to the roles or groups that you name' },
			{ name: 'None', value: 'none', description: 'As if comments were not among the fields. Copies that are at the other side stay as they are.' },
			{ name: 'Public', value: 'public', description: 'Those that everybody sees who sees the issue' },
			{ name: 'Public and Internal', value: 'publicAndInternal', description: 'Internal notes of a service project too' },
		],
		default: 'public',
		description: 'Which comments leave, if comments are among the fields. What Jira does not tell the visibility of stays. Copies of comments that you no longer let out are emptied.',
	},
	{
		displayName: 'Roles or Groups',
		name: 'audiences',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Role or Group' },
		default: [],
		placeholder: 'e.g. Developers',
		displayOptions: { show: { comments: ['byAudience'] } },
		description: 'Names or IDs, as Jira writes them. At the other side such a comment is internal in a service project and open to everybody elsewhere.',
	},
	{
		displayName: 'Files',
		name: 'files',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'All but those that only a withheld comment shows' },
			{ name: 'In Public Texts', value: 'public', description: 'Only those that a public comment shows, or the description if it leaves' },
			{ name: 'None', value: 'none', description: 'As if attachments were not among the fields. Copies that are at the other side stay.' },
		],
		default: 'all',
		description: 'Which files leave, if attachments are among the fields. With All, a file that is there before the internal comment which will show it leaves at once, and what has left stays there: choose In Public Texts where agents put files into internal notes.',
	},
	{
		displayName: 'File Filters',
		name: 'fileFilters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { hide: { files: ['none'] } },
		description: 'What a file must be like to leave. All filters must hold.',
		options: [
			{
				displayName: 'Largest Size (MB)',
				name: 'largest',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 3 },
				default: 10,
				description: 'Larger files stay. A megabyte is a million bytes.',
			},
			{
				displayName: 'Names',
				name: 'names',
				type: 'string',
				default: '',
				placeholder: 'e.g. *.png, report-*.pdf',
				description: 'Patterns separated by commas, in which * stands for anything. Files whose name fits none of them stay.',
			},
			{
				displayName: 'Types',
				name: 'types',
				type: 'string',
				default: '',
				placeholder: 'e.g. image/*, application/pdf',
				description: 'MIME types as Jira tells them, with * for anything, separated by commas. Files of other types stay.',
			},
		],
	},
];

export interface ContentOptions {
	/** Fields that the rules do not send, whatever was chosen. */
	without: ReplicaField[];
	comments: CommentPolicy;
	files: FileRules;
}

const MEGABYTE = 1_000_000;

/** @throws SyncError `outgoingRules` when restricted comments are to leave and nobody is named */
export function readContentOptions(context: IExecuteFunctions, itemIndex: number): ContentOptions {
	const comments = context.getNodeParameter('comments', itemIndex, 'public') as 'byAudience' | 'none' | 'public' | 'publicAndInternal';
	const files = context.getNodeParameter('files', itemIndex, 'all') as 'all' | 'none' | 'public';
	return {
		without: [...(comments === 'none' ? ['comments' as const] : []), ...(files === 'none' ? ['attachments' as const] : [])],
		// Without comments it still decides which texts may show a file.
		comments: comments === 'none' ? 'public' : comments === 'byAudience' ? { restrictedTo: readAudiences(context, itemIndex) } : comments,
		files: files === 'none' ? {} : { ...(files === 'public' ? { publicOnly: true } : {}), ...readFilters(context, itemIndex) },
	};
}

function readAudiences(context: IExecuteFunctions, itemIndex: number): string[] {
	const named = [context.getNodeParameter('audiences', itemIndex, [])].flat().map((name) => String(name).trim());
	const audiences = named.filter((name) => name !== '');
	if (audiences.length > 0) return audiences;
	throw new SyncError('outgoingRules', 'Comments is set to By Role or Group, and no role or group is named.', {
		scope: 'connection',
		next: 'Name one under Roles or Groups, or choose Public.',
	});
}

function readFilters(context: IExecuteFunctions, itemIndex: number): Omit<FileRules, 'publicOnly'> {
	const { largest, names, types } = context.getNodeParameter('fileFilters', itemIndex, {}) as { largest?: number; names?: string; types?: string };
	return {
		...(largest === undefined ? {} : { largest: largest * MEGABYTE }),
		...patterns('names', names),
		...patterns('types', types),
	};
}

/** A filter that was added and left empty is none. */
function patterns<Name extends string>(name: Name, list: string | undefined): Partial<Record<Name, string[]>> {
	const found = String(list ?? '').split(',').map((pattern) => pattern.trim()).filter((pattern) => pattern !== '');
	return found.length > 0 ? ({ [name]: found } as Record<Name, string[]>) : {};
}
