import { nodeOf } from '../nodes/support';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
pairForEach((fresh) => void (pair = fresh), { refusedRequestsAreFine: true });

const KINDS = ['basic', 'mapping', 'script'] as const;
const SCRIPT = 'if (firstSync) { issue.projectKey = "ACME" }\nissue.summary = replica.summary\nissue.description = replica.description';

/** The escalation with one kind of rules, its types as at the other side, and Basic fields let out; `otherwise` is the type for the rest. */
function mirror(rules: (typeof KINDS)[number] = 'basic', otherwise = '', more: Record<string, unknown> = {}): void {
	const apply = nodeOf(pair.escalation, 'Apply to Dev').parameters;
	Object.assign(apply, { rules, script: SCRIPT, typeFrom: 'remote', issueType: { __rl: true, mode: 'name', value: otherwise }, ...more });
	Object.assign(nodeOf(pair.escalation, 'Build Desk Replica').parameters, { fieldSet: 'basic' });
}

function raise(type: string, more: Record<string, unknown> = {}): string {
	const key = pair.desk.as('ann').createIssue({ project: 'DESK', type, summary: `a ${type}`, ...more });
	pair.desk.as('ann').transition(key, 'Send to development', { comment: 'please look' });
	return key;
}

async function twinOf(key: string) {
	const { item, failed } = await pair.look(pair.escalation, key);
	expect(failed?.error).toBeUndefined();
	return { ...pair.dev.issue(item!.twin!.key), notes: item!.outcome!.notes.filter((note) => !note.includes('now knows')) };
}

const typeNamed = (site: 'desk' | 'dev', name: string) => pair[site].data.issueTypes.find((type) => type.name === name)!;
/** A second sub-task type for ACME. */
function addStep(): void {
	pair.dev.data.issueTypes.push({ id: '10077', name: 'Step', untranslatedName: 'Step', hierarchyLevel: -1 });
	pair.dev.data.projects.find(({ key }) => key === 'ACME')!.issueTypeIds.push('10077');
}

describe.each(KINDS)('with %s rules a new counterpart', (rules) => {
	test('gets the type of the same name', async () => {
		typeNamed('desk', 'Incident').name = 'bug';
		mirror(rules, 'Story');
		expect(await twinOf(raise('bug'))).toMatchObject({ type: 'Bug', notes: [] });
		await expectQuiet(pair);
	});

	test('gets the chosen type where the project has none of that name, and the outcome says so', async () => {
		mirror(rules, 'Story');
		expect(await twinOf(raise('Incident'))).toMatchObject({ type: 'Story', notes: ['ACME has no type Incident that fits, so the counterpart became a Story.'] });
		await expectQuiet(pair);
	});

	test('gets Task where none was chosen', async () => {
		mirror(rules);
		expect((await twinOf(raise('Incident'))).type).toBe('Task');
		await expectQuiet(pair);
	});

	test('gets a fixed type whatever the other side has', async () => {
		mirror(rules, 'Story', { typeFrom: 'fixed' });
		expect((await twinOf(raise('Task'))).type).toBe('Story');
		await expectQuiet(pair);
	});

	test('is not created where a fixed type does not exist: nobody asked for another', async () => {
		mirror(rules, 'Problem', { typeFrom: 'fixed' });
		const { failed } = await pair.look(pair.escalation, raise('Task'));
		expect(failed?.error).toMatchObject({ code: 'typeUnknown', message: expect.stringContaining('Issue type Problem does not exist in ACME'), next: expect.stringContaining('Task, Bug') });
		expect(pair.dev.issues('ACME')).toEqual([]);
	});

	test('is not created where no type fits; the types there are are named', async () => {
		typeNamed('dev', 'Task').name = 'Job';
		mirror(rules, 'Problem');
		const { failed } = await pair.look(pair.escalation, raise('Incident'));
		expect(failed?.error).toMatchObject({ code: 'typeUnknown', message: expect.stringContaining('None of Incident, Problem, Task is an issue type of ACME'), next: expect.stringContaining('Job, Bug, Epic, Story, Sub-task') });
		expect(pair.dev.issues('ACME')).toEqual([]);
	});
});

describe('a sub-task', () => {
	const withParent = async () => {
		const parent = raise('Task');
		await twinOf(parent);
		return parent;
	};

	test('becomes a sub-task below the counterpart of its parent, and everything rests', async () => {
		mirror();
		const parent = await withParent();
		expect(await twinOf(raise('Sub-task', { fields: { parent } }))).toMatchObject({ type: 'Sub-task', parent: pair.dev.issues('ACME')[0]!.key });
		await expectQuiet(pair);
	});

	test('becomes the only sub-task type where none has its name', async () => {
		typeNamed('dev', 'Sub-task').name = 'Piece of work';
		mirror('basic', 'Task');
		const parent = await withParent();
		expect(await twinOf(raise('Sub-task', { fields: { parent } }))).toMatchObject({ type: 'Piece of work', notes: [expect.stringContaining('became a Piece of work')] });
		await expectQuiet(pair);
	});

	test('is told of by Jira itself, in whatever language its type is called', async () => {
		typeNamed('desk', 'Sub-task').name = 'Unteraufgabe';
		mirror('basic', 'Task');
		const parent = await withParent();
		expect((await twinOf(raise('Unteraufgabe', { fields: { parent } }))).type).toBe('Sub-task');
		await expectQuiet(pair);
	});

	test('waits for a person where several sub-task types could be meant; choosing one of them is the answer', async () => {
		typeNamed('dev', 'Sub-task').name = 'Piece of work';
		addStep();
		mirror('basic', 'Task');
		const parent = await withParent();
		const key = raise('Sub-task', { fields: { parent } });
		const { failed } = await pair.look(pair.escalation, key);
		expect(failed?.error).toMatchObject({ code: 'typeUnknown', retryable: false, message: expect.stringContaining('a sub-task stays one'), next: expect.stringContaining('Choose Piece of work or Step as the issue type') });
		expect(pair.dev.issues('ACME')).toHaveLength(1);
		mirror('basic', 'Step');
		expect((await twinOf(key)).type).toBe('Step');
		await expectQuiet(pair);
	});

	test('never becomes a standard issue where the project has no sub-tasks', async () => {
		const acme = pair.dev.data.projects.find(({ key }) => key === 'ACME')!;
		acme.issueTypeIds = acme.issueTypeIds.filter((id) => id !== typeNamed('dev', 'Sub-task').id);
		mirror('basic', 'Task');
		const parent = await withParent();
		const { failed } = await pair.look(pair.escalation, raise('Sub-task', { fields: { parent } }));
		expect(failed?.error).toMatchObject({ code: 'typeUnknown', next: expect.stringContaining('Add a sub-task type to the project') });
		expect(pair.dev.issues('ACME')).toHaveLength(1);
	});

	test.each(['basic', 'mapping'] as const)('whose replica does not name its parent is not created with %s rules, and the item says what to let out', async (rules) => {
		mirror(rules);
		Object.assign(nodeOf(pair.escalation, 'Build Desk Replica').parameters, { fieldSet: 'choose', fields: ['summary', 'type'] });
		const parent = await withParent();
		const { failed } = await pair.look(pair.escalation, raise('Sub-task', { fields: { parent } }));
		expect(failed?.error).toMatchObject({ code: 'fieldRequired', field: 'parent', next: expect.stringContaining('Name Parent among the fields in Build Replica') });
		expect(pair.dev.issues('ACME')).toHaveLength(1);
	});
});

test('an issue that is no sub-task becomes none, even where a sub-task type has its name', async () => {
	typeNamed('dev', 'Sub-task').name = 'Incident';
	mirror('basic', 'Story');
	expect((await twinOf(raise('Incident'))).type).toBe('Story');
	await expectQuiet(pair);
});

test('a type that a script sets counts before the remote one and the fixed one', async () => {
	for (const typeFrom of ['remote', 'fixed']) {
		mirror('script', 'Story', { typeFrom, script: `issue.typeName = "bug"\n${SCRIPT}` });
		expect((await twinOf(raise('Task'))).type).toBe('Bug');
	}
	await expectQuiet(pair);
});

test('a type that is changed later stays as it is at the other side', async () => {
	mirror();
	const key = raise('Task');
	await twinOf(key);
	pair.desk.as('ann').editIssue(key, { issuetype: 'Incident', summary: 'changed as well' });
	expect(await twinOf(key)).toMatchObject({ type: 'Task', summary: 'changed as well' });
	await expectQuiet(pair);
});

describe('what types cost', () => {
	const asked = async (key: string) => {
		pair.sandbox.clearRequests();
		await twinOf(key);
		return pair.sandbox.requests().filter(({ path }) => !/tenant_info|myself/.test(path)).map(({ path }) => path);
	};
	const typeLists = (paths: string[]) => paths.filter((path) => path.includes('createmeta'));

	test('one question at the first new counterpart; the next ones stay within the budget of an escalation', async () => {
		mirror();
		expect(typeLists(await asked(raise('Task')))).toEqual(['/rest/api/3/issue/createmeta/ACME/issuetypes']);
		const next = await asked(raise('Task'));
		expect(typeLists(next)).toEqual([]);
		// One comment and no file: 10 + 2.
		expect(next.length).toBeLessThanOrEqual(12);
	});

	test('one more when the wanted type is not among those that are remembered: somebody may have added it', async () => {
		mirror('basic', 'Story');
		await asked(raise('Task'));
		typeNamed('dev', 'Epic').name = 'Incident';
		expect((await twinOf(raise('Incident'))).type).toBe('Incident');
		await expectQuiet(pair);
	});

	test('nothing where the type is fixed, or is not let out', async () => {
		mirror('basic', 'Story', { typeFrom: 'fixed' });
		expect(typeLists(await asked(raise('Task')))).toEqual([]);
		mirror('basic', 'Story');
		Object.assign(nodeOf(pair.escalation, 'Build Desk Replica').parameters, { fieldSet: 'serviceDesk' });
		expect(typeLists(await asked(raise('Task')))).toEqual([]);
		expect(pair.dev.issues('ACME').map(({ type }) => type)).toEqual(['Story', 'Story']);
	});
});
