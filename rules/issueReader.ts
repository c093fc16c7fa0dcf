import type { ReplicaField } from '../sync/replica';
import { customThing, customValue } from './customValues';
import { fieldOf } from './fields';
import { fieldValue, type ScriptIssue } from './issueValues';
import { isNull, Nothing, Thing, type Value } from './values';

/** Reads the fields of one issue. What was read once is the same value the next time. */
export class IssueReader {
	private readonly values = new Map<string, Value>();

	/**
	 * @param missing why a field may be absent; without it an absent field is empty
	 * @param idOf under which the issue holds a custom field of this name
	 */
	constructor(
		private readonly issue: ScriptIssue,
		private readonly missing?: (name: string) => string,
		private readonly idOf: (name: string) => string = (name) => name,
	) {}

	/** A field under its name, or under another name that scripts use. */
	field(name: string): Value {
		if (name === 'id') return this.issue.id ?? null;
		const field = fieldOf(name);
		if (!field) return null;
		const value = this.kept(field, () => this.read(field));
		if (field === name || isNull(value) || !(value instanceof Thing)) return value;
		const property = { parentId: 'id', projectKey: 'key', typeName: 'name' }[name];
		return property === undefined ? value : (value.properties.get(property) ?? null);
	}

	/** A custom field by its name; it is always there, perhaps without a value. */
	customField(name: string): Value {
		const id = this.idOf(name);
		return this.kept(customKey(id), () => {
			const found = this.issue.customFields && Object.hasOwn(this.issue.customFields, id) ? this.issue.customFields[id] : undefined;
			return customThing(found ? customValue(found.value) : this.absent(`the custom field "${name}"`));
		});
	}

	/** What a field holds from now on, because a rule has given it a value. */
	put(field: string, value: Value): void {
		this.values.set(field, value);
	}

	/** The same of a custom field, by its name. */
	putCustom(name: string, value: Value): void {
		this.values.set(customKey(this.idOf(name)), customThing(value));
	}

	private read(field: ReplicaField): Value {
		const raw = Object.hasOwn(this.issue, field) ? this.issue[field] : undefined;
		return raw === undefined ? this.absent(field) : fieldValue(field, raw);
	}

	private absent(name: string): Value {
		return this.missing ? new Nothing(this.missing(name)) : null;
	}

	private kept(key: string, read: () => Value): Value {
		const known = this.values.get(key);
		if (known !== undefined) return known;
		const value = read();
		this.values.set(key, value);
		return value;
	}
}

const customKey = (id: string): string => `customFields.${id}`;
