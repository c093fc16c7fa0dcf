import { fingerprint } from '../content/fingerprint';
import type { FieldMeta, JiraTransition } from '../jira/types';
import type { Replica } from './replica';

/** How a person names a move: by the transition's name or id, or by the status it ends in. */
export interface WantedMove {
	by: 'name' | 'id' | 'status';
	value: string;
	ignoreCase: boolean;
}

export type MoveDecision =
	| { kind: 'move'; transition: JiraTransition }
	| { kind: 'alreadyThere'; reason: string }
	| { kind: 'unavailable'; reason: string; available: string[] }
	| { kind: 'ambiguous'; reason: string; candidates: JiraTransition[] };

/** Which of the available transitions is meant. `status` is the status now. Pure. */
export function chooseMove(
	wanted: WantedMove,
	status: { id: string; name: string },
	available: JiraTransition[],
): MoveDecision {
	const same = (text: string): boolean =>
		wanted.ignoreCase ? text.toLowerCase() === wanted.value.toLowerCase() : text === wanted.value;
	if (wanted.by === 'status' && (same(status.name) || status.id === wanted.value)) {
		return { kind: 'alreadyThere', reason: `The issue is in ${status.name} already.` };
	}
	const candidates = available.filter((transition) => {
		if (wanted.by === 'id') return transition.id === wanted.value;
		return wanted.by === 'name'
			? same(transition.name) || transition.id === wanted.value
			: same(transition.to.name) || transition.to.id === wanted.value;
	});
	const [first, ...others] = candidates;
	if (first && others.every((other) => other.to.id === first.to.id)) return { kind: 'move', transition: first };
	if (first) {
		return {
			kind: 'ambiguous',
			reason: `${candidates.length} transitions are called ${wanted.value}: ids ${candidates.map(({ id }) => id).join(', ')}.`,
			candidates,
		};
	}
	const names = available.map(({ name }) => name);
	const near = names.find((name) => name.toLowerCase() === wanted.value.toLowerCase());
	return {
		kind: 'unavailable',
		reason:
			`${wanted.value} is not available from ${status.name}` +
			(near ? ` (${near} is: names are compared with upper and lower case)` : '') +
			(names.length === 0 ? '; the account sees no transition at all, perhaps it lacks Transition Issues.' : '.'),
		available: names,
	};
}

/** What makes one occasion of a rule different from the next. */
export type Cause = 'remoteStatus' | 'remoteResolution' | 'remoteStatusAndResolution' | 'always';

/**
 * Fingerprint of the occasion on which a rule acts, so that it acts once for each: the moment the
 * other side's status or resolution was set. Undefined when the replica cannot tell, and then the
 * rule acts whenever its condition holds.
 */
export function causeOf(cause: Cause, replica: Replica): string | undefined {
	if (cause === 'always') return undefined;
	const parts = [
		...(cause === 'remoteResolution' ? [] : [replica.status]),
		...(cause === 'remoteStatus' ? [] : [replica.resolution]),
	].filter((part) => part !== undefined);
	if (parts.length === 0 || parts.some((part) => part !== null && part.since === null)) return undefined;
	return fingerprint(parts.map((part) => (part === null ? null : [part.id, part.since])));
}

/** Screen fields that Jira will ask for and nobody has given. */
export const missingFields = (transition: JiraTransition, given: Record<string, unknown>): FieldMeta[] =>
	Object.values(transition.fields ?? {}).filter(
		(field) => field.required && !field.hasDefaultValue && !(field.fieldId in given),
	);
