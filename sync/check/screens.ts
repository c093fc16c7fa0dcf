import { holds, type CheckFacts } from './facts';

/** Where Jira keeps what is to be mended, in the words of its menus. */
export function screensOf({ deployment, project }: Pick<CheckFacts, 'deployment' | 'project'>) {
	const ownSettings = 'told' in project && project.told?.teamManaged === true;
	const cloud = deployment === 'cloud';
	return {
		/** Grants a permission of one project. */
		permissions: ownSettings
			? 'Project settings > Access, in a role of the project'
			: cloud
				? 'Project settings > Permissions'
				: 'Project settings > Permissions, which leads to the permission scheme in Administration > Issues',
		globalPermissions: cloud ? 'Settings > System > Global permissions' : 'Administration > System > Global permissions',
		/** What must be filled in, and what has a default. */
		fields: ownSettings ? 'Project settings > Issue types' : 'Project settings > Fields',
		fieldScreens: ownSettings ? 'Project settings > Issue types' : 'Project settings > Screens',
		issueLinking: cloud ? 'Settings > Issues > Issue linking' : 'Administration > Issues > Issue linking',
		attachments: cloud ? 'Settings > System > Attachments' : 'Administration > System > Advanced > Attachments',
		webhooks: cloud ? 'Settings > System > WebHooks' : 'Administration > System > Advanced > WebHooks',
		agents: cloud
			? 'Give it the product Jira Service Management in the administration of the organisation, and the role Service Desk Team in Project settings > People.'
			: 'Give it access to Jira Service Management in Administration > Applications, and the role Service Desk Team in Project settings > Users and roles.',
	};
}

/** The account in a sentence. */
export const accountName = ({ account }: Pick<CheckFacts, 'account'>): string => ('told' in account ? account.told.name || account.told.id : 'the account');

/** What is closed to an account without a permission, when that is why nobody can tell. */
export const lacks = (facts: CheckFacts, key: string): boolean => holds(facts.permissions, key) === false;
