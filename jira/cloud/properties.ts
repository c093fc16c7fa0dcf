import type { Client } from 'jira.js/core';
import {
	createOrUpdateRemoteIssueLink,
	deleteIssueProperty,
	deleteProjectProperty,
	deleteRemoteIssueLinkByGlobalId,
	deleteUserProperty,
	getIssuePropertyKeys,
	getProjectProperty,
	getProjectPropertyKeys,
	getUserProperty,
	getUserPropertyKeys,
	setIssueProperty,
	setProjectProperty,
	setUserProperty,
} from 'jira.js/cloud';
import { JiraError } from '../errors';
import { pathSegment } from '../issueKey';
import { answerOf, type JiraPort } from '../port';
import type { Jira, JiraAccount } from '../types';
import { asList, asObject, asText } from './readValues';

type PropertyFunctions = Pick<Jira, 'setIssueProperty' | 'deleteIssueProperty' | 'issuePropertyKeys'>;
type ClaimFunctions = Pick<Jira, 'readClaim' | 'setClaim' | 'deleteClaim' | 'listClaims'>;

/** One place for claims. */
export interface ClaimStore {
	read(key: string): Promise<unknown>;
	set(key: string, value: unknown): Promise<'mine' | 'held' | 'noPlace'>;
	remove(key: string): Promise<boolean>;
	keys(): Promise<string[]>;
}
type LinkFunctions = Pick<Jira, 'putRemoteLink' | 'removeRemoteLink'>;

/** 201 says "created", 200 "was there before" (documented for issue, user and project properties). */
const CREATED = 201;

export function issueProperties(port: JiraPort): PropertyFunctions {
	return {
		async setIssueProperty(issueId, key, value) {
			const answer = await answerOf(port, (client) =>
				setIssueProperty(client, { issueIdOrKey: pathSegment(issueId), propertyKey: pathSegment(key), body: value } as Parameters<typeof setIssueProperty>[1]),
			);
			return answer.status === CREATED;
		},
		deleteIssueProperty: (issueId, key) =>
			wasThere(deleteIssueProperty(port, { issueIdOrKey: pathSegment(issueId), propertyKey: pathSegment(key) })),
		issuePropertyKeys: async (issueId) => keysOf(await getIssuePropertyKeys(port, { issueIdOrKey: pathSegment(issueId) })),
	};
}

/** Properties of the own account: writing them needs no permission on Cloud. */
export function userClaims(port: JiraPort, account: () => Promise<JiraAccount>): ClaimStore {
	const owner = async () => (await account()).id;
	return {
		async read(key) {
			const accountId = await owner();
			const answer = await unlessHidden(getUserProperty(port, { accountId, propertyKey: pathSegment(key) }));
			return asObject(answer).value;
		},
		async set(key, value) {
			const accountId = await owner();
			const write = (client: Client) =>
				setUserProperty(client, { accountId, propertyKey: pathSegment(key), body: value } as Parameters<typeof setUserProperty>[1]);
			return await claimed(answerOf(port, write));
		},
		async remove(key) {
			const accountId = await owner();
			return wasThere(deleteUserProperty(port, { accountId, propertyKey: pathSegment(key) }));
		},
		keys: async () => await unlessRefused(getUserPropertyKeys(port, { accountId: await owner() })),
	};
}

/** Properties of a project: writing them needs Administer Projects. */
export function projectClaims(port: JiraPort, project: string): ClaimStore {
	const at = (key: string) => ({ projectIdOrKey: pathSegment(project), propertyKey: pathSegment(key) });
	return {
		read: async (key) => asObject(await unlessHidden(getProjectProperty(port, at(key)))).value,
		async set(key, value) {
			const write = (client: Client) => setProjectProperty(client, { ...at(key), body: value } as Parameters<typeof setProjectProperty>[1]);
			return await claimed(answerOf(port, write));
		},
		remove: async (key) => await wasThere(deleteProjectProperty(port, at(key))),
		keys: async () => await unlessRefused(getProjectPropertyKeys(port, { projectIdOrKey: pathSegment(project) })),
	};
}

/** Claims in the account's own place, or in a project where one is named. */
export function claimsIn(port: JiraPort, own: ClaimStore): ClaimFunctions {
	const place = (project: string | undefined) => (project === undefined ? own : projectClaims(port, project));
	return {
		readClaim: async (key, project) => await place(project).read(key),
		setClaim: async (key, value, project) => await place(project).set(key, value),
		deleteClaim: async (key, project) => await place(project).remove(key),
		listClaims: async (project) => await place(project).keys(),
	};
}

async function claimed(write: Promise<{ status: number }>): Promise<'mine' | 'held' | 'noPlace'> {
	const answer = await write.catch((error: unknown) => (isRefused(error) ? undefined : Promise.reject(error)));
	if (answer === undefined) return 'noPlace';
	return answer.status === CREATED ? 'mine' : 'held';
}

export function remoteLinks(port: JiraPort): LinkFunctions {
	return {
		async putRemoteLink(issueId, link) {
			// What an update leaves out becomes null, so the whole link is sent every time.
			await createOrUpdateRemoteIssueLink(port, {
				issueIdOrKey: pathSegment(issueId),
				globalId: link.globalId,
				application: { type: 'n8n-nodes-jira-sync', name: 'Jira Sync' },
				relationship: link.relationship,
				object: {
					url: link.url,
					title: link.title,
				},
			});
		},
		removeRemoteLink: (issueId, globalId) =>
			wasThere(deleteRemoteIssueLinkByGlobalId(port, { issueIdOrKey: pathSegment(issueId), globalId })),
	};
}

/** The account may not keep properties there (a guest, no admin of the project, or a site that forbids it). */
const isRefused = (error: unknown): boolean => error instanceof JiraError && [403, 404].includes(error.data.status ?? 0);

/** Keys from an answer that lists properties. */
export const keysOf = (answer: unknown): string[] => asList(asObject(answer).keys).map(({ key }) => asText(key));

const unlessRefused = async (list: Promise<unknown>): Promise<string[]> =>
	await list.then(keysOf, (error: unknown) => (isRefused(error) ? [] : Promise.reject(error)));

const isMissing = (error: unknown): boolean => error instanceof JiraError && error.data.status === 404;

/** The answer, or undefined where Jira says 404. */
export const unlessMissing = async <T>(call: Promise<T>): Promise<T | undefined> =>
	await call.catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error)));

/** The answer, or undefined where Jira says 404, or 403: where nothing may be read, nothing can be written, and that is told there. */
const unlessHidden = async <T>(call: Promise<T>): Promise<T | undefined> =>
	await call.catch((error: unknown) => (isRefused(error) ? undefined : Promise.reject(error)));

const wasThere = async (call: Promise<unknown>): Promise<boolean> =>
	await call.then(
		() => true,
		(error: unknown) => (isMissing(error) ? false : Promise.reject(error)),
	);
