import { checkScript } from '../../rules/analysis';
import { decideInOrder, type IncomingInput, type IncomingRule } from '../../rules/incoming';
import { combineChanges } from '../../sync/combine';
import type { MappingRow } from '../../sync/mapping';
import { errorOf, pairInput } from './support';

/** One rule of a list: a script, or the parts of a row that matter. */
type Short = Partial<MappingRow> | string;

const NAMES = { local: 'BlueJira', remote: 'GreenJira' };
/** Two names of one custom field. */
const idOf = (field: string): string => (field === 'Notes' ? 'customfield_9' : field);

function decide(list: Short[], input: Partial<IncomingInput> = {}) {
	const rules = list.map((rule, index): IncomingRule =>
		typeof rule === 'string'
			? { kind: 'script', at: index + 1, script: checkScript(rule, 'incoming', NAMES) }
			: { kind: 'map', at: index + 1, row: { local: rule.remote ?? '', how: 'set', when: true, values: [], ifNoMatch: 'nothing', ...rule } },
	);
	const known = pairInput();
	const issue = { ...known.issue, customFields: { customfield_9: { id: 'customfield_9', value: 'local' } } };
	return decideInOrder(rules, { ...known, issue, idOf, ...input }, { comments: true, files: true }, { people: [], issue: 'DESK-1' });
}
const changesOf = (list: Short[]) => combineChanges(decide(list).changes.map((change) => ({ ...change, field: idOf(change.field) })));

const LABELS = { remote: 'labels' };
const PRIORITY = { remote: 'priority', values: [{ remote: 'High', local: 'Critical' }] };
const REMOTE_LABELS = { field: 'labels', value: ['hot', 'paper'] };

describe('rows and scripts in one order', () => {
	test.each<[what: string, list: Short[], changes: object[]]>([
		['a script adds to what a row sets, and the value stays one of the remote field', [LABELS, 'issue.labels += "urgent"'], [{ field: 'labels', how: 'set', value: ['hot', 'paper', 'urgent'], rule: 'row 1 (labels to labels) and row 2, line 1', from: REMOTE_LABELS }]],
		['a script takes from what a row sets', [LABELS, '\nissue.labels -= "hot"'], [{ how: 'set', value: ['paper'], rule: 'row 1 (labels to labels) and row 2, line 2', from: REMOTE_LABELS }]],
		['a script counts over a row before it', [PRIORITY, 'issue.priority = "Low"'], [{ field: 'priority', value: { name: 'Low' }, rule: 'row 2, line 1' }]],
		['a row counts over a script before it', ['issue.priority = "Low"', PRIORITY], [{ field: 'priority', value: { name: 'Critical' }, rule: 'row 2 (priority to priority)' }]],
		['a row adds to what a script sets', ['issue.labels = ["a"]', { ...LABELS, how: 'add' }], [{ how: 'set', value: ['a', 'hot', 'paper'], rule: 'row 1, line 1 and row 2 (labels to labels)' }]],
		['a row and a script add to what is here', [{ ...LABELS, how: 'add' }, 'issue.labels += "urgent"'], [{ how: 'add', value: ['hot', 'paper', 'urgent'], rule: 'row 1 (labels to labels) and row 2, line 1' }]],
		['a script goes on after two rows', [{ remote: 'summary' }, { remote: 'priority', local: 'summary', how: 'append' }, 'issue.summary += "!"'], [{ how: 'set', value: 'Printer on fire High!', rule: 'row 1 (summary to summary) and row 2 (priority to summary) and row 3, line 1' }]],
		['a script goes on after another script', ['issue.summary = "a"', 'issue.summary += "b"'], [{ how: 'set', value: 'ab', rule: 'row 1, line 1 and row 2, line 1' }]],
		['a rich text of a row keeps its form when a script adds to it', [{ remote: 'description' }, 'issue.description += "seen"'], [{ how: 'set', value: { format: 'adf', document: expect.objectContaining({ type: 'doc' }) } }]],
		['a field is one field whatever name it goes by', [{ remote: 'Notes', local: 'customfield_9' }, 'issue.customFields."Notes".value += "!"'], [{ field: 'customfield_9', how: 'set', value: 'mind the gap!' }]],
	])('%s', (_what, list, changes) => {
		expect(changesOf(list)).toEqual(changes.map((change) => expect.objectContaining(change)));
	});

	test('what a script sets anew is no longer the value of a remote field', () => {
		expect(changesOf([LABELS, 'issue.labels = ["a"]'])[0]).not.toHaveProperty('from');
	});
});

describe('a script sees the issue as the rules before it would leave it', () => {
	const seen = (list: Short[], expression: string, input?: Partial<IncomingInput>) =>
		decide([...list, `issue.customFields."Seen".value = ${expression}`], input).changes.find(({ field }) => field === 'Seen')?.value;

	test.each<[what: string, list: Short[], expression: string, value: unknown]>([
		['the local value where no rule wrote', [], 'issue.priority.name', 'Low'],
		['a value by the name it has here', [PRIORITY], 'issue.priority.name', 'Critical'],
		['entries beside those that are here', [{ ...LABELS, how: 'add' }], 'issue.labels', ['mine', 'hot', 'paper']],
		['text at the end of what is here', [{ remote: 'priority', local: 'summary', how: 'append' }], 'issue.summary', 'Old summary High'],
		['a constant', [{ constant: 'High', local: 'priority' }], 'issue.priority.name', 'High'],
		['a person', [{ remote: 'assignee' }], 'issue.assignee.email', 'Rita@example.com'],
		['a date', [{ remote: 'due', local: 'duedate' }], 'issue.due', '2026-02-01'],
		['words of a rich text', [{ remote: 'description' }], 'issue.description', { format: 'wiki', text: 'It *burns*.' }],
		['words in a rich field', [{ remote: 'priority', local: 'description' }], 'issue.description.contains("High")', true],
		['a list of named values', [{ remote: 'components' }], 'issue.components.collect { it.name }', ['Printers']],
		['a cleared field', [{ remote: 'reporter' }], 'issue.reporter == null', true],
		['a cleared list, which stays one', [{ constant: '', local: 'labels' }], 'issue.labels.contains("mine")', false],
		['a custom field by another name', [{ remote: 'Notes', local: 'customfield_9' }], 'issue.customFields."Notes".value', 'mind the gap'],
		['text at the end of a custom field', [{ remote: 'priority', local: 'customfield_9', how: 'append' }], 'issue.customFields."Notes".value', 'local High'],
		['an option of a custom field', [{ remote: 'Colour', local: 'customfield_9' }], 'issue.customFields."Notes".value.name', 'Red'],
		['what an earlier script assigned', ['issue.summary = "x"'], 'issue.summary', 'x'],
		['the local value where a row does not count', [{ ...PRIORITY, when: false }], 'issue.priority.name', 'Low'],
	])('%s', (_what, list, expression, value) => {
		expect(seen(list, expression)).toEqual(value);
	});

	test('the last synced value of a custom field by its name', () => {
		expect(seen([], 'previous.customFields."Notes".value', { previous: { customfield_9: 'before' } })).toBe('before');
	});
});

describe('one script of several', () => {
	test('ends alone: the next rule goes on', () => {
		expect(decide(['return\nissue.summary = "x"', LABELS]).changes.map(({ field }) => field)).toEqual(['labels']);
	});

	test('has names of its own', () => {
		expect(errorOf(() => decide(['def x = "a"', 'issue.summary = x'])).message).toContain('nothing is called x here');
	});

	test('names its row in errors and warnings', () => {
		expect(errorOf(() => decide([LABELS, '\n\n  issue.summary = previous.priority.name'])).message).toContain('Row 2, line 3, column');
		expect(decide([LABELS, '\nissue.environment = replica.environment\nissue.labels = "two words"']).warnings).toEqual([
			'Row 2, line 2: issue.environment is left as it is: the other side does not send environment.',
			'Row 2, line 3: labels have no spaces, so "_" stands for them.',
		]);
	});

	test('moves the issue unless a later rule moves it elsewhere', () => {
		const status = { remote: 'status', values: [{ remote: 'Waiting for development', local: 'In Progress' }] };
		expect(decide([status, 'issue.setStatus("Done")']).transition).toEqual({ by: 'status', value: 'Done', rule: 'row 2, line 1' });
		expect(decide(['issue.doTransition = "Close"', status]).transition).toEqual({ by: 'status', value: 'In Progress', rule: 'row 2 (status to status)' });
	});

	test('says where a new issue is created, and adds to what is brought over', () => {
		const decision = decide([LABELS, 'issue.projectKey = "ACME"\nissue.comments = commentHelper.mergeComments(issue, replica)'], { firstSync: true });
		expect(decision).toMatchObject({ create: { project: 'ACME' }, comments: true, files: true, mergeComments: true, mergeFiles: false });
	});

	test('asks for what it has to look up', () => {
		expect(decide([LABELS, 'issue.priority = nodeHelper.getPriority("Blocker")']).asked).toEqual([{ what: 'priorities', value: 'Blocker' }]);
	});
});
