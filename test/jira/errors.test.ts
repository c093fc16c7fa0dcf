import { codeOfStatus, JiraError, NEXT_STEP, readErrorBody, type JiraErrorCode } from '../../jira/errors';

test.each<[string, unknown, ReturnType<typeof readErrorBody>]>([
	[
		'the platform names a field',
		{ errorMessages: [], errors: { summary: 'Specify a summary.' } },
		{ messages: [], fields: { summary: 'Specify a summary.' } },
	],
	[
		'the platform says a sentence',
		{ errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
		{ messages: ['Issue does not exist or you do not have permission to see it.'], fields: {} },
	],
	['service management', { errorMessage: 'The request is closed.', i18nErrorMessage: {} }, { messages: ['The request is closed.'], fields: {} }],
	['the gateway', { code: 401, message: 'Unauthorized; scope does not match' }, { messages: ['Unauthorized; scope does not match'], fields: {} }],
	['an answer with errors as a list', { errors: ['a', 'b'] }, { messages: [], fields: { 0: 'a', 1: 'b' } }],
	['messages that are no text', { errorMessages: [1, null, ''], errors: { a: { b: 1 } } }, { messages: [], fields: {} }],
	['a page', '<html>503</html>', { messages: [], fields: {} }],
	['a page with a title', '<!DOCTYPE html>\n<html><head><title>Forbidden\n(403)</title></head><body>much more</body></html>', { messages: ['Forbidden (403)'], fields: {} }],
	['a plain text', 'Invalid file name,\n try another', { messages: ['Invalid file name, try another'], fields: {} }],
	['a long text', 'x'.repeat(5_000), { messages: ['x'.repeat(200)], fields: {} }],
	['nothing', undefined, { messages: [], fields: {} }],
	['null', null, { messages: [], fields: {} }],
	['a list', [], { messages: [], fields: {} }],
])('reads what %s says', (_who, body, said) => {
	expect(readErrorBody({ status: 400, headers: {}, body })).toEqual(said);
});

test.each<[number, JiraErrorCode]>([
	[400, 'badRequest'],
	[401, 'unauthorized'],
	[403, 'forbidden'],
	[404, 'notFound'],
	[409, 'conflict'],
	[410, 'notFound'],
	[413, 'tooLarge'],
	[415, 'badRequest'],
	[422, 'badRequest'],
	[429, 'rateLimited'],
	[500, 'unavailable'],
	[502, 'unavailable'],
	[504, 'unavailable'],
])('status %d is %s, and there is a next step for it', (status, code) => {
	expect(codeOfStatus(status)).toBe(code);
	expect(NEXT_STEP[code]).toMatch(/\.$/);
});

test('the message holds what happened, where, and what Jira said about which field', () => {
	const error = new JiraError('badRequest', {
		site: 'https://desk.example',
		method: 'PUT',
		path: '/rest/api/3/issue/10001',
		status: 400,
		messages: ['Bad.'],
		fields: { customfield_1: 'Not on the screen.' },
		retryable: false,
		mayHaveHappened: false,
	});
	expect(error.message).toBe(
		'Jira refused the request: PUT /rest/api/3/issue/10001 at https://desk.example answered 400: Bad. customfield_1: Not on the screen.',
	);
});
