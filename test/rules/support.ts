import { type CheckedScript, checkScript } from '../../rules/analysis';
import { decideInOrder, type IncomingDecision, type IncomingInput } from '../../rules/incoming';
import type { ScriptNames } from '../../rules/path';
import { ScriptError } from '../../rules/scriptError';

export const comment = (id: string, words: string, isPublic = true) => ({
	id,
	author: { id: 'a1', name: 'Ann' },
	created: '2026-01-01T00:00:00.000Z',
	updated: '2026-01-01T00:00:00.000Z',
	body: { format: 'wiki' as const, text: words },
	public: isPublic,
	url: `https://desk.example/${id}`,
});

export const file = (id: string, name: string, size: number) => ({
	id,
	name,
	size,
	mimeType: 'image/png',
	created: '2026-01-01T00:00:00.000Z',
	author: { id: 'a1', name: 'Ann' },
	bySyncAccount: false,
});

/** A pair in the middle of its life: the other side is resolved, this side is not. */
export const pairInput = (): IncomingInput => ({
	replica: {
		id: '10001',
		key: 'DESK-1',
		summary: 'Printer on fire',
		description: { format: 'wiki', text: 'It *burns*.' },
		assignee: { id: 'r1', name: 'Rita', email: 'Rita@example.com' },
		reporter: null,
		priority: { id: '2', name: 'High' },
		status: { id: '3', name: 'Waiting for development', since: null, category: 'indeterminate' },
		resolution: { id: '1', name: 'Done', since: null },
		labels: ['hot', 'paper'],
		due: '2026-02-01',
		parent: { id: '900', key: 'DESK-9' },
		components: [{ id: '7', name: 'Printers' }],
		customFields: { Colour: { id: 'customfield_1', value: { id: '5', value: 'Red' } }, Notes: { id: 'customfield_2', value: 'mind the gap' }, Points: { id: 'customfield_3', value: 5 } },
		comments: [comment('1', 'hello')],
		attachments: [file('1', 'a.png', 10)],
	},
	added: { comments: [comment('2', 'new')], files: [file('2', 'b.png', 20)] },
	issue: {
		id: '20001',
		key: 'DEV-1',
		summary: 'Old summary',
		description: null,
		labels: ['mine'],
		priority: { id: '9', name: 'Low' },
		status: { id: '1', name: 'Open', since: null, category: 'new' },
		resolution: null,
		comments: [],
		attachments: [],
		customFields: { Notes: { id: 'customfield_9', value: 'local' } },
	},
	firstSync: false,
	previous: { status: 'Open', summary: 'Before' },
	lookups: {
		users: { 'rita@example.com': { id: 'l1', name: 'Rita L' }, 'nobody@example.com': null },
		priorities: { High: { id: '91', name: 'High' }, Urgent: null },
		issueTypes: { Bug: { id: '4', name: 'Bug' } },
		localIssues: { '900': { id: '800', key: 'DEV-8' } },
	},
});

/** What a script comes to that is all the rules. */
export const runIncoming = (script: CheckedScript | string, input: IncomingInput, names?: ScriptNames): IncomingDecision =>
	decideInOrder([{ kind: 'script', script: typeof script === 'string' ? checkScript(script, 'incoming', names) : script }], input, { comments: false, files: false }, { people: [], issue: 'DESK-1' });

/** What an expression comes to, as a value that would be written. */
export function valueOf(expression: string, before = '', input = pairInput()): unknown {
	return runIncoming(`${before}\nissue.customFields."Result".value = ${expression}`, input).changes.find(({ field }) => field === 'Result')?.value;
}

/** The error that running ends with; fails when there is none or another one. */
export function errorOf(run: () => unknown): ScriptError {
	try {
		run();
	} catch (error) {
		if (error instanceof ScriptError) return error;
		throw error;
	}
	throw new Error('The script was expected to be refused.');
}
