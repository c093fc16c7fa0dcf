import { contractsPresent } from './openapi';
import type { DoorRequest, DoorResponse } from './door';
import { contractDoor, problemsOf } from './door';

const request = (method: string, target: string, body?: unknown): DoorRequest => {
	const [path = '', query = ''] = target.split('?');
	return { method, path, query: new URLSearchParams(query), headers: { 'content-type': 'application/json' }, body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)) };
};
const response = (status: number, body?: unknown): DoorResponse => ({
	status, isFault: false, headers: body === undefined ? {} : { 'content-type': 'application/json' }, body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
});
const paragraph = (content: unknown) => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content }] });

// The documents are Atlassian's and not part of the repository.
const whenPresent = contractsPresent() ? describe : describe.skip;

whenPresent('the contract door', () => {
	test('lets a documented exchange through', () => {
		expect(problemsOf(request('PUT', '/rest/api/3/issue/ACME-1?notifyUsers=false', { fields: { summary: 'x' } }), response(204))).toEqual([]);
	});

	test.each([
		['an operation nobody documented', request('GET', '/rest/api/3/issue/ACME-1/secrets'), response(200, {}), 'no such operation'],
		['a query parameter that does not exist', request('GET', '/rest/api/3/issue/ACME-1?feilds=summary'), response(404, {}), 'feilds is not documented'],
		['a query parameter of the wrong kind', request('GET', '/rest/api/3/issue/ACME-1/comment?startAt=first'), response(404, {}), '"first" is not an integer'],
		['a missing query parameter', request('DELETE', '/rest/api/3/issue/ACME-1/remotelink'), response(204), 'globalId is missing'],
		['a page that is too large', request('GET', '/rest/api/3/issue/createmeta/ACME/issuetypes?maxResults=500'), response(400, {}), 'more than 200'],
		['a body where none belongs', request('GET', '/rest/api/3/myself', { a: 1 }), response(401), 'a body is sent'],
		['a missing body', request('POST', '/rest/api/3/issue'), response(401), 'the body is missing'],
		['a body that does not fit', request('POST', '/rest/api/3/search/jql', { jql: 'project = A', startAt: 50 }), response(400), 'startAt'],
		['a comment whose visibility has an unknown type', request('POST', '/rest/api/3/issue/A-1/comment', { body: paragraph([]), visibility: { type: 'team', value: 'x' } }), response(404), '/visibility/type'],
		['an empty text node', request('POST', '/rest/api/3/issue/A-1/comment', { body: paragraph([{ type: 'text', text: '' }]) }), response(404), 'no valid document'],
		['an answer with a property too many', request('POST', '/rest/api/3/issue', { fields: {} }), response(201, { id: '1', key: 'A-1', self: 'http://x/', fields: {} }), '"additionalProperty":"fields"'],
		['an answer without its required part', request('POST', '/rest/api/3/jql/match', { issueIds: [1], jqls: ['project = A'] }), response(200, {}), 'matches'],
		['a status that is not listed', request('POST', '/rest/api/3/issue/A-1/comment', { body: paragraph([]) }), response(409), 'status is not documented'],
	])('notices %s', (_, asked, answered, told) => {
		expect(problemsOf(asked, answered).join('\n')).toContain(told);
	});

	test('does not judge answers that a fault made up', () => {
		expect(problemsOf(request('GET', '/rest/api/3/myself'), { ...response(418), isFault: true })).toEqual([]);
	});

	test('knows the operations no document describes by name', () => {
		expect(problemsOf(request('POST', '/rest/webhooks/1.0/webhook', { name: 'x' }), response(201, {}))).toEqual([]);
		expect(problemsOf(request('POST', '/rest/webhooks/1.0/other', {}), response(201, {}))).toHaveLength(1);
	});

	test('collects violations until somebody looks', () => {
		const door = contractDoor();
		door.onExchange(request('GET', '/rest/api/3/nonsense'), response(404), 'desk');
		expect(() => door.expectNoViolations()).toThrow('desk: GET /rest/api/3/nonsense');
		expect(() => door.expectNoViolations()).not.toThrow();
	});
});
