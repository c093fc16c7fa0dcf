import type { INodeProperties } from 'n8n-workflow';

const listening = { hide: { '/mode': ['sweep'] } };
const sweeping = { hide: { '/mode': ['webhook'] } };

export const optionProperties: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Accept Unsigned Deliveries',
			name: 'acceptUnsigned',
			type: 'boolean',
			default: false,
			displayOptions: listening,
			description: 'Whether calls without a proof are taken as well. Anybody who knows the address can then make this workflow look at issues; what is written is still read from Jira. Needed for webhooks of Data Center 9 and older, which cannot be signed.',
		},
		{
			displayName: 'Ignore Deliveries by the Sync Account',
			name: 'ignoreSyncAccount',
			type: 'boolean',
			default: false,
			displayOptions: listening,
			description: 'Whether deliveries of changes by the account of the credential start nothing; a sweep looks at what it finds all the same. Only for an account that no person and no other connection uses; own writes are recognised without it.',
		},
		{
			displayName: 'Most Changes in One Sweep',
			name: 'most',
			type: 'number',
			typeOptions: { minValue: 10, maxValue: 5000 },
			default: 500,
			displayOptions: sweeping,
			description: 'What a sweep leaves, the next one takes up',
		},
		{
			displayName: 'Webhook Is Made by Hand',
			name: 'byHand',
			type: 'boolean',
			default: false,
			displayOptions: listening,
			description: 'Whether this node registers nothing. Enter the production URL above in Jira, with the events for issues (created, updated, deleted) and comments (created, updated, deleted), and the secret that you have entered under Webhook Secret in the credential.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: listening,
			description: 'Of a webhook or automation rule that was made by hand: Jira signs with it, or sends it in the header X-Jira-Sync-Token. It stands in the workflow and in its executions; Webhook Secret in the credential is the safer place. Empty: that one, and for the webhook that this node registers one that is derived from the credential.',
		},
	],
};
