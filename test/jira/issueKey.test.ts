import { isIssueKey, pathSegment, readIssueReference } from '../../jira/issueKey';

test.each([
	['DESK-1', true],
	['desk-1', true],
	['A1B2-33', true],
	['MY_PROJ-7', true],
	['1DESK-1', false],
	['DESK-', false],
	['DESK', false],
	['DESK-1x', false],
	['DESK-1\n', false],
	['DESK-1/../DEV-2', false],
	['', false],
])('%p is an issue key: %p', (text, is) => {
	expect(isIssueKey(text)).toBe(is);
});

test.each([
	['DESK-1', 'DESK-1'],
	[' desk-1 ', 'DESK-1'],
	['a1b2-33', 'A1B2-33'],
	['10001', '10001'],
	['https://site.example/browse/DESK-1', 'DESK-1'],
	['https://site.example/jira/browse/desk-12?focusedCommentId=5#c', 'DESK-12'],
	['https://site.example/browse/DESK-1/', 'DESK-1'],
	['https://site.example/browse/DESK-1x', undefined],
	['https://site.example/projects/DESK', undefined],
	['12345678901234567890', undefined],
	['../../DESK-1', undefined],
	['DESK-1 OR project = HR', undefined],
	['DESK-1?fields=*all', undefined],
	['undefined', undefined],
	['', undefined],
])('%p names issue %p', (text, reference) => {
	expect(readIssueReference(text)).toBe(reference);
});

test.each([
	['DESK-1', 'DESK-1'],
	['jirasync.desk-dev.c.10001', 'jirasync.desk-dev.c.10001'],
	['../myself', '..%2Fmyself'],
	['a/b?c=d#e', 'a%2Fb%3Fc%3Dd%23e'],
	['%2e%2e', '%252e%252e'],
	['qm:12:casey', 'qm%3A12%3Acasey'],
	['.', ''],
	['..', ''],
	['...', ''],
])('%p as a path segment is %p and cannot leave its place', (value, segment) => {
	expect(pathSegment(value)).toBe(segment);
	const below = new URL(`https://site.example/rest/api/3/issue/${pathSegment(value)}/comment`);
	expect(below.pathname.startsWith('/rest/api/3/issue/')).toBe(true);
	expect(below.pathname.endsWith('/comment')).toBe(true);
	expect(below.search + below.hash).toBe('');
});
