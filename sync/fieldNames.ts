import { JIRA_FIELD, type ReplicaField } from './replica';

/** Jira's id of a field that needs no look-up: system fields also under the name that a replica has for them. */
export function fieldIdOf(name: string): string | undefined {
	if (/^customfield_\d+$/.test(name)) return name;
	if (Object.hasOwn(JIRA_FIELD, name)) return JIRA_FIELD[name as ReplicaField];
	return Object.values(JIRA_FIELD).includes(name) ? name : undefined;
}

/** Ids of the fields with a name, several where a site has them; exactly as written goes before other letters. */
export function fieldIdsNamed(fields: Array<{ id: string; name: string }>, wanted: string): string[] {
	const exact = fields.filter(({ name }) => name === wanted);
	return (exact.length > 0 ? exact : fields.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())).map(({ id }) => id);
}
