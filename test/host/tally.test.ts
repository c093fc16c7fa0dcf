import { add, lastLine, NOTHING, ofJest, ofStage } from '../../scripts/test/tally.mjs';

const file = (name: string, ...statuses: string[]) => ({
	name,
	status: statuses.includes('failed') ? 'failed' : 'passed',
	assertionResults: statuses.map((status, index) => ({ status, fullName: `${name} ${index}` })),
});

const report = (...testResults: Array<ReturnType<typeof file>>) => {
	const all = testResults.flatMap(({ assertionResults }) => assertionResults);
	return { numPassedTests: all.filter(({ status }) => status === 'passed').length, numTotalTests: all.length, testResults };
};

describe('counting what npm test ran', () => {
	test('the last line leaves skipped out when nothing is', () => {
		expect(lastLine(add(ofStage('lint', 0), ofStage('types', 2)))).toBe('1 passed, 1 failed');
		expect(lastLine(NOTHING)).toBe('0 passed, 0 failed');
	});

	test('tests of jest count one by one, with the names of what failed and was skipped', () => {
		const tally = ofJest('unit', report(file('a', 'passed', 'failed'), file('b', 'pending', 'todo', 'passed')), 1);
		expect(lastLine(tally)).toBe('2 passed, 1 failed, 2 skipped');
		expect(tally).toMatchObject({ failures: ['a 1'], skips: ['b 0', 'b 1'] });
	});

	test.each([
		['no report', undefined, 1],
		['a report without tests', report(), 0],
		['no failed test, but jest failed', report(file('a', 'passed')), 1],
		['a file that could not be loaded', report({ ...file('a'), status: 'failed' }), 1],
	])('%s counts as one failure', (_, jest, code) => {
		expect(ofJest('unit', jest, code).failed).toBe(1);
	});
});
