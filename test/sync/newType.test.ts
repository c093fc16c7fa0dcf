import { newType, type NewType, type WantedType } from '../../sync/newType';

const [TASK, BUG, EPIC] = [{ id: '1', name: 'Task', subtask: false }, { id: '2', name: 'Bug', subtask: false }, { id: '3', name: 'Epic', subtask: false }];
const [PART, STEP] = [{ id: '4', name: 'Part', subtask: true }, { id: '5', name: 'Step', subtask: true }];
const STANDARD = [TASK, BUG, EPIC];
const standard = (name: string) => ({ name, subtask: false });
const sub = (name: string) => ({ name, subtask: true });
const unknown = (wanted: string, why: 'missing' | 'subtask' = 'missing'): NewType => ({ kind: 'unknown', wanted, why });
const taken = (type: typeof TASK, instead?: string): NewType => ({ kind: 'type', type, ...(instead ? { instead } : {}) });

test.each<[what: string, WantedType, types: Array<typeof TASK>, NewType]>([
	['has the name of the remote one', { remote: standard('Bug'), chosen: { name: 'Epic' } }, STANDARD, taken(BUG)],
	['has it in other letters', { remote: standard('BUG') }, STANDARD, taken(BUG)],
	['is the chosen one where the project lacks that name', { remote: standard('Incident'), chosen: { id: '2' } }, STANDARD, taken(BUG, 'Incident')],
	['is Task where none was chosen', { remote: standard('Incident') }, STANDARD, taken(TASK, 'Incident')],
	['is Task where the chosen one does not exist either', { remote: standard('Incident'), chosen: { id: '99' } }, STANDARD, taken(TASK, 'Incident')],
	['is unknown where there is no Task', { remote: standard('Incident'), chosen: { name: 'Problem' } }, [BUG, EPIC], unknown('Incident')],
	['is no sub-task type for an issue that is none, even of the same name', { remote: standard('Part'), chosen: { name: 'Step' } }, [TASK, PART, STEP], taken(TASK, 'Part')],
	['is the chosen one as it is where no type is let out', { chosen: { name: 'part' } }, [TASK, PART], taken(PART)],
	['is unknown where no type is let out and the chosen one does not exist: nobody asked for another', { chosen: { name: 'Problem' } }, STANDARD, unknown('Problem')],
	['is Task where nobody says anything', {}, STANDARD, taken(TASK)],
])('the type of a new issue %s', (_what, wanted, types, found) => {
	expect(newType(wanted, types)).toEqual(found);
});

test.each<[what: string, WantedType, types: Array<typeof TASK>, NewType]>([
	['has the type of the same name', { remote: sub('Step') }, [TASK, PART, STEP], taken(STEP)],
	['has the chosen type where that is one of sub-tasks', { remote: sub('Sub-task'), chosen: { name: 'Step' } }, [TASK, PART, STEP], taken(STEP, 'Sub-task')],
	['has the only sub-task type there is', { remote: sub('Sub-task'), chosen: { name: 'Task' } }, [TASK, PART], taken(PART, 'Sub-task')],
	['has none where several could be meant', { remote: sub('Sub-task'), chosen: { name: 'Task' } }, [TASK, PART, STEP], unknown('Sub-task', 'subtask')],
	['never falls back to a standard type', { remote: sub('Sub-task'), chosen: { name: 'Task' } }, STANDARD, unknown('Sub-task', 'subtask')],
	['is not even a standard type of its own name', { remote: sub('Bug') }, STANDARD, unknown('Bug', 'subtask')],
	['is known by its name where nobody tells', { remote: { name: 'Subtask' } }, STANDARD, unknown('Subtask', 'subtask')],
])('a sub-task %s', (_what, wanted, types, found) => {
	expect(newType(wanted, types)).toEqual(found);
});

test.each<[what: string, WantedType, types: Array<typeof TASK>, NewType]>([
	['counts before the remote one and the chosen one', { named: 'epic', remote: standard('Bug'), chosen: { name: 'Bug' } }, STANDARD, taken(EPIC)],
	['decides even between sub-tasks and others', { named: 'Task', remote: sub('Sub-task') }, [TASK, PART], taken(TASK)],
	['that does not exist leads to the chosen one', { named: 'Problem', remote: standard('Epic'), chosen: { name: 'Bug' } }, STANDARD, taken(BUG, 'Problem')],
	['that does not exist makes no standard issue of a sub-task', { named: 'Problem', remote: { name: 'Sub-task' } }, STANDARD, unknown('Problem', 'subtask')],
])('a type that a rule names %s', (_what, wanted, types, found) => {
	expect(newType(wanted, types)).toEqual(found);
});
