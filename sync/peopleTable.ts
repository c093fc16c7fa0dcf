import { entriesOf } from './coerce/neutral';
import { asPerson } from './coerce/toField';
import type { NeutralValue } from './fieldChange';
import type { Person } from './replica';

/** Who somebody of the other side is here: by e-mail address or account id; the remote one also by name. */
export interface PersonRow {
	remote: string;
	local: string;
}

/** People of a value as the table names them; who is not in it stays as they came, to be found by address or id. */
export function byPeopleTable(value: NeutralValue, table: PersonRow[]): NeutralValue {
	if (table.length === 0 || value === null) return value;
	const people = entriesOf(value).map((entry) => fromTable(asPerson(entry), table));
	return Array.isArray(value) ? people : (people[0] ?? null);
}

function fromTable(person: Person, table: PersonRow[]): Person {
	const names = [person.email, person.id, person.name].filter(Boolean).map((name) => String(name).toLowerCase());
	const row = table.find(({ remote }) => names.includes(remote.trim().toLowerCase()));
	// The remote name stays, for the outcome; the address and the id are those of the table.
	return row ? { ...asPerson(row.local.trim()), name: person.name } : person;
}
