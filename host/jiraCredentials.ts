/** The four credentials the templates name: each site twice, because one node takes one of a type. */
import type { CredentialToSave } from './credentials.ts';

interface Account {
	url: string;
	email: string;
	token: string;
}

const forSide = (side: string, { url, email, token }: Account): CredentialToSave[] => {
	const data = { siteUrl: url, email, apiToken: token };
	return [
		{ name: `Jira ${side}`, type: 'jiraSyncCloudApi', data },
		{ name: `Jira ${side} (source site)`, type: 'jiraSyncCloudSourceApi', data },
	];
};

export const jiraCredentials = (sites: Record<string, Account>) => Object.entries(sites).flatMap(([side, account]) => forSide(side, account));
