import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { analyse } from '../../rules/analysis';
import { runOutgoing } from '../../rules/outgoing';
import { SERVICE_DESK_FIELDS } from '../../sync/replica';
import { errorOf, pairInput, runIncoming } from './support';

/**
 * The published scripts that this language was made for, read out of the documents that show them. The documents are not
 * part of this repository: they lie in `../shared/seeds`, or where JIRA_SEEDS_DIR says. Scripts of our own writing with
 * the same constructs stand in the tests beside this one.
 */
const folder = process.env.JIRA_SEEDS_DIR ?? resolve(process.cwd(), '../shared/seeds');
const isPresent = existsSync(folder);
const whenPresent = isPresent ? describe : describe.skip;
if (!isPresent) console.info(`Scripts of the source documents are skipped: none in ${folder} (set JIRA_SEEDS_DIR)`);

const documentOf = (start: string) => readFileSync(join(folder, readdirSync(folder).find((name) => name.startsWith(start)) ?? ''), 'utf8');
const scriptsOf = (start: string) => [...documentOf(start).matchAll(/^```\n([\s\S]*?)^```/gm)].map(([, script]) => script ?? '');
/** A screen shows the number of each line before it. */
const unnumbered = (script: string) => script.trim().replace(/^\d+ ?/gm, '');
const NAMES = { local: 'BlueJira', remote: 'GreenJira' };
const lineOf = (script: string, words: string) => script.split('\n').findIndex((line) => line.includes(words)) + 1;

whenPresent('the scripts of the service-desk use case, byte for byte', () => {
	const [deskOut = '', deskIn = '', devOut = '', devIn = ''] = isPresent ? scriptsOf('000') : [];

	test.each([['desk', deskOut], ['development', devOut]])('outgoing rules of the %s side let out their ten fields', (_, script) => {
		const { attachments, comments, fields, warnings } = runOutgoing(script, { issue: pairInput().replica });
		expect([...Object.keys(fields), 'attachments', 'comments'].sort()).toEqual([...SERVICE_DESK_FIELDS].sort());
		expect(Object.values(fields).every(({ how }) => how === 'asIs')).toBe(true);
		expect({ attachments, comments, warnings }).toEqual({ attachments: 'all', comments: 'all', warnings: [] });
		expect(analyse(script, 'outgoing').reads.issue.fields).toEqual([...SERVICE_DESK_FIELDS].sort());
	});

	test('the desk never creates', () => {
		expect(runIncoming(deskIn, { ...pairInput(), firstSync: true })).toMatchObject({ changes: [], comments: false, files: false });
		expect(runIncoming(deskIn, { ...pairInput(), firstSync: true })).not.toHaveProperty('create');
	});

	test('the desk follows the developers, and moves on when they have resolved', () => {
		const decision = runIncoming(deskIn, pairInput());
		expect(decision.changes.map(({ field, how }) => `${how} ${field}`)).toEqual(['set summary', 'set description']);
		expect(decision).toMatchObject({ comments: true, files: true, mergeComments: false, transition: { by: 'name', value: 'Development Ready' }, warnings: [] });
		expect(runIncoming(deskIn, { ...pairInput(), replica: { ...pairInput().replica, resolution: null } })).not.toHaveProperty('transition');
	});

	test('development creates tasks in its project, and takes the slip for what was meant', () => {
		const decision = runIncoming(devIn, { ...pairInput(), firstSync: true });
		expect(decision).toMatchObject({ create: { project: 'ACME', type: 'Task' }, comments: true, files: true });
		expect(decision.warnings).toEqual([expect.stringContaining('addedAttachment is read as addedAttachments')]);
		expect(decision).not.toHaveProperty('transition');
	});

	test('development reopens when the desk waits again', () => {
		const resolved = { ...pairInput(), issue: { ...pairInput().issue, resolution: { id: '1', name: 'Done', since: null } } };
		expect(runIncoming(devIn, resolved).transition).toEqual({ by: 'name', value: 'Reopen', rule: `line ${lineOf(devIn, 'Reopen')}` });
	});
});

whenPresent('the scripts on the screens of the step-by-step guide', () => {
	const scripts = isPresent ? scriptsOf('001').map(unnumbered) : [];
	const outgoing = scripts.find((script) => script.includes('replica.key')) ?? '';
	const added = scripts.find((script) => script.includes('labels sync')) ?? '';

	test('outgoing rules: the line in a comment lets nothing out, the open comment at the end is closed with a warning', () => {
		const { comments, fields, warnings } = runOutgoing(outgoing, { issue: pairInput().replica });
		expect(comments).toBeUndefined();
		expect(Object.keys(fields)).toHaveLength(12);
		expect(fields).toHaveProperty('parent');
		expect(warnings).toEqual([expect.stringContaining('not closed')]);
	});

	test('the add-script window as it opens does nothing', () => {
		expect(analyse(added, 'incoming', NAMES)).toMatchObject({ writes: { fields: [], customFields: [] }, warnings: [] });
	});

	const used = added.replace(/^\/\/(BlueJira)/gm, '$1');
	const only = (words: string) => used.split('\n').map((line) => (line.includes(words) ? line : '')).join('\n');

	test('its lines work once they are not comments', () => {
		expect(runIncoming(only('My custom field".value'), pairInput(), NAMES).changes).toEqual([expect.objectContaining({ field: 'My custom field', how: 'set', value: 'Exalate' })]);
		expect(runIncoming(only('My select list".value'), pairInput(), NAMES).changes).toEqual([expect.objectContaining({ field: 'My select list', value: 'Red' })]);
		expect(runIncoming(only('.labels ='), pairInput(), NAMES).changes).toEqual([expect.objectContaining({ field: 'labels', value: ['hot', 'paper'] })]);
	});

	test.each(['"text custom field"', '"select list custom field"'])('the line of %s is cut off by the edge of the screen and refused there', (words) => {
		const script = only(`customFields.${words}`);
		const line = script.split('\n').find(Boolean) ?? '';
		const error = errorOf(() => analyse(script, 'incoming', NAMES));
		expect(error).toMatchObject({ line: lineOf(script, words), column: line.lastIndexOf('"') + 1 });
		expect(error.next).toContain('cut off');
	});

	test('what its text says of labels: comments are refused with both types, a constant is a label', () => {
		const [, comments = ''] = /\*\*\*(BlueJira\S+ = GreenJira\.issue\.comments)\*\*\*/.exec(documentOf('001')) ?? [];
		expect(errorOf(() => analyse(comments, 'incoming', NAMES)).message).toMatch(/takes labels, and .* is comments/);
		const [, constant = ''] = /\*\*\*(BlueJira\S+ = '[^*]*')\*\*\*/.exec(documentOf('001')) ?? [];
		expect(runIncoming(constant, pairInput(), NAMES)).toMatchObject({ changes: [{ field: 'labels', value: ['from_Jira_synchronization'] }], warnings: [expect.stringContaining('"_"')] });
	});
});

whenPresent('the lines in the text of the comprehensive guide', () => {
	const text = isPresent ? documentOf('002') : '';

	test('merging comments', () => {
		const [line = ''] = /issue\.comments = commentHelper\.mergeComments\(issue, replica\)/.exec(text) ?? [];
		expect(runIncoming(line, pairInput())).toMatchObject({ comments: true, mergeComments: true });
	});

	test('labels as they are, and a constant in curly quotes', () => {
		const [plain = ''] = /replica\.labels = issue\.labels/.exec(text) ?? [];
		expect(runOutgoing(plain, { issue: pairInput().replica }).fields.labels).toMatchObject({ how: 'asIs' });
		const [constant = ''] = /replica\.labels = ‘[^’]*’/.exec(text) ?? [];
		expect(runOutgoing(constant, { issue: pairInput().replica })).toMatchObject({
			fields: { labels: { how: 'computed', value: ['synced_from_Jira_Server'] } },
			warnings: [expect.stringContaining('"_"')],
		});
	});
});
