/** Counting, kept apart from running so that it can be tested. */

export const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

export const add = (one, other) => ({
	passed: one.passed + other.passed,
	failed: one.failed + other.failed,
	skipped: one.skipped + other.skipped,
	failures: [...one.failures, ...other.failures],
	skips: [...one.skips, ...other.skips],
});

export const ofStage = (name, code) => (code === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1, failures: [name] });

const SKIPPED = ['pending', 'todo', 'disabled'];

const namesWith = (report, isWanted) =>
	report.testResults.flatMap(({ assertionResults }) => assertionResults.filter(isWanted).map(({ fullName }) => fullName));

/**
 * From jest's own JSON. A file that could not be run has no tests to count and counts as one
 * failure; a run without a report, or one that failed without a failed test, as well.
 */
export function ofJest(name, report, code) {
	if (!report) return ofStage(name, 1);
	const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'));
	const failures = [...namesWith(report, ({ status }) => status === 'failed'), ...broken.map((file) => file.name)];
	const skips = namesWith(report, ({ status }) => SKIPPED.includes(status));
	if (failures.length === 0 && (code !== 0 || report.numTotalTests === 0)) failures.push(name);
	return { passed: report.numPassedTests, failed: failures.length, skipped: skips.length, failures, skips };
}

export const lastLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
