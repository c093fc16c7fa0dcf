import { neutralOf, printValue, wordsOf } from '../../sync/coerce/neutral';
import { kindOf, type FieldKind } from '../../sync/coerce/kinds';
import { isSupported, type RemoteKind } from '../../sync/coerce/pairs';
import { coerce } from '../../sync/coerce/toField';
import type { NeutralValue } from '../../sync/fieldChange';
import type { FieldMeta } from '../../sync/issue';
import { adf } from './fixtures';

const meta = (allowedValues: Array<Record<string, unknown>>, more: Partial<FieldMeta> = {}): FieldMeta => ({ fieldId: 'f', name: 'F', required: false, hasDefaultValue: false, type: 'option', allowedValues, ...more });
const OPTIONS = meta([{ id: '1', value: 'Low' }, { id: '2', value: 'High' }]);
const NAMES = meta([{ id: '11', name: '1.0' }, { id: '12', name: '1.1' }]);
const PLACES = meta([{ id: '21', value: 'Vienna', children: [{ id: '22', value: 'Warehouse' }] }, { id: '23', value: 'Baden - Baden' }]);
const DANA = { id: 'acc-dana', name: 'Dana' };
const cloud = { deployment: 'cloud' as const, people: { 'ann@desk.example': DANA, 'acc-ann': null } };
const ann = { id: 'acc-ann', name: 'Ann', email: 'Ann@desk.example' };

test.each<[given: NeutralValue, kind: FieldKind, of: FieldMeta | undefined, json: unknown]>([
	['a\nb', 'text', undefined, 'a b'],
	['x'.repeat(300), 'text', undefined, `${'x'.repeat(254)}…`],
	[{ name: 'High' }, 'text', undefined, 'High'],
	[[{ name: 'a' }, { name: 'b' }], 'text', undefined, 'a, b'],
	[{ name: 'Vienna', child: { name: 'Warehouse' } }, 'text', undefined, 'Vienna - Warehouse'],
	[adf('one', 'two'), 'text', undefined, 'one two'],
	[12.5, 'text', undefined, '12.5'],
	['one', 'richText', undefined, adf('one')],
	[adf('one'), 'richText', undefined, adf('one')],
	[12.5, 'number', undefined, 12.5],
	['12.5', 'number', undefined, 12.5],
	['2026-12-24', 'date', undefined, '2026-12-24'],
	['2026-12-24T08:30:00.000Z', 'date', undefined, '2026-12-24'],
	['2026-12-24', 'dateTime', undefined, '2026-12-24T00:00:00.000+0000'],
	['2026-12-24T09:30:00.000+0100', 'dateTime', undefined, '2026-12-24T08:30:00.000+0000'],
	['needs care', 'labels', undefined, ['needs_care']],
	[[{ name: 'VPN client' }, 'a', 'a'], 'labels', undefined, ['VPN_client', 'a']],
	[{ name: 'High' }, 'option', OPTIONS, { id: '2' }],
	['high', 'option', OPTIONS, { id: '2' }],
	[[{ name: 'High' }], 'option', OPTIONS, { id: '2' }],
	['Low, High', 'options', OPTIONS, [{ id: '1' }, { id: '2' }]],
	[{ name: 'High' }, 'options', OPTIONS, [{ id: '2' }]],
	[{ name: '1.1' }, 'version', NAMES, { id: '12' }],
	[[{ name: '1.0' }, { name: '1.1' }], 'versions', NAMES, [{ id: '11' }, { id: '12' }]],
	[{ name: '1.0' }, 'components', NAMES, [{ id: '11' }]],
	[{ name: 'Vienna', child: { name: 'Warehouse' } }, 'cascade', PLACES, { id: '21', child: { id: '22' } }],
	['Vienna > Warehouse', 'cascade', PLACES, { id: '21', child: { id: '22' } }],
	['Baden - Baden', 'cascade', PLACES, { id: '23' }],
	[ann, 'user', undefined, { accountId: 'acc-dana' }],
	['ann@desk.example', 'users', undefined, [{ accountId: 'acc-dana' }]],
	['https://wiki.example', 'url', undefined, 'https://wiki.example'],
	[null, 'text', undefined, null],
	['', 'option', OPTIONS, null],
	[null, 'labels', undefined, []],
	[[], 'options', OPTIONS, []],
])('%j becomes %s', (given, kind, of, json) => {
	expect(coerce(given, kind, of, cloud)).toMatchObject({ json });
});

test.each<[given: NeutralValue, kind: FieldKind, of: FieldMeta | undefined, why: string]>([
	[{ name: 'Huge' }, 'option', OPTIONS, 'noOption'],
	[[{ name: 'High' }, { name: 'Low' }], 'option', OPTIONS, 'shape'],
	[{ name: 'Vienna', child: { name: 'Roof' } }, 'cascade', PLACES, 'noOption'],
	['soon', 'date', undefined, 'shape'],
	['2026-99-99', 'dateTime', undefined, 'shape'],
	['many', 'number', undefined, 'shape'],
	[' ', 'number', undefined, 'shape'],
	['javascript:alert(1)', 'url', undefined, 'shape'],
	[{ id: 'acc-ann', name: 'Ann' }, 'user', undefined, 'person'],
])('%j does not become %s', (given, kind, of, why) => {
	expect(coerce(given, kind, of, cloud)).toMatchObject({ why, reason: expect.any(String) });
});

test('people are written by user name on Data Center', () => {
	const people = { 'ann@desk.example': { ...DANA, login: 'dana' } };
	expect(coerce(ann, 'user', undefined, { deployment: 'dataCenter', people })).toMatchObject({ json: { name: 'dana' } });
});

test.each([
	[{ self: 's', id: '5', value: 'High' }, { name: 'High' }],
	[{ self: 's', id: '3', name: 'Medium', iconUrl: 'i' }, { name: 'Medium' }],
	[{ id: '1', value: 'Vienna', child: { id: '2', value: 'Warehouse' } }, { name: 'Vienna', child: { name: 'Warehouse' } }],
	[{ accountId: 'a', displayName: 'Ann', emailAddress: 'ann@x.example' }, { id: 'a', name: 'Ann', email: 'ann@x.example' }],
	['2026-11-20T10:00:00.000+0100', '2026-11-20T09:00:00.000Z'],
	['2026-11-20', '2026-11-20'],
	[[{ id: '1', name: 'a' }], [{ name: 'a' }]],
	[[], null],
	['', null],
	[0, 0],
])('of Jira, %j is read as %j', (raw, neutral) => {
	expect(neutralOf(raw)).toEqual(neutral);
});

test('both sides say the same of a value, whatever its ids and its order', () => {
	expect(printValue([{ name: 'a', id: '1' }, { name: 'b', id: '2' }], 'options')).toBe(printValue([{ name: 'b' }, { name: 'a' }], 'options'));
	expect(printValue([], 'labels')).toBe(printValue(null));
	expect(printValue({ id: '1', name: 'Ann' }, 'user')).not.toBe(printValue({ id: '2', name: 'Ann' }, 'user'));
	expect(wordsOf([{ name: 'a' }, 'b', null, 3])).toBe('a, b, , 3');
});

test.each<[RemoteKind, FieldKind, boolean]>([
	['richText', 'text', true],
	['person', 'text', true],
	['name', 'option', true],
	['name', 'priority', true],
	['date', 'dateTime', true],
	['words', 'components', true],
	['any', 'number', true],
	['richText', 'priority', false],
	['person', 'option', false],
	['date', 'user', false],
	['names', 'option', false],
	['any', 'other', false],
])('%s to %s: %p', (remote, local, supported) => {
	expect(isSupported(remote, local)).toBe(supported);
});

test.each<[string, Partial<FieldMeta> | undefined, FieldKind]>([
	['summary', undefined, 'text'],
	['fixVersions', undefined, 'versions'],
	['customfield_1', { type: 'string', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea' }, 'richText'],
	['customfield_1', { type: 'array', items: 'option', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes' }, 'options'],
	['customfield_1', { type: 'number', custom: 'com.pyxis.greenhopper.jira:jsw-story-points' }, 'number'],
	['customfield_1', { type: 'array', items: 'string', custom: 'com.pyxis.greenhopper.jira:gh-sprint' }, 'other'],
	['customfield_1', { type: 'any', custom: 'com.pyxis.greenhopper.jira:gh-lexo-rank' }, 'other'],
	['customfield_1', undefined, 'other'],
	['issuelinks', { type: 'array', items: 'issuelinks' }, 'other'],
])('%s %j is a field of kind %s', (id, more, kind) => {
	expect(kindOf(id, more && meta([], more))).toBe(kind);
});
