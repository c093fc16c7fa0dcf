import { decideStart, startQuery, type StartCondition, type StartDecision, type StartFacts } from '../../sync/startCondition';

const facts = (more: Partial<StartFacts> = {}): StartFacts => ({ paired: false, status: { id: '1', name: 'Open' }, reached: [], moves: [], transition: [], ...more });
const pass: StartDecision = { pass: true };
const stop = (reason: string): StartDecision => ({ pass: false, reason });

test.each<[string, StartCondition, StartFacts, StartDecision]>([
	['no condition: every issue starts', {}, facts(), pass],
	['a paired issue passes although nothing holds', { pairedOnly: true, statuses: ['Closed'], jql: 'x' }, facts({ paired: true, matches: false }), pass],
	['paired issues only', { pairedOnly: true }, facts(), stop('The issue has no counterpart, and this connection starts none from here.')],
	['a paired issue passes although issues start by hand', { manual: 'methods.out' }, facts({ paired: true }), pass],
	['issues that start by hand', { manual: 'methods.out', jql: 'x' }, facts(), stop('The issue has no counterpart, and issues start by hand here: methods.out is manual in the rules of the connection.')],
	['the status by name', { statuses: ['Open'] }, facts(), pass],
	['the status by id', { statuses: ['1'] }, facts(), pass],
	['one of several statuses', { statuses: ['Closed', 'Open'] }, facts(), pass],
	['another status', { statuses: ['Closed', 'Done'] }, facts(), stop('The status is Open; syncing starts in Closed or Done.')],
	['a status that was passed through and left again', { statuses: ['Sent'] }, facts({ reached: ['7', 'Sent'] }), pass],
	['a status in other letters, which JQL takes for the same', { statuses: ['open'] }, facts(), pass],
	['an empty list of statuses is none', { statuses: [] }, facts(), pass],
	['a query that nobody asked yet', { jql: 'labels = dev' }, facts(), { ask: 'labels = dev' }],
	['a query that finds the issue', { jql: 'labels = dev' }, facts({ matches: true }), pass],
	['a query that does not', { jql: 'labels = dev' }, facts({ matches: false }), stop('The issue does not match the start condition (JQL).')],
	['the status is checked before the query costs a request', { jql: 'labels = dev', statuses: ['Closed'] }, facts(), stop('The status is Open; syncing starts in Closed.')],
	['the change of status that was asked for', { moves: [{ from: 'Open', to: 'Sent' }] }, facts({ moves: [{ from: ['1', 'Open'], to: ['7', 'Sent'] }] }), pass],
	['the same by ids', { moves: [{ from: '1', to: '7' }] }, facts({ moves: [{ from: ['1', 'Open'], to: ['7', 'Sent'] }] }), pass],
	['from any status', { moves: [{ to: 'Sent' }] }, facts({ moves: [{ from: ['9', 'Odd'], to: ['7', 'Sent'] }] }), pass],
	['another change of status', { moves: [{ from: 'Open', to: 'Sent' }] }, facts({ moves: [{ from: ['7', 'Sent'], to: ['1', 'Open'] }] }), stop('The issue did not just go from Open to Sent.')],
	['no change of status', { moves: [{ from: 'Open' }] }, facts(), stop('The issue did not just go from Open to any other.')],
	['one of two changes', { moves: [{ to: 'A' }, { to: 'B' }] }, facts({ moves: [{ from: ['1'], to: ['B'] }] }), pass],
	['a status that a sweep found passed', { statuses: ['Sent'] }, facts({ moves: [{ from: ['1', 'Open'], to: ['7', 'Sent'] }] }), pass],
	['the transition by name', { transitions: ['Send'] }, facts({ transition: ['31', 'Send'] }), pass],
	['another transition', { transitions: ['Send'] }, facts({ transition: ['32', 'Resolve'] }), stop('The issue did not just go through Send, as far as the delivery tells.')],
	['paired and stopped when it no longer matches: asked first', { stop: true, jql: 'x' }, facts({ paired: true }), { ask: 'x' }],
	['paired and still matching', { stop: true, jql: 'x' }, facts({ paired: true, matches: true }), pass],
	['paired and no longer matching', { stop: true, jql: 'x' }, facts({ paired: true, matches: false }), { pass: false, reason: 'The issue no longer matches the start condition, and the connection stops then.', stop: true }],
	['paired, with nothing to match', { stop: true, statuses: ['Gone'] }, facts({ paired: true }), pass],
])('%s', (_rule, condition, given, decision) => {
	expect(decideStart(condition, given)).toEqual(decision);
});

test.each([
	['labels = dev', 'id = 10001 AND (labels = dev)'],
	['a = 1 OR b = 2', 'id = 10001 AND (a = 1 OR b = 2)'],
	['labels = dev ORDER BY created DESC', 'id = 10001 AND (labels = dev)'],
	['labels = dev order by rank', 'id = 10001 AND (labels = dev)'],
	['labels = dev ORDER BY "Story Points" DESC', 'id = 10001 AND (labels = dev)'],
	['(labels = dev)order by rank', 'id = 10001 AND ((labels = dev))'],
	['summary ~ "say \\"order by me\\" now"', 'id = 10001 AND (summary ~ "say \\"order by me\\" now")'],
	['summary ~ "order by mail"', 'id = 10001 AND (summary ~ "order by mail")'],
	['summary ~ "no order by \'x\'" ORDER BY key', 'id = 10001 AND (summary ~ "no order by \'x\'")'],
])('the query for one issue of %p', (jql, query) => {
	expect(startQuery(jql, '10001')).toBe(query);
});
