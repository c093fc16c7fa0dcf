import { readConnectionRules } from '../../sync/connectionRules';
import type { FieldMeta } from '../../sync/issue';
import { pairFields, pairOptions } from '../../sync/suggest/equalNames';
import { readSiteFields, siteFieldsOf, type SiteField, type SiteFields } from '../../sync/suggest/siteFields';
import { suggestRules } from '../../sync/suggest/suggestRules';

const field = (id: string, name = id, more: Partial<SiteField> = {}): SiteField => ({ id, name, kind: 'text', required: false, ...more });
const side = (name: string, ...fields: SiteField[]): SiteFields => ({ side: name, site: `https://${name}.example`, project: name.toUpperCase(), type: 'Task', fields });
const suggest = (local: SiteField[], remote: SiteField[]) => suggestRules('deskdev', side('dev', ...local), side('desk', ...remote));

describe('fields belong together', () => {
	const ids = (local: SiteField[], remote: SiteField[]) => pairFields(local, remote).pairs.map((pair) => [pair.local.id, pair.remote.id]);

	test.each<[why: string, SiteField[], SiteField[], string[][]]>([
		['by the id of a system field, whatever it is called', [field('duedate', 'Fällig')], [field('duedate', 'Due date')], [['duedate', 'duedate']]],
		['by name where they are custom fields', [field('customfield_1', 'Impact')], [field('customfield_9', 'Impact')], [['customfield_1', 'customfield_9']]],
		['by name but for case and space', [field('customfield_1', ' Found  at')], [field('customfield_9', 'found at')], [['customfield_1', 'customfield_9']]],
		['not by the id of a custom field, which means another thing at each site', [field('customfield_1', 'Impact')], [field('customfield_1', 'Cost')], []],
		['a system field of one side and a custom field of the other', [field('environment', 'Environment')], [field('customfield_1', 'Environment')], [['environment', 'customfield_1']]],
		['summary and description first', [field('labels'), field('description'), field('summary')], [field('summary'), field('labels'), field('description')], [['summary', 'summary'], ['description', 'description'], ['labels', 'labels']]],
	])('%s', (_why, local, remote, pairs) => {
		expect(ids(local, remote)).toEqual(pairs);
	});

	test('and nobody can tell which, where a side has two of one name', () => {
		const { pairs, ambiguous } = pairFields([field('customfield_1', 'Cost'), field('customfield_2', 'cost')], [field('customfield_9', 'Cost')]);
		expect(pairs).toEqual([]);
		expect(ambiguous).toMatchObject([{ name: 'Cost', local: [{ id: 'customfield_1' }, { id: 'customfield_2' }], remote: [{ id: 'customfield_9' }] }]);
	});
});

describe('options', () => {
	test.each<[what: string, local: string[], remote: string[], found: object]>([
		['that are exactly alike need no rows', ['High', 'Low'], ['Low', 'High'], { rows: [], onlyLocal: [], onlyRemote: [] }],
		['that are equal but for case and space get rows, and so do those that are alike', ['In  house', 'Low'], ['in house', 'Low'], { rows: [{ local: 'Low', remote: 'Low' }, { local: 'In  house', remote: 'in house' }], onlyLocal: [], onlyRemote: [] }],
		['of one side only are told', ['A', 'B'], ['B', 'C'], { rows: [], onlyLocal: ['A'], onlyRemote: ['C'] }],
		['that are one at the other side go there, and only one of them comes back', ['High'], ['high', 'High'], { rows: [{ local: 'High', remote: 'High' }, { local: 'High', remote: 'high', direction: 'toLocal' }], onlyLocal: [], onlyRemote: [] }],
		['the same the other way round', ['high', 'High'], ['High'], { rows: [{ local: 'High', remote: 'High' }, { local: 'high', remote: 'High', direction: 'toRemote' }], onlyLocal: [], onlyRemote: [] }],
	])('%s', (_what, local, remote, found) => {
		expect(pairOptions(local, remote)).toEqual(found);
	});
});

describe('a suggestion', () => {
	const choice = (id: string, name: string, ...options: string[]) => field(id, name, { kind: 'option', options });

	test('has rows in both directions, which the nodes can read', () => {
		const { rules } = suggest([field('summary'), field('description', 'Description', { kind: 'richText' }), choice('customfield_1', 'Impact', 'High', 'Low')], [field('summary'), field('description', 'Description', { kind: 'richText' }), choice('customfield_9', 'impact', 'high', 'Low', 'None')]);
		expect(rules).toMatchObject({ name: 'deskdev', local: 'dev', remote: 'desk' });
		const rows = [{ local: 'summary', remote: 'summary' }, { local: 'description', remote: 'description' }, { local: 'customfield_1', remote: 'customfield_9', values: 'Impact' }];
		expect(rules.rules).toEqual({ toLocal: rows, toRemote: rows });
		expect(rules.values).toEqual({ Impact: [{ local: 'Low', remote: 'Low' }, { local: 'High', remote: 'high' }] });
		expect(readConnectionRules(JSON.stringify(rules))).toEqual(rules);
	});

	test.each<[from: SiteField['kind'], into: SiteField['kind'], toLocal: boolean, toRemote: boolean]>([
		['date', 'dateTime', true, true],
		['number', 'text', true, false],
		['user', 'users', true, true],
		['option', 'options', true, false],
		['richText', 'number', false, true],
		['cascade', 'option', false, true],
		['labels', 'components', true, true],
		['other', 'text', false, false],
	])('%s at the other side and %s here: a row here %s, a row there %s', (from, into, toLocal, toRemote) => {
		const { rules, rows, notSuggested } = suggest([field('customfield_1', 'X', { kind: into })], [field('customfield_9', 'X', { kind: from })]);
		expect([rules.rules.toLocal.length === 1, rules.rules.toRemote.length === 1]).toEqual([toLocal, toRemote]);
		expect(rows.flatMap(({ writes }) => writes)).toEqual([...(toLocal ? ['dev'] : []), ...(toRemote ? ['desk'] : [])]);
		expect(notSuggested.map((remark) => remark.side)).toEqual([...(toLocal ? [] : ['dev']), ...(toRemote ? [] : ['desk'])]);
		for (const { reason, next } of notSuggested) expect([reason, next]).not.toContain('');
	});

	test('says why fields of one name do not go together', () => {
		const { notSuggested } = suggest([field('customfield_1', 'Size', { kind: 'number' })], [field('customfield_9', 'Size', { kind: 'richText' })]);
		expect(notSuggested[0]).toEqual({ field: 'Size', side: 'dev', reason: 'Size holds rich text at desk, and Size takes a number at dev.', next: expect.stringContaining('any text field takes it') });
	});

	test('names options that the other side does not have, for the direction in which they matter', () => {
		const { options } = suggest([choice('customfield_1', 'Impact', 'High')], [choice('customfield_9', 'Impact', 'High', 'None', 'Low')]);
		expect(options).toEqual([expect.objectContaining({ field: 'Impact', side: 'dev', missing: ['None', 'Low'], next: expect.stringContaining('value rows') })]);
	});

	test('names fields that a new issue needs and no row fills, with what to do', () => {
		const needed = { required: true };
		const { required } = suggest([field('summary', 'Summary', needed), field('customfield_1', 'Cost centre', needed), field('customfield_2', 'Sprint', { ...needed, kind: 'other' }), field('labels', 'Labels', needed)], [field('summary', 'Summary', needed), field('labels'), field('customfield_9', 'Region', needed)]);
		expect(required.map(({ side: of, field: name, next }) => [of, name, /Add a row/.test(next)])).toEqual([['dev', 'Cost centre', true], ['dev', 'Sprint', false], ['desk', 'Region', true]]);
	});

	test('says what Build Replica has to let out at each side, with comments, files and what moves a counterpart', () => {
		const always = ['key', 'type', 'parent', 'status', 'resolution', 'comments', 'attachments'];
		const { letOut } = suggest([field('duedate', 'Due', { kind: 'date' }), field('customfield_1', 'Size', { kind: 'text' })], [field('duedate', 'Due', { kind: 'date' }), field('customfield_9', 'Size', { kind: 'number' })]);
		expect(letOut).toEqual({ dev: { fields: ['due', ...always], customFields: [] }, desk: { fields: ['due', ...always], customFields: ['customfield_9'] } });
	});

	test('has a table for each of two fields of one name at different places', () => {
		const twice = (...ids: string[]) => [choice(ids[0]!, 'Priority', 'high'), choice(ids[1]!, 'priority ', 'low')];
		const { rules } = suggest([{ ...twice('priority', 'customfield_1')[0]!, kind: 'priority' }, twice('', 'customfield_1')[1]!], [{ ...choice('priority', 'Priority', 'High'), kind: 'priority' }, choice('customfield_9', 'Priority', 'Low')]);
		expect(Object.keys(rules.values)).toEqual(['Priority', 'priority ']);
		expect(readConnectionRules(rules)).toEqual(rules);
	});
});

describe('the fields of a side', () => {
	const meta = (fieldId: string, more: Partial<FieldMeta> = {}): FieldMeta => ({ fieldId, name: fieldId, required: false, hasDefaultValue: false, type: 'string', ...more });

	test('are those of both screens, without content that is copied in its own way', () => {
		const fields = siteFieldsOf([meta('summary', { required: true }), meta('priority', { required: true, hasDefaultValue: true, allowedValues: [{ id: '1', name: 'High' }] }), meta('attachment'), meta('issuetype')], [meta('summary'), meta('environment', { required: true }), meta('comment')]);
		expect(fields).toEqual([
			{ id: 'summary', name: 'summary', kind: 'text', required: true },
			{ id: 'priority', name: 'priority', kind: 'priority', required: false, options: ['High'] },
			{ id: 'environment', name: 'environment', kind: 'richText', required: false },
		]);
	});

	test('are read from an item as they were put out, and nothing else is taken for them', () => {
		const fields = side('desk', field('summary'));
		expect(readSiteFields(JSON.parse(JSON.stringify(fields)))).toEqual(fields);
		expect(readSiteFields(undefined)).toBeUndefined();
		for (const wrong of [{}, 'text', { ...fields, fields: 'all' }, { ...fields, fields: [{ id: 'a' }] }]) expect(() => readSiteFields(wrong)).toThrow(expect.objectContaining({ code: 'itemShape' }) as Error);
	});
});
