import { allOf, isOneOf } from './jql';

/** Which projects and issue types a connection may see at all, whether or not an issue is paired. */
export interface Scope {
	mode: 'all' | 'only' | 'hide';
	/** Project keys. */
	projects: string[];
	/** Issue types by name. */
	types: string[];
}

/** The part of an issue that a scope asks about. */
export interface ScopeFacts {
	project: string;
	type: string;
}

/** JQL for a webhook's filter and for the sweep; empty when everything is in scope. */
export function scopeQuery({ mode, projects, types }: Scope): string {
	if (mode === 'all') return '';
	const not = mode === 'hide' ? 'NOT ' : '';
	return allOf([isOneOf('project', projects, not), isOneOf('issuetype', types, not)]);
}

/** A scope that shows selected projects only and names none shows nothing. */
export const isEmptyScope = ({ mode, projects }: Scope): boolean => mode === 'only' && projects.length === 0;

/** Whether issues of a project may be in scope, whatever their type. */
export const isProjectShown = (scope: Scope, project: string): boolean => outOfScope({ ...scope, types: [] }, { project, type: '' }) === undefined;

/** Why an issue stays where it is, or undefined when it is in scope. Compared without regard to case, as JQL does. */
export function outOfScope(scope: Scope, { project, type }: ScopeFacts): string | undefined {
	if (scope.mode === 'all') return undefined;
	const has = (names: string[], one: string) => names.some((name) => name.toLowerCase() === one.toLowerCase());
	const hasProject = has(scope.projects, project);
	const hasType = has(scope.types, type);
	if (scope.mode === 'hide') {
		if (hasProject) return `Project ${project} is hidden from this connection.`;
		return hasType ? `Issues of type ${type} are hidden from this connection.` : undefined;
	}
	if (!hasProject) return `Project ${project} is not among those this connection may see.`;
	return scope.types.length > 0 && !hasType ? `Issues of type ${type} are not among those this connection may see.` : undefined;
}
