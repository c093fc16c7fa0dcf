import {
	getConfiguration,
	getCreateIssueMetaIssueTypeId,
	getCurrentUser,
	getEditIssueMeta,
	getMyPermissions,
	getProject,
} from 'jira.js/cloud';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira, Permission } from '../types';
import { allMetaEntries } from './createMeta';
import { jqlText } from '../../sync/jql';
import { unlessMissing } from './properties';
import { asObject, asText, readAccount, readFieldMetas } from './readValues';

type SetupFunctions = Pick<Jira, 'readOwnAccount' | 'readPermissions' | 'readProject' | 'readSettings' | 'readCreateFields' | 'readEditFields'>;

/** How a site is set up for the account: what it may do, and what the screens ask for. */
export function siteSetup(port: JiraPort, jira: Pick<Jira, 'search'>): SetupFunctions {
	return {
		readOwnAccount: async () => readAccount(await getCurrentUser(port, {})),
		async readPermissions(keys, project) {
			// An unknown key would be refused with 400, and so would an empty list.
			if (keys.length === 0) return [];
			const answer = await getMyPermissions(port, { permissions: keys.join(','), ...(project === undefined ? {} : { projectKey: project }) });
			return readHeld(answer, keys);
		},
		async readProject(idOrKey) {
			const answer = await unlessMissing(getProject(port, { projectIdOrKey: pathSegment(idOrKey) }));
			if (answer === undefined) return undefined;
			const { id, key, name, archived, projectTypeKey, style, simplified } = asObject(answer);
			return {
				id: asText(id),
				key: asText(key),
				name: asText(name),
				archived: archived === true,
				...(typeof projectTypeKey === 'string' ? { type: projectTypeKey } : {}),
				teamManaged: style === 'next-gen' || simplified === true,
			};
		},
		async readSettings() {
			const { attachmentsEnabled, issueLinkingEnabled } = asObject(await getConfiguration(port));
			return { attachments: attachmentsEnabled !== false, issueLinking: issueLinkingEnabled !== false };
		},
		async readCreateFields(project, issueTypeId) {
			const entries = await allMetaEntries(
				async (page) => await getCreateIssueMetaIssueTypeId(port, { projectIdOrKey: pathSegment(project), issueTypeId: pathSegment(issueTypeId), ...page }),
			);
			return Object.values(readFieldMetas(entries));
		},
		async readEditFields(project, issueTypeId) {
			// REST tells edit screens of issues only, so the latest one of the type is asked.
			const [issue] = await jira.search({
				jql: `project = ${jqlText(project)} AND issuetype = ${jqlText(issueTypeId)} ORDER BY updated DESC`,
				limit: 1,
			});
			if (!issue) return undefined;
			return Object.values(readFieldMetas(asObject(await getEditIssueMeta(port, { issueIdOrKey: pathSegment(issue.id) })).fields));
		},
	};
}

/** The wanted ones of an answer to `GET /mypermissions`; names come in the language of the account. */
export function readHeld(answer: unknown, keys: string[]): Permission[] {
	const permissions = asObject(asObject(answer).permissions);
	return keys
		.filter((key) => Object.hasOwn(permissions, key))
		.map((key) => {
			const { name, havePermission } = asObject(permissions[key]);
			return { key, name: asText(name), held: havePermission === true };
		});
}
