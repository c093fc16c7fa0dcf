import { decideInOrder } from '../../rules/incoming';
import { combineChanges } from '../../sync/combine';
import { readConnectionRules, rowsFor } from '../../sync/connectionRules';
import { SyncError } from '../../sync/errors';
import type { FieldChange, NeutralValue } from '../../sync/fieldChange';
import { mapValue } from '../../sync/mappedValue';
import type { MappingRow } from '../../sync/mapping';
import { byPeopleTable } from '../../sync/peopleTable';
import { transitionPath } from '../../sync/transitionPath';
import { adf, replica, transition } from './fixtures';

const row = (more: Partial<MappingRow>): MappingRow => ({ local: 'priority', how: 'set', when: true, values: [], ifNoMatch: 'nothing', ...more });
const decide = (rows: MappingRow[], values: Parameters<typeof replica>[0]) =>
	decideInOrder(rows.map((each, index) => ({ kind: 'map', at: index + 1, row: each })), { replica: replica(values), issue: {}, firstSync: false }, { comments: true, files: true }, { people: [], issue: 'DESK-1' });
const HIGH = { id: '2', name: 'High' };
const TO_CRITICAL = [{ remote: 'High', local: 'Critical' }];

describe('a value', () => {
	test.each<[what: string, value: NeutralValue, rows: Array<[string, string]>, instead: string | undefined, mapped: unknown]>([
		['keeps its name without rows', { name: 'High' }, [], undefined, { kind: 'value', value: { name: 'High' } }],
		['is called as the first row that matches says', { name: 'High' }, [['High', 'A'], ['High', 'B']], undefined, { kind: 'value', value: { name: 'A' } }],
		['prefers the exact name', 'high', [['High', 'A'], ['high', 'B']], undefined, { kind: 'value', value: 'B' }],
		['that no row names does not match', { name: 'Low' }, [['High', 'A']], undefined, { kind: 'noMatch', words: 'Low' }],
		['that no row names is replaced', { name: 'Low' }, [['High', 'A']], 'C', { kind: 'value', value: { name: 'C' } }],
		['that is empty clears and never fails to match', null, [['High', 'A']], 'C', { kind: 'value', value: null }],
		['of a list is mapped entry by entry', ['a', 'b', 'c'], [['a', 'x'], ['b', 'x']], undefined, { kind: 'value', value: ['x'] }],
		['of a list in which nothing matches does not match', ['c'], [['a', 'x']], undefined, { kind: 'noMatch', words: 'c' }],
		['is cleared by a row with an empty name', { name: 'High' }, [['High', '']], undefined, { kind: 'value', value: null }],
	])('%s', (_what, value, rows, instead, mapped) => {
		expect(mapValue(value, rows.map(([remote, local]) => ({ remote, local })), instead)).toEqual(mapped);
	});
});

describe('rows', () => {
	test('want changes in their order, each with its name and where it came from', () => {
		const { changes } = decide([row({ remote: 'summary', local: 'summary' }), row({ remote: 'priority', values: TO_CRITICAL })], { summary: 'a', priority: HIGH });
		expect(changes).toEqual([
			expect.objectContaining({ field: 'summary', value: 'a', rule: 'row 1 (summary to summary)' }),
			expect.objectContaining({ field: 'priority', value: { name: 'Critical' }, rule: 'row 2 (priority to priority)', from: { field: 'priority', value: { name: 'High' } } }),
		]);
	});

	test('that do not count for the issue want nothing', () => {
		expect(decide([row({ remote: 'priority', when: false })], { priority: HIGH }).changes).toEqual([]);
	});

	test('change nothing for a field that is not let out, and say so; an empty one clears', () => {
		const { changes, warnings } = decide([row({ remote: 'labels', local: 'labels' }), row({ remote: 'priority' })], { priority: null });
		expect(changes).toEqual([expect.objectContaining({ field: 'priority', value: null })]);
		expect(warnings).toEqual([expect.stringContaining('row 1 (labels to labels)')]);
	});

	test('report a value without a counterpart by its name, and text without its words', () => {
		const said = (values: Parameters<typeof replica>[0], remote: string): SyncError => {
			try {
				decide([row({ remote, values: TO_CRITICAL, ifNoMatch: 'error' })], values);
			} catch (error) {
				return error as SyncError;
			}
			throw new Error('nothing was reported');
		};
		expect(said({ priority: { id: '9', name: 'Odd' } }, 'priority')).toMatchObject({ code: 'valueUnmatched', data: { scope: 'issue', next: expect.stringContaining('Odd') } });
		expect(JSON.stringify(said({ summary: 'secret words' }, 'summary').data)).not.toContain('secret');
	});

	test('find custom fields by name or id, and give a status to a move', () => {
		const customFields = { Impact: { id: 'customfield_1', value: { id: '3', value: 'Everyone' } } };
		const status = { id: '1', name: 'Open', since: null, category: 'new' };
		const rows = [row({ remote: 'impact' }), row({ remote: 'customfield_1', local: 'labels', how: 'add' }), row({ remote: 'status', local: 'status', values: [{ remote: 'Open', local: 'To Do' }] })];
		const { changes, transition: move } = decide(rows, { customFields, status });
		expect(changes.map(({ value }) => value)).toEqual([{ name: 'Everyone' }, { name: 'Everyone' }]);
		expect(move).toEqual({ by: 'status', value: 'To Do', rule: 'row 3 (status to status)' });
	});
});

describe('several changes of one field', () => {
	const change = (how: FieldChange['how'], value: NeutralValue): FieldChange => ({ field: 'f', how, value, rule: 'r' });
	test.each<[what: string, FieldChange[], Partial<FieldChange>]>([
		['the later of two that set it counts', [change('set', 'a'), change('set', 'b')], { how: 'set', value: 'b' }],
		['what is appended becomes part of what is set', [change('set', 'a'), change('append', 'b'), change('prepend', 'c')], { how: 'set', value: 'c a b' }],
		['what is there already is not appended', [change('set', 'a b'), change('append', 'b')], { how: 'set', value: 'a b' }],
		['rich text grows by whole paragraphs', [change('set', adf('a')), change('append', 'b')], { how: 'set', value: adf('a', 'b') }],
		['entries are added once', [change('add', ['a', 'b']), change('add', ['b', 'c'])], { how: 'add', value: ['a', 'b', 'c'] }],
		['entries are taken from what is set', [change('set', ['a', 'b']), change('remove', 'a')], { how: 'set', value: ['b'] }],
		['of two ways that do not go together the later counts', [change('append', 'a'), change('prepend', 'b')], { how: 'prepend', value: 'b' }],
	])('%s', (_what, changes, wanted) => {
		expect(combineChanges(changes)).toEqual([expect.objectContaining(wanted)]);
	});
});

test('people are named by address, id or name in the table; others stay who they are', () => {
	const ann = { id: 'acc-ann', name: 'Ann', email: 'ann@desk.example' };
	expect(byPeopleTable(ann, [{ remote: 'ANN@desk.example', local: 'dana@dev.example' }])).toEqual({ id: '', name: 'Ann', email: 'dana@dev.example' });
	expect(byPeopleTable([ann], [{ remote: 'Ann', local: 'acc-7' }])).toEqual([{ id: 'acc-7', name: 'Ann' }]);
	expect(byPeopleTable(ann, [{ remote: 'ben', local: 'x' }])).toEqual(ann);
});

describe('the way to a status', () => {
	const workflow = { a: [transition('1', 'to b', 'b'), transition('2', 'to c', 'c')], 'status-b': [transition('3', 'to d', 'd'), transition('4', 'back', 'a')], 'status-c': [transition('5', 'to b', 'b')] };
	const names = (way: ReturnType<typeof transitionPath>) => way?.map(({ id }) => id);
	test('is the shortest that was seen', () => expect(names(transitionPath(workflow, 'a', 'D'))).toEqual(['1', '3']));
	test('is unknown where no transition was seen to lead there', () => expect(transitionPath(workflow, 'a', 'e')).toBeUndefined());
	test('ends after five moves, and never runs in circles', () => {
		const chain = Object.fromEntries(['s', ...'12345'].map((at, index) => [index === 0 ? 's' : `status-${at}`, [transition(`t${index}`, 'on', String(index + 1)), transition('back', 'back', '1')]]));
		expect(names(transitionPath(chain, 's', '5'))).toHaveLength(5);
		expect(transitionPath(chain, 's', '6')).toBeUndefined();
	});
});

describe('a connection in one JSON', () => {
	const good = {
		name: 'deskdev', local: 'Desk', remote: 'Dev',
		rules: { toRemote: [{ local: 'priority', remote: 'Severity', values: 'priority', how: 'mirror' }], toLocal: [{ remote: 'labels', local: 'labels', how: 'union' }] },
		values: { priority: [{ local: 'High', remote: 'Critical' }, { local: 'Low', remote: 'Minor', direction: 'toLocal' }] },
	};

	test('gives each side its rows, seen from there', () => {
		const rules = readConnectionRules(JSON.stringify(good));
		expect(rowsFor(rules, 'remote')).toEqual([{ remote: 'priority', local: 'Severity', how: 'set', when: true, values: [{ remote: 'High', local: 'Critical' }], ifNoMatch: 'nothing' }]);
		expect(rowsFor(rules, 'local')).toEqual([{ remote: 'labels', local: 'labels', how: 'add', when: true, values: [], ifNoMatch: 'nothing' }]);
		expect(rules).toMatchObject({ methods: { in: 'automatic', out: 'automatic' }, showLink: true });
	});

	test('holds pieces of script between rows, as a text or as lines', () => {
		const first = { script: 'issue.labels += "a"' };
		const { rules } = readConnectionRules({ ...good, rules: { toLocal: [first, { remote: 'labels', local: 'labels' }, { script: ['def x = "b"', 'issue.labels += x'] }] } });
		expect(rules.toLocal).toEqual([first, { remote: 'labels', local: 'labels' }, { script: 'def x = "b"\nissue.labels += x' }]);
		expect(rowsFor({ ...readConnectionRules(good), rules }, 'local')).toEqual([first, expect.objectContaining({ local: 'labels' }), { script: 'def x = "b"\nissue.labels += x' }]);
	});

	test.each([
		['no JSON', '{', 'the text must be JSON'],
		['no object', '[]', 'the rules must be an object'],
		['a name in capitals', { ...good, name: 'DeskDev' }, 'name must be lower-case'],
		['a part that does not exist', { ...good, rule: {} }, 'rule must be one of'],
		['a misspelt part of a row', { ...good, rules: { toRemote: [{ local: 'a', remote: 'b', hwo: 'set' }] } }, 'rules.toRemote[0].hwo must be one of'],
		['a row without its target', { ...good, rules: { toLocal: [{ remote: 'a' }] } }, 'rules.toLocal[0].local must be a text'],
		['a row without its source', { ...good, rules: { toLocal: [{ local: 'a' }] } }, 'rules.toLocal[0].remote (or rules.toLocal[0].constant) must be a text'],
		['a table that is not there', { ...good, rules: { toLocal: [{ local: 'a', remote: 'b', values: 'x' }] } }, 'name of a table in values (priority)'],
		['a default that is missing', { ...good, rules: { toLocal: [{ local: 'a', remote: 'b', ifNoMatch: 'default' }] } }, 'rules.toLocal[0].default must be a text'],
		['another part beside a script', { ...good, rules: { toLocal: [{ script: 'store(issue)', when: true }] } }, 'rules.toLocal[0].when must be left out where script is given'],
		['an empty script', { ...good, rules: { toLocal: [{ script: [' ', ''] }] } }, 'rules.toLocal[0].script must be a text that is not empty'],
		['a script that is no text', { ...good, rules: { toLocal: [{ script: ['a', 1] }] } }, 'rules.toLocal[0].script must be a text, or a list of lines'],
		['an unknown method', { ...good, methods: { in: 'always' } }, 'methods.in must be one of automatic, manual, off'],
	])('is refused with the place and what is expected: %s', (_what, given, words) => {
		expect(() => readConnectionRules(given)).toThrow(words);
	});
});
