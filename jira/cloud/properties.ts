import {
	createOrUpdateRemoteIssueLink,
	deleteIssueProperty,
	deleteUserProperty,
	getUserProperty,
	setIssueProperty,
	setUserProperty,
} from 'jira.js/cloud';
import { JiraError } from '../errors';
import { pathSegment } from '../issueKey';
import { answerOf, type JiraPort } from '../port';
import type { Jira, JiraAccount } from '../types';
import { asObject } from './readValues';

type PropertyFunctions = Pick<Jira, 'setIssueProperty' | 'deleteIssueProperty'>;
type ClaimFunctions = Pick<Jira, 'readClaim' | 'setClaim' | 'deleteClaim'>;
type LinkFunctions = Pick<Jira, 'putRemoteLink'>;

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
	};
}

/** Claims live in properties of the own account: writing them needs no permission on Cloud. */
export function userClaims(port: JiraPort, account: () => Promise<JiraAccount>): ClaimFunctions {
	const owner = async () => (await account()).id;
	return {
		async readClaim(key) {
			const accountId = await owner();
			const answer = await unlessMissing(getUserProperty(port, { accountId, propertyKey: pathSegment(key) }));
			return asObject(answer).value;
		},
		async setClaim(key, value) {
			const accountId = await owner();
			const answer = await answerOf(port, (client) =>
				setUserProperty(client, { accountId, propertyKey: pathSegment(key), body: value } as Parameters<
					typeof setUserProperty
				>[1]),
			).catch((error: unknown) => (isRefused(error) ? undefined : Promise.reject(error)));
			if (answer === undefined) return 'noPlace';
			return answer.status === CREATED ? 'mine' : 'held';
		},
		async deleteClaim(key) {
			const accountId = await owner();
			return wasThere(deleteUserProperty(port, { accountId, propertyKey: pathSegment(key) }));
		},
	};
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
	};
}

/** The account may not keep properties of its own (a guest, or a site that forbids it). */
const isRefused = (error: unknown): boolean => error instanceof JiraError && [403, 404].includes(error.data.status ?? 0);

const isMissing = (error: unknown): boolean => error instanceof JiraError && error.data.status === 404;

/** The answer, or undefined where Jira says 404. */
export const unlessMissing = async <T>(call: Promise<T>): Promise<T | undefined> =>
	await call.catch((error: unknown) => (isMissing(error) ? undefined : Promise.reject(error)));

const wasThere = async (call: Promise<unknown>): Promise<boolean> =>
	await call.then(
		() => true,
		(error: unknown) => (isMissing(error) ? false : Promise.reject(error)),
	);
