import assert from 'node:assert/strict';

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/**
 * Compares plain data. By way of JSON, because under jest the sandbox's data comes from another
 * realm: its arrays and objects have other prototypes, which assert takes for a difference.
 */
export function same(actual: unknown, expected: unknown, message?: string): void {
	assert.deepEqual(plain(actual), plain(expected), message);
}
