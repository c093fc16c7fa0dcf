import { filterQuery } from '../../sync/filters';
import { outOfScope, scopeQuery, type Scope } from '../../sync/scope';
import { startableQuery } from '../../sync/startCondition';

const only = (projects: string[], types: string[] = []): Scope => ({ mode: 'only', projects, types });
const hide = (projects: string[], types: string[] = []): Scope => ({ mode: 'hide', projects, types });
const all: Scope = { mode: 'all', projects: [], types: [] };

test.each<[string, Scope, [string, string], boolean]>([
	['selected project, any type', only(['ACME']), ['ACME', 'Bug'], true],
	['selected project and type', only(['ACME'], ['Task']), ['ACME', 'task'], true],
	['moved to another project', only(['ACME'], ['Task']), ['SECRET', 'Task'], false],
	['turned into another type', only(['ACME'], ['Task']), ['ACME', 'Bug'], false],
	['hidden project', hide(['HR']), ['HR', 'Task'], false],
	['not hidden', hide(['HR']), ['ACME', 'Task'], true],
	['hidden project in lower case, as JQL takes it', hide(['hr']), ['HR', 'Task'], false],
	['hidden type', hide([], ['Epic']), ['ACME', 'Epic'], false],
	['everything is shown', all, ['HR', 'Epic'], true],
	['nothing is selected: nothing leaves', only([]), ['ACME', 'Task'], false],
])('%s', (_what, scope, [project, type], shown) => {
	expect(outOfScope(scope, { project, type }) === undefined).toBe(shown);
});

test.each<[Scope, string]>([
	[all, ''],
	[only(['A', 'B']), 'project IN ("A", "B")'],
	[only(['A'], ['Bug']), 'project IN ("A") AND issuetype IN ("Bug")'],
	[hide(['HR'], ['Epic']), 'project NOT IN ("HR") AND issuetype NOT IN ("Epic")'],
	[only(['A") OR project IN ("HR']), 'project IN ("A\\") OR project IN (\\"HR")'],
])('as JQL: %j', (scope, jql) => {
	expect(scopeQuery(scope)).toBe(jql);
});

test.each([
	[{}, ''],
	[{ labels: ['a', 'b'] }, 'labels IN ("a", "b")'],
	[{ labels: ['a'], priorities: ['High', 'Highest'] }, 'labels IN ("a") AND priority IN ("High", "Highest")'],
	[{ summary: ['VPN'] }, 'summary ~ "\\"VPN\\""'],
	[{ summary: ['VPN', 'mail server'] }, '(summary ~ "\\"VPN\\"" OR summary ~ "\\"mail server\\"")'],
	[{ summary: ['a" OR project = HR OR summary ~ "b'] }, 'summary ~ "\\"a  OR project = HR OR summary ~  b\\""'],
	[{ summary: ['C:\\temp\\'] }, 'summary ~ "\\"C: temp\\""'],
	[{ summary: ['"', ' '], labels: ['a'] }, 'labels IN ("a")'],
	[{ assignees: ['ann@example.com'], reporters: ['acc\\" x'] }, 'assignee IN ("ann@example.com") AND reporter IN ("acc\\\\\\" x")'],
])('filters %j', (filters, jql) => {
	expect(filterQuery(filters)).toBe(jql);
});

test.each([
	[{}, undefined],
	[{ jql: 'a = 1 OR b = 2 ORDER BY key' }, '(a = 1 OR b = 2)'],
	[{ statuses: ['Sent'] }, '(status IN ("Sent") OR status WAS "Sent")'],
	[{ jql: 'a = 1', moves: [{ from: 'Open', to: 'Sent' }] }, '(a = 1) AND (status IN ("Sent") OR status WAS "Sent")'],
	[{ jql: 'a = 1', moves: [{ from: 'Open', to: 'Sent' }, { from: 'Done' }] }, '(a = 1)'],
	[{ moves: [{ from: 'Done' }] }, undefined],
])('those that may start: %j', (condition, jql) => {
	expect(startableQuery(condition)).toBe(jql);
});
