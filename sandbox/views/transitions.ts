import { fieldMetadata } from '../fields/metadata.ts';
import { allTransitions, availableTransitions } from '../actions/transition.ts';
import type { Account, Issue, Transition } from '../model.ts';
import type { Site } from '../site.ts';
import { projectOf } from '../site.ts';
import { statusView } from './objects.ts';

export interface TransitionOptions {
	withFields: boolean;
	unavailable?: boolean;
	transitionId?: string | null;
}

export function transitionViews(site: Site, viewer: Account, issue: Issue, options: TransitionOptions): Array<Record<string, unknown>> {
	const available = availableTransitions(site, viewer, issue);
	const listed = options.unavailable && available.length > 0 ? allTransitions(site, issue) : available;
	return listed
		.filter((transition) => !options.transitionId || transition.id === options.transitionId)
		.map((transition) => transitionView(site, issue, transition, available.includes(transition), options.withFields));
}

function transitionView(site: Site, issue: Issue, transition: Transition, isAvailable: boolean, withFields: boolean): Record<string, unknown> {
	const context = { site, project: projectOf(site, issue), issueTypeId: String(issue.values.issuetype), issue };
	return {
		id: transition.id,
		name: transition.name,
		to: statusView(site, transition.to),
		hasScreen: transition.screen !== undefined,
		isGlobal: transition.from.length === 0,
		isInitial: false,
		isAvailable,
		isConditional: transition.onlyRoles !== undefined,
		isLooped: transition.from.length === 1 && transition.from[0] === transition.to,
		...(withFields ? { fields: Object.fromEntries((transition.screen ?? []).map((one) => [one.id, fieldMetadata(one, context)])) } : {}),
	};
}
