import type { INodeProperties } from 'n8n-workflow';

/** Whether Jira mails people who watch an issue that is edited. */
export const notifyProperty: INodeProperties = {
	displayName: 'Notify People',
	name: 'notifyPeople',
	type: 'boolean',
	default: true,
	description: 'Whether Jira may mail those who watch an issue about its changed fields. Switching that off needs Administer Projects, and takes one more request for each project. Jira has no such switch for new issues, comments and files.',
};
