import type { FieldMeta, JiraTransition } from './issue';
import { onLocalClock, type Clocks } from './clocks';
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

/** Which change of the other side a rule acts on. */
export type Cause = 'remoteDeletion' | 'remoteStatus' | 'remoteResolution' | 'remoteStatusAndResolution' | 'always';

/**
 * When the change was made that a rule acts on (ISO time); undefined when the replica cannot tell.
 *
 * A rule moves the counterpart only for a change that is newer than the counterpart's own last move.
 * So it acts once for each change, because its own move is newer afterwards; a late or repeated
 * message does nothing; and of two people who move both sides at once, the later one is followed.
 */
export function causeTime(cause: Cause, replica: Replica): string | undefined {
	if (cause === 'always') return undefined;
	if (cause === 'remoteDeletion') return replica.meta.deleted?.at;
	const parts = [
		...(cause === 'remoteResolution' ? [] : [replica.status]),
		...(cause === 'remoteStatus' ? [] : [replica.resolution]),
	].filter((part) => part !== undefined && part !== null);
	const times = parts.map(({ since }) => since);
	return times.some((time) => time === null) ? undefined : times.map(String).sort().at(-1);
}

/** Whether the counterpart was moved after the change that the rule acts on. Unknown times never hold a move back. */
export const isOvertaken = (cause: string | undefined, movedAt: string | null | undefined, clocks: Clocks): boolean =>
	cause !== undefined && !!movedAt && onLocalClock(cause, clocks) < Date.parse(movedAt);

/** Screen fields that Jira will ask for and nobody has given. */
export const missingFields = (transition: JiraTransition, given: Record<string, unknown>): FieldMeta[] =>
	Object.values(transition.fields ?? {}).filter(
		(field) => field.required && !field.hasDefaultValue && !(field.fieldId in given),
	);
