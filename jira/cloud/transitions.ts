import { doTransition, getTransitions } from 'jira.js/cloud';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira } from '../types';
import { asList, asObject, readTransition } from './readValues';

type TransitionFunctions = Pick<Jira, 'readTransitions' | 'doTransition'>;

/** Workflow moves. Only what is available to the account from the issue's current status is listed. */
export function transitionsOf(port: JiraPort): TransitionFunctions {
	return {
		async readTransitions(issueId, withFields) {
			const answer = await getTransitions(port, {
				issueIdOrKey: pathSegment(issueId),
				...(withFields ? { expand: 'transitions.fields' } : {}),
			});
			return asList(asObject(answer).transitions).map(readTransition);
		},
		async doTransition(issueId, transitionId, input) {
			await doTransition(port, {
				issueIdOrKey: pathSegment(issueId),
				transition: { id: transitionId },
				...(Object.keys(input.fields).length ? { fields: input.fields } : {}),
			} as Parameters<typeof doTransition>[1]);
		},
	};
}
