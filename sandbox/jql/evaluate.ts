import { badRequest } from '../http/errors.ts';
import type { Account, Issue } from '../model.ts';
import { seesIssue } from '../permissions.ts';
import type { Site } from '../site.ts';
import { findIssue } from '../site.ts';
import type { Searchable } from './clauses.ts';
import { searchableOf } from './clauses.ts';
import { instantOf } from './dates.ts';
import type { Clause, FunctionOperand, Operand, Terminal } from './parse.ts';
import { parseJql } from './parse.ts';
import { matchesText } from './textMatch.ts';

export type Predicate = (issue: Issue) => boolean;

interface Asking {
	site: Site;
	viewer: Account;
}

const OPERATORS: Record<Searchable['type'], string[]> = {
	identity: ['=', '!=', 'in', 'not in', 'is', 'is not'],
	words: ['~', '!~', 'is', 'is not'],
	time: ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'],
	number: ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'],
	key: ['=', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not'],
};

/** Turns JQL into a question about one issue. Everything that Jira would not understand is refused here. */
export function compileJql(jql: string, asking: Asking): { matches: Predicate; bounded: boolean } {
	const { where } = parseJql(jql);
	return { matches: where ? compile(where, asking) : () => true, bounded: where !== undefined };
}

function compile(clause: Clause, asking: Asking): Predicate {
	if (clause.kind === 'terminal') return compileTerminal(clause, asking);
	if (clause.kind === 'not') {
		const inner = compile(clause.clause, asking);
		return (issue) => !inner(issue);
	}
	const parts = clause.clauses.map((part) => compile(part, asking));
	return clause.kind === 'and' ? (issue) => parts.every((part) => part(issue)) : (issue) => parts.some((part) => part(issue));
}

function compileTerminal(terminal: Terminal, asking: Asking): Predicate {
	const field = searchableOf(terminal.field, asking.site, asking.viewer);
	const { operator, operand } = terminal;
	if (operator === 'was' || operator === 'was in') return everWas(field, terminal, asking);
	if (!OPERATORS[field.type].includes(operator)) throw badRequest(`The operator '${operator}' is not supported by the '${terminal.field}' field.`);
	if (operator === 'is' || operator === 'is not') {
		if (operand.kind !== 'empty') throw badRequest(`The operator '${operator}' only supports the keywords EMPTY and NULL.`);
		return negatedIf(operator === 'is not', (issue) => field.read(issue).length === 0);
	}
	if (operator === '~' || operator === '!~') {
		if (operand.kind !== 'value') throw badRequest(`The operand is not supported by the '${terminal.field}' field.`);
		return negatedIf(operator === '!~', (issue) => field.read(issue).some((text) => matchesText(String(text), operand.value)));
	}
	if (['in', 'not in'].includes(operator) && operand.kind !== 'list' && operand.kind !== 'function') {
		throw badRequest(`Operator '${operator}' does not support the non-list value for field '${terminal.field}'.`);
	}
	if (['=', '!='].includes(operator) && operand.kind === 'list') throw badRequest(`Operator '${operator}' does not support the list value for field '${terminal.field}'.`);
	if (['<', '<=', '>', '>='].includes(operator)) return compare(field, terminal, asking);
	return membership(field, terminal, asking);
}

/** `was`, `was in`: the value now or any the history tells of. Jira keeps such a history for a few fields. */
function everWas(field: Searchable, terminal: Terminal, asking: Asking): Predicate {
	if (!['status', 'assignee', 'priority', 'reporter', 'resolution'].includes(field.name)) throw badRequest(`The operator '${terminal.operator}' is not supported by the '${terminal.field}' field.`);
	const items = terminal.operand.kind === 'list' ? terminal.operand.items : [terminal.operand];
	const wanted = new Set(items.flatMap((item) => resolve(field, item, terminal, asking)));
	const before = (issue: Issue) => issue.changelog.flatMap((entry) => entry.items).filter(({ fieldId }) => fieldId === field.name).flatMap(({ from, to }) => [from, to]);
	return (issue) => [...field.read(issue), ...before(issue)].some((value) => value !== null && wanted.has(value as string));
}

const negatedIf = (negated: boolean, predicate: Predicate): Predicate => (negated ? (issue) => !predicate(issue) : predicate);

/** `=`, `!=`, `in`, `not in`. The negative forms never match an empty field, as in Jira. */
function membership(field: Searchable, terminal: Terminal, asking: Asking): Predicate {
	const items = terminal.operand.kind === 'list' ? terminal.operand.items : [terminal.operand];
	const isEmpty = (item: Operand): boolean => item.kind === 'empty' || (field.name === 'resolution' && item.kind === 'value' && item.value.toLowerCase() === 'unresolved');
	const wantsEmpty = items.some(isEmpty);
	const wanted = new Set(items.filter((item) => !isEmpty(item)).flatMap((item) => resolve(field, item, terminal, asking)));
	const negative = terminal.operator === '!=' || terminal.operator === 'not in';
	const isDynamic = wanted.has(MATCH_BY_LINK);
	const byLink = isDynamic ? items.filter((item) => item.kind === 'function').map((item) => linkPredicate(item as FunctionOperand, terminal)) : [];
	return (issue) => {
		const values = field.read(issue);
		const hit = (wantsEmpty && values.length === 0) || values.some((value) => wanted.has(value)) || byLink.some((matches) => matches(issue));
		return negative ? !hit && values.length > 0 : hit;
	};
}

/** Stands for "asks the issue itself": remote links are looked up per issue, not as a list of ids. */
const MATCH_BY_LINK = 'issuesWithRemoteLinksByGlobalId()';
const LINK_FUNCTIONS = ['issueswithremotelinksbyglobalid', 'workitemswithremotelinksbyglobalid'];

function linkPredicate(operand: FunctionOperand, terminal: Terminal): Predicate {
	if (terminal.operator !== 'in' && terminal.operator !== 'not in') throw badRequest(`The operator '${terminal.operator}' is not supported by the function '${operand.name}'.`);
	if (operand.args.length === 0) throw badRequest(`Function '${operand.name}' requires at least one argument.`);
	if (operand.args.length > 100) throw badRequest(`Function '${operand.name}' accepts at most 100 arguments.`);
	const wanted = new Set(operand.args);
	return (issue) => issue.remoteLinks.some((link) => link.globalId !== null && wanted.has(link.globalId));
}

function resolve(field: Searchable, operand: Operand, terminal: Terminal, { site, viewer }: Asking): Array<string | number> {
	if (field.type === 'time') return [instantOf(operand, terminal.field, site.world.now(), viewer.timeZone)];
	if (operand.kind === 'function') return resolveFunction(field, operand, viewer);
	if (operand.kind !== 'value') throw badRequest(`The operand is not supported by the '${terminal.field}' field.`);
	if (field.type === 'number') return [numberOf(operand.value, terminal.field)];
	if (field.type === 'key') return [issueIdOf(operand.value, terminal.field, site, viewer)];
	const found = field.resolve?.(operand.value);
	if (!found || found.length === 0) throw badRequest(`The value '${operand.value}' does not exist for the field '${terminal.field}'.`);
	return found;
}

function resolveFunction(field: Searchable, operand: FunctionOperand, viewer: Account): string[] {
	const name = operand.name.toLowerCase();
	if (name === 'currentuser' && field.type === 'identity') return [viewer.accountId];
	if (field.type === 'key' && LINK_FUNCTIONS.includes(name)) return [MATCH_BY_LINK];
	throw badRequest(`Unable to find JQL function '${operand.name}(${operand.args.join(', ')})'.`);
}

function numberOf(value: string, field: string): number {
	const number = Number(value);
	if (value.trim() === '' || Number.isNaN(number)) throw badRequest(`'${value}' is an invalid numerical value for the field '${field}'.`);
	return number;
}

/** A key that cannot be seen is refused exactly like one that never existed. */
function issueIdOf(value: string, field: string, site: Site, viewer: Account): string {
	const issue = findIssue(site, value);
	if (issue && seesIssue(site, viewer, issue)) return issue.id;
	throw badRequest(/^\d+$/.test(value) ? `A value with ID '${value}' does not exist for the field '${field}'.` : `An issue with key '${value}' does not exist for field '${field}'.`);
}

function compare(field: Searchable, terminal: Terminal, { site, viewer }: Asking): Predicate {
	const { operator, operand } = terminal;
	if (operand.kind === 'list' || operand.kind === 'empty') throw badRequest(`Operator '${operator}' does not support the given value for field '${terminal.field}'.`);
	const holds = (left: number, right: number): boolean => {
		if (operator === '<') return left < right;
		if (operator === '<=') return left <= right;
		return operator === '>' ? left > right : left >= right;
	};
	if (field.type === 'key') return compareKeys(terminal, holds, site);
	const limit = field.type === 'time' ? instantOf(operand, terminal.field, site.world.now(), viewer.timeZone) : numberOf(operand.kind === 'value' ? operand.value : '', terminal.field);
	return (issue) => field.read(issue).some((value) => holds(Number(value), limit));
}

/** `key > DESK-5` means: in DESK, with a higher number. `id > 10005` compares ids. */
function compareKeys(terminal: Terminal, holds: (left: number, right: number) => boolean, site: Site): Predicate {
	const value = terminal.operand.kind === 'value' ? terminal.operand.value : '';
	if (/^\d+$/.test(value)) return (issue) => holds(Number(issue.id), Number(value));
	const parts = /^([A-Za-z][A-Za-z0-9_]*)-(\d+)$/.exec(value);
	const project = parts ? site.data.projects.find((one) => one.key === parts[1]?.toUpperCase()) : undefined;
	if (!parts || !project) throw badRequest(`The issue key '${value}' for field '${terminal.field}' is invalid.`);
	return (issue) => issue.projectId === project.id && holds(Number(issue.key.split('-')[1]), Number(parts[2]));
}
