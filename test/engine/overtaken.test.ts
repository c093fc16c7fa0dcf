import { othersWroteMeanwhile } from '../../engine/overtaken';
import type { Jira } from '../../jira/types';

const READ = '2026-11-20T10:00:00.000Z';
const at = (seconds: number): number => Date.parse(READ) + seconds * 1000;
const time = (seconds: number): string => new Date(at(seconds)).toISOString();

/** A site whose history tells of these changes, in seconds after the issue was read; undefined when it does not answer. */
function site(now: number, changes: number[] | undefined) {
	const asked: string[] = [];
	const jira = {
		now: () => at(now),
		readIssue: (id: string) => (asked.push(id), changes ? Promise.resolve({ changes: changes.map((second) => ({ at: time(second) })) }) : Promise.reject(new Error('503'))),
	} as unknown as Jira;
	return { jira, asked };
}

describe('whether somebody else wrote since an issue was read', () => {
	test.each([
		['a quick run does not ask', 2, 1, [1, 2], [], false],
		['a slow write asks, and its own change is no other', 3, 1, [3], ['7'], false],
		['a slow write asks, and another one came between', 3, 1, [2, 3], ['7'], true],
		['so does a quick write that was decided long ago', 8, 7.8, [4, 8], ['7'], true],
		['without an answer somebody may have', 3, 1, undefined, ['7'], true],
	])('%s', async (_rule, now, sentAt, changes, questions, others) => {
		const { jira, asked } = site(now, changes);
		const issue = { id: '7', fields: { updated: READ } };
		expect(await othersWroteMeanwhile(jira, issue, { readAt: at(0), sentAt: at(sentAt) })).toBe(others);
		expect(asked).toEqual(questions);
	});
});
