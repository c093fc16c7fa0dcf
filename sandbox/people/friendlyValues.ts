import { documentOf } from '../adf/read.ts';
import type { Field } from '../fields/field.ts';
import { fieldsOf } from '../fields/field.ts';
import type { Site } from '../site.ts';

/**
 * What a person types, as REST would want it: names instead of ids, plain text instead of documents. Anything that is
 * not a string or a list of strings goes through untouched.
 */
export function friendlyFields(site: Site, fields: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => {
		const field = fieldsOf(site).find((one) => one.id === name || one.name === name);
		return field ? [field.id, friendlyValue(site, field, value)] : [name, value];
	}));
}

function friendlyValue(site: Site, field: Field, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((one) => friendlyOne(site, field, one));
	return friendlyOne(site, field, value);
}

function friendlyOne(site: Site, field: Field, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	switch (field.kind) {
		case 'richText': return value === '' ? null : documentOf(value);
		case 'user': case 'users': return { accountId: site.data.accounts.find((account) => account.handle === value)?.accountId ?? value };
		case 'priority': case 'resolution': case 'components': case 'version': case 'versions': case 'security': case 'issuetype': return { name: value };
		case 'option': case 'options': return { value };
		case 'cascade': {
			const [parent = '', child] = value.split(' > ');
			return { value: parent, ...(child ? { child: { value: child } } : {}) };
		}
		case 'parent': return { key: value };
		default: return value;
	}
}
