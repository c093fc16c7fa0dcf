import { readConnectionRules } from '../../sync/connectionRules';
import { sideOf, startUnder, switchedOff } from '../../sync/sharedRules';

const rules = (methods: object) => readConnectionRules({ name: 'deskdev', local: 'Desk', remote: 'Dev', rules: {}, methods });
const side = (methods: object, name: string) => sideOf(rules(methods), 'deskdev', name);

describe('the side of a node', () => {
	test('is found by its short name', () => {
		expect([side({}, 'Desk').side, side({}, 'Dev').side]).toEqual(['local', 'remote']);
	});

	test.each([
		['of a connection with another name', 'other', 'Desk', 'The rules are those of connection deskdev, and the item belongs to other.'],
		['that the rules do not know', 'deskdev', 'desk', 'This Side is desk, and the rules know Desk and Dev.'],
		['that is not named', 'deskdev', '', 'This Side is empty, and the rules know Desk and Dev.'],
	])('%s is refused', (_what, connection, name, words) => {
		expect(() => sideOf(rules({}), connection, name)).toThrow(words);
	});
});

describe('a direction', () => {
	test.each([
		[{ out: 'off' }, 'Desk', 'Nothing leaves Desk: methods.out is off in the rules of connection deskdev.'],
		[{ out: 'off' }, 'Dev', undefined],
		[{ in: 'off' }, 'Dev', 'Nothing leaves Dev: methods.in is off in the rules of connection deskdev.'],
		[{ in: 'off' }, 'Desk', undefined],
		[{ in: 'manual', out: 'manual' }, 'Desk', undefined],
		[{}, 'Desk', undefined],
	])('with methods %j seen from %s: %s', (methods, name, reason) => {
		expect(switchedOff(side(methods, name))).toBe(reason);
	});

	test.each([
		[{ out: 'manual' }, 'Desk', 'methods.out'],
		[{ out: 'manual' }, 'Dev', undefined],
		[{ in: 'manual' }, 'Dev', 'methods.in'],
		[{}, 'Desk', undefined],
	])('with methods %j holds back what came by itself from %s: %s', (methods, name, manual) => {
		expect(startUnder(side(methods, name), { jql: 'labels = a' })).toEqual({ jql: 'labels = a', ...(manual ? { manual } : {}) });
	});

	test('that is manual holds back nothing that a person asked for', () => {
		expect(startUnder(side({ out: 'manual' }, 'Desk'), undefined)).toBeUndefined();
	});
});
