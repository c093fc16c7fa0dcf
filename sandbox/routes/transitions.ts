import { empty, json } from '../http/exchange.ts';
import type { Route } from '../http/router.ts';
import { flagParam, readObject } from '../http/router.ts';
import { prepareTransition } from '../actions/transition.ts';
import { transitionViews } from '../views/transitions.ts';
import { expandOf } from './answers.ts';
import { wanted } from './issues.ts';

export const transitionRoutes: Route[] = [
	['GET', '/rest/api/3/issue/:issueIdOrKey/transitions', (call) => json(200, {
		expand: 'transitions',
		transitions: transitionViews(call.site, call.actor, wanted(call), {
			withFields: expandOf(call).includes('transitions.fields'),
			unavailable: flagParam(call.query, 'includeUnavailableTransitions', false),
			transitionId: call.query.get('transitionId'),
		}),
	})],
	['POST', '/rest/api/3/issue/:issueIdOrKey/transitions', async (call) => {
		const issue = wanted(call);
		const run = prepareTransition(call.site, call.actor, issue, await readObject(call));
		run();
		return empty(204);
	}],
];
