import * as fc from 'fast-check';
import { forgetWrites, isOwnWrite, rememberWrite } from '../../memory/ownWrites';

const ISSUE = 'deskdev https://dev.example 10001';
const REMEMBERED = 60_000;
const WHAT = ['field:summary', 'field:description', 'comment:1', 'file:7', 'created'];

beforeEach(() => forgetWrites());

/** Something is written by us, or a delivery says that something has changed, after a while. */
const step = fc.record({ kind: fc.constantFrom('write', 'delivery'), what: fc.uniqueArray(fc.constantFrom(...WHAT), { minLength: 1, maxLength: 3 }), after: fc.integer({ min: 0, max: 40_000 }) });

test('each write answers for one delivery at most, within a minute, and for nothing else', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			forgetWrites();
			let now = 0;
			let open: Array<{ what: string; at: number }> = [];
			for (const { kind, what, after } of steps) {
				now += after;
				open = open.filter(({ at }) => now - at < REMEMBERED);
				if (kind === 'write') {
					rememberWrite(ISSUE, what, now);
					open.push(...what.map((each) => ({ what: each, at: now })));
					continue;
				}
				const known = what.every((each) => open.some((write) => write.what === each));
				expect(isOwnWrite(ISSUE, what, now)).toBe(known);
				if (known) for (const each of what) open.splice(open.findIndex((write) => write.what === each), 1);
			}
		}),
	);
});

test('a person who changes the same field right after us is heard', () => {
	rememberWrite(ISSUE, ['field:summary'], 0);
	expect(isOwnWrite(ISSUE, ['field:summary'], 1_000)).toBe(true);
	expect(isOwnWrite(ISSUE, ['field:summary'], 1_500)).toBe(false);
});

test('a delivery that tells more than we wrote is heard, and leaves what it answered open', () => {
	rememberWrite(ISSUE, ['field:summary'], 0);
	expect(isOwnWrite(ISSUE, ['field:summary', 'field:labels'], 1_000)).toBe(false);
	expect(isOwnWrite(ISSUE, ['field:summary'], 1_500)).toBe(true);
});

test('what was written to another issue, or for another connection, is no answer', () => {
	rememberWrite(ISSUE, ['field:summary'], 0);
	expect(isOwnWrite('deskdev https://dev.example 10002', ['field:summary'], 1)).toBe(false);
	expect(isOwnWrite('other https://dev.example 10001', ['field:summary'], 1)).toBe(false);
});
