import { CELLS, cellOf, FAULTS, type Coverage } from './faults';
import { WRITES } from './writeKinds';

/** Below this many seeds the table is not meant to be full. */
const ENOUGH = 500;

export const addCoverage = (sum: Coverage, more: Coverage): void => {
	for (const [cell, times] of Object.entries(more)) sum[cell] = (sum[cell] ?? 0) + times;
};

/** How often every kind of trouble met every kind of write. */
export function coverageTable(coverage: Coverage): string {
	const width = 10;
	const head = ' '.repeat(20) + FAULTS.map((fault) => fault.replace('without', 'w/o').replace('Retry-After', 'RA').padStart(width + 2)).join('');
	const rows = WRITES.map((write) => write.padEnd(20) + FAULTS.map((fault) => String(coverage[cellOf(fault, write)] ?? 0).padStart(width + 2)).join(''));
	return [head, ...rows].join('\n');
}

/** Meetings that never happened, once there were seeds enough for all. */
export const emptyCells = (coverage: Coverage, seeds: number): string[] =>
	seeds < ENOUGH ? [] : CELLS.map(([fault, write]) => cellOf(fault, write)).filter((cell) => !coverage[cell]);

/** One line of progress. */
export function progressLine(done: number, count: number, failed: number, milliseconds: number): string {
	const rate = done / (milliseconds / 1000);
	const left = Math.round((count - done) / Math.max(rate, 0.001));
	const minutes = Math.floor(left / 60);
	return `${done.toLocaleString('en')} of ${count.toLocaleString('en')} seeds, ${rate.toFixed(1)} a second, ${minutes} min ${left % 60} s left, ${failed} failed`;
}
