import { chooseCustomFields } from '../../nodes/BuildReplica/customFields';

const known = { customfield_1: 'Impact', customfield_2: 'Cost', customfield_3: 'Cost', customfield_4: 'Cost centre' };

test.each<[string, string[], Record<string, string>]>([
	['by id', ['customfield_1'], { customfield_1: 'Impact' }],
	['by name', ['Impact'], { customfield_1: 'Impact' }],
	['by both, once', ['Impact', 'customfield_1'], { customfield_1: 'Impact' }],
	['by id, one of two of the same name', ['customfield_2', 'Impact'], { customfield_1: 'Impact', customfield_2: 'Cost' }],
	['by an id that the list does not show', ['customfield_9'], { customfield_9: 'customfield_9' }],
	['none', [], {}],
])('custom fields are chosen %s', (_how, wanted, chosen) => {
	expect(chooseCustomFields(wanted, known)).toEqual(chosen);
});

test.each<[string, string[], string, string]>([
	['a name that no field has', ['impact'], 'No custom field is called impact.', 'Choose one from the list. Names like it: Impact.'],
	['a name like no other', ['Colour'], 'No custom field is called Colour.', 'Choose one from the list.'],
	['a name that two fields have', ['Cost'], '2 custom fields are called Cost: customfield_2, customfield_3.', 'Choose one by its ID.'],
	['two fields of one name', ['customfield_2', 'customfield_3'], 'The custom fields customfield_2 and customfield_3 are both called Cost, and a replica knows fields by name.', 'Choose one of them, or rename one in Jira.'],
])('%s is refused', (_what, wanted, message, next) => {
	expect(() => chooseCustomFields(wanted, known)).toThrow(expect.objectContaining({ code: 'outgoingRules', message, data: { scope: 'connection', field: 'customFields', next } }) as Error);
});
