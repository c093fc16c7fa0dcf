import type { Choice, FieldMeta, Jira, JiraAccount } from '../jira/types';
import { personKey } from '../sync/coerce/toField';
import type { Person } from '../sync/replica';
import type { SeenWorkflow } from '../sync/transitionPath';

/** What rules ask of a site beside its issues: each once in a run of a node, however many items it has. */
export interface LookUps {
	fields(jira: Jira): Promise<Choice[]>;
	createFields(jira: Jira, project: string, typeId: string): Promise<Record<string, FieldMeta>>;
	/** What issues of a project show of its workflows. */
	workflow(jira: Jira, project: string): Promise<SeenWorkflow>;
	/** By address, then by id; null when nobody is found. */
	person(jira: Jira, person: Person): Promise<JiraAccount | null>;
}

export function newLookUps(): LookUps {
	const asked = new Map<string, Promise<unknown>>();
	const once = async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
		const known = asked.get(key) as Promise<T> | undefined;
		if (known) return await known;
		const made = ask();
		asked.set(key, made);
		// A failure is not remembered: the next item may have more luck.
		return await made.catch((error: unknown) => {
			asked.delete(key);
			return Promise.reject(error);
		});
	};
	return {
		fields: (jira) => once('fields', () => jira.listFields()),
		createFields: (jira, project, typeId) =>
			once(`create ${project} ${typeId}`, async () => Object.fromEntries((await jira.readCreateFields(project, typeId)).map((field) => [field.fieldId, field]))),
		workflow: (jira, project) => once(`workflow ${project}`, async () => (await jira.readProjectTransitions(project)).byStatus),
		person: (jira, person) => once(`person ${personKey(person)}`, async () => (await jira.findPerson(person)) ?? null),
	};
}
