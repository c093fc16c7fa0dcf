import { createDataCenter } from '../../jira/dataCenter';
import { scriptedSite, type Exchange } from './scriptedSite';

const ANN = { key: 'JIRAUSER10100', name: 'ann', displayName: 'Ann', emailAddress: 'ann@example.com', active: true };
const FOUND = { id: 'JIRAUSER10100', name: 'Ann', email: 'ann@example.com', login: 'ann' };

const none: Exchange['answer'] = { status: 404, body: { errorMessages: ['The user does not exist'] } };
const byEmail = (body: object[]): Exchange => ({ ask: 'GET /rest/api/2/user/search?username=ann%40example.com&maxResults=10', answer: { body } });
const byKey = (id: string, answer: Exchange['answer']): Exchange => ({ ask: `GET /rest/api/2/user?key=${id}`, answer });
const byName = (id: string, answer: Exchange['answer']): Exchange => ({ ask: `GET /rest/api/2/user?username=${id}`, answer });

test.each<[string, { email?: string; id: string; name: string }, Exchange[], object | undefined]>([
	['by the address', { email: 'ann@example.com', id: 'acc-1', name: 'Ann' }, [byEmail([ANN])], FOUND],
	['by the key, which is the id of an account here', { id: 'JIRAUSER10100', name: 'Ann' }, [byKey('JIRAUSER10100', { body: ANN })], FOUND],
	['by a key that somebody typed', { id: 'JIRAUSER10100', name: 'JIRAUSER10100' }, [byKey('JIRAUSER10100', { body: ANN })], FOUND],
	['by the user name, where no key is like it', { id: 'ann', name: 'ann' }, [byKey('ann', none), byName('ann', { body: ANN })], FOUND],
	['by the id, where nobody has the address', { email: 'ann@example.com', id: 'ann', name: 'Ann' }, [byEmail([]), byKey('ann', none), byName('ann', { body: ANN })], FOUND],
	['by the id, where the address is not found and Jira says 404', { email: 'ann@example.com', id: 'ann', name: 'Ann' }, [{ ...byEmail([]), answer: none }, byKey('ann', none), byName('ann', { body: ANN })], FOUND],
	['not by the key of a stranger, who has the same number at another Data Center', { id: 'JIRAUSER10100', name: 'Bob' }, [byKey('JIRAUSER10100', { body: ANN }), byName('JIRAUSER10100', none)], undefined],
	['not where the account is inactive', { id: 'JIRAUSER10100', name: 'Ann' }, [byKey('JIRAUSER10100', { body: { ...ANN, active: false } })], undefined],
	['not where nobody is there', { id: 'gone', name: 'gone' }, [byKey('gone', none), byName('gone', none)], undefined],
	['not where the account may not look people up', { id: 'ann', name: 'ann' }, [byKey('ann', { status: 403 }), byName('ann', { status: 403 })], undefined],
])('a person is found %s', async (_how, person, exchanges, account) => {
	const site = scriptedSite(exchanges);
	expect(await createDataCenter(site.port, {}, site.send).findPerson(person)).toEqual(account);
	site.expectDone();
});
