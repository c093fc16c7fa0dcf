import type { Budget } from './budget';
import type { Place } from './scriptError';
import type { Value } from './values';

/** What a method needs besides its object. */
export interface Calling {
	args: Value[];
	budget: Budget;
	place: Place;
	/** Calls a closure that was given as an argument. */
	call: (closure: Value | undefined, args: Value[]) => Value;
	fail: (what: string, next: string) => never;
}

export type Method<T> = (self: T, calling: Calling) => Value;

/** A map of names, so that nothing but what is listed is ever found. */
export const methodTable = <T>(methods: Record<string, Method<T>>): ReadonlyMap<string, Method<T>> => new Map(Object.entries(methods));
