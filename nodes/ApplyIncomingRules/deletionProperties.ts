import type { INodeProperties } from 'n8n-workflow';
import type { IncomingRules } from '../../engine/applyIncoming';
import type { OnDeleted } from '../../engine/applyDeletion';
import type { OnTwinGone } from '../../engine/twinGone';

/** What happens when one issue of a pair is deleted; both stand among the node's options. */
export const deletionProperties: INodeProperties[] = [
	{
		displayName: 'When the Counterpart Is Gone',
		name: 'onTwinGone',
		type: 'options',
		options: [
			{ name: 'Ignore', value: 'ignore', description: 'Do nothing and say so in the outcome' },
			{ name: 'Recreate', value: 'recreate', description: 'Treat the issue as a new one: a new counterpart is created if For New Issues says so, and paired' },
			{ name: 'Report', value: 'report', description: 'Let the item fail' },
		],
		default: 'ignore',
		description: 'What to do with a change of an issue whose counterpart here was deleted. A counterpart that only cannot be read always lets the item fail.',
	},
	{
		displayName: 'When the Issue Was Deleted',
		name: 'onDeleted',
		type: 'options',
		options: [
			{ name: 'Comment', value: 'comment', description: 'Mark the counterpart, and say in one internal comment that the original was deleted' },
			{ name: 'Delete', value: 'delete', description: 'Delete the counterpart. It cannot be restored. The account needs Delete Issues here and Browse Projects wherever the original may be moved to.' },
			{ name: 'Ignore', value: 'ignore', description: 'Do nothing. Later changes of the counterpart fail, because nothing tells that the original was deleted.' },
			{ name: 'Mark', value: 'mark', description: 'Note it in the record of the counterpart; people see no change' },
		],
		default: 'mark',
		description: 'What to do with the counterpart of an issue that was deleted at the other side. To move it, add a Transition node with Once For Each set to Remote Deletion.',
	},
];

export interface DeletionOptions {
	onDeleted?: OnDeleted;
	onTwinGone?: OnTwinGone;
}

export const readDeletionOptions = ({ onDeleted, onTwinGone }: DeletionOptions): Pick<IncomingRules, 'onDeleted' | 'onTwinGone'> => ({
	onDeleted: onDeleted ?? 'mark',
	onTwinGone: onTwinGone ?? 'ignore',
});
