import type { INodeProperties } from 'n8n-workflow';

/** Basic rules write no field of people. */
const ruled = { hide: { '/rules': ['basic'] } };

/** Whom a field of people gets; among the options of the node, because it is for all rows. */
export const peopleProperties: INodeProperties[] = [
	{
		displayName: 'If a Person Is Unknown',
		name: 'unknownPerson',
		type: 'options',
		displayOptions: ruled,
		options: [
			{ name: 'Keep the Local Person', value: 'keep' },
			{ name: 'Leave Empty', value: 'empty' },
			{ name: 'Take the Default Person', value: 'default', description: 'Default Person has to be set as well' },
		],
		default: 'empty',
		description: 'What becomes of a field of people when somebody is not found here by the table, the email address or the account ID. It never holds up the rest.',
	},
	{
		displayName: 'Default Person',
		name: 'defaultPerson',
		type: 'string',
		displayOptions: ruled,
		default: '',
		placeholder: 'e.g. dispatcher@example.com',
		description: 'Email address or account ID of somebody here',
	},
	{
		displayName: 'People',
		name: 'people',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Person',
		default: {},
		displayOptions: ruled,
		description: 'Who somebody of the other side is here, for fields of people, where email address and account ID do not tell. Mentions in texts stay names that call nobody.',
		options: [
			{
				displayName: 'Person',
				name: 'person',
				values: [
					{ displayName: 'Remote Person', name: 'remote', type: 'string', default: '', description: 'Email address, account ID or display name at the other side' },
					{ displayName: 'Local Person', name: 'local', type: 'string', default: '', description: 'Email address or account ID here' },
				],
			},
		],
	},
];
