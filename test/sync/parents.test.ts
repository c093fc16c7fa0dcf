import { parentsFirst } from '../../sync/parents';

const order = (...pairs: Array<[id: string, parent?: string]>) => parentsFirst(pairs, ([id, parent]) => ({ id, parent })).map(([id]) => id);

test.each<[string, Array<[string, string?]>, string[]]>([
	['what has no parents keeps its order', [['3'], ['1'], ['2']], ['3', '1', '2']],
	['a parent comes before its children, which keep theirs', [['c', 'p'], ['x'], ['b', 'p'], ['p']], ['p', 'c', 'x', 'b']],
	['over several levels', [['sub', 'story'], ['story', 'epic'], ['epic']], ['epic', 'story', 'sub']],
	['a parent that is not in the list changes nothing', [['b', 'elsewhere'], ['a']], ['b', 'a']],
	['what stands above itself is still there once', [['a', 'b'], ['b', 'a']], ['b', 'a']],
])('%s', (_what, entries, expected) => {
	expect(order(...entries)).toEqual(expected);
});

test('thousands of them are no trouble', () => {
	const many = Array.from({ length: 5_000 }, (_, index): [string, string?] => [String(index), String(Math.floor(index / 10) * 10 + 9)]);
	expect(order(...many)).toHaveLength(5_000);
});
