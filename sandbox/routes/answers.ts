import type { Call } from '../http/router.ts';
import { listParam } from '../http/router.ts';
import type { Looking } from '../fields/shown.ts';

/** REST answers are seen with the caller's eyes and in v3. */
export function lookingOf(call: Call): Looking {
	return { site: call.site, viewer: call.actor, version: 3 };
}

export function expandOf(call: Call): string[] {
	return listParam(call.query, 'expand') ?? [];
}

export function param(call: Call, name: string): string {
	return call.params[name] ?? '';
}

/** One page of a list with `startAt`, in the envelope Jira uses for `values`. */
export function pageOf<T>(all: T[], startAt: number, maxResults: number): { shown: T[]; isLast: boolean } {
	const shown = all.slice(startAt, startAt + maxResults);
	return { shown, isLast: startAt + shown.length >= all.length };
}
