import { toAdf } from '../content/richText';
import type { FieldMeta, Jira, JiraTransition } from '../jira/types';
import { SyncError } from '../sync/errors';

interface Given {
	fields: Record<string, unknown>;
	resolution?: string;
}

/**
 * Values for the fields of a transition's screen. A person names a field by id or name and types a
 * text; it becomes what the field's type takes. Values that are objects already go as they are.
 *
 * @throws SyncError `fieldRefused` for a field that is not on the screen or an option it does not have
 */
export function screenValues(
	transition: JiraTransition,
	given: Given,
	where: { jira: Jira; issue: string },
): Record<string, unknown> {
	const screen = Object.values(transition.fields ?? {});
	const wanted: Array<[string, unknown]> = Object.entries(given.fields);
	// A resolution is optional by nature: a screen without one is no reason to refuse the move.
	if (given.resolution !== undefined && screen.some(({ fieldId }) => fieldId === 'resolution')) {
		wanted.push(['resolution', given.resolution]);
	}
	const refuse = (field: string, what: string, next: string): SyncError =>
		new SyncError('fieldRefused', `${transition.name} on ${where.issue} at ${where.jira.siteUrl}: ${what}`, {
			scope: 'connection',
			site: where.jira.siteUrl,
			issue: where.issue,
			field,
			next,
		});
	return Object.fromEntries(
		wanted.map(([nameOrId, value]) => {
			const field = screen.find(({ fieldId, name }) => fieldId === nameOrId || name === nameOrId);
			if (!field) {
				const names = screen.map(({ name }) => name).join(', ') || 'none';
				throw refuse(nameOrId, `${nameOrId} is not on its screen.`, `Its screen holds: ${names}. Correct Screen Fields in the Transition node.`);
			}
			const shaped = shape(field, value, where.jira.format);
			if (shaped === undefined) {
				if (field.type === 'number') throw refuse(field.fieldId, `${field.name} takes a number.`, 'Give it a number under Screen Fields in the Transition node.');
				const options = (field.allowedValues ?? []).map(label).join(', ');
				throw refuse(field.fieldId, `${field.name} does not have the option that was given.`, `It takes: ${options}.`);
			}
			return [field.fieldId, shaped];
		}),
	);
}

const label = (option: Record<string, unknown>): string => String(option.name ?? option.value ?? option.id);

/** A typed text in the shape of the field; undefined when the field does not have such an option. */
function shape(field: FieldMeta, value: unknown, format: Jira['format']): unknown {
	if (typeof value !== 'string') return value;
	if (field.allowedValues) {
		const entries = field.type === 'array' ? value.split(',').map((each) => each.trim()) : [value];
		const options = entries.map((entry) => field.allowedValues?.find((option) => [label(option), option.id].includes(entry)));
		if (options.some((option) => option === undefined)) return undefined;
		const ids = options.map((option) => ({ id: option?.id }));
		return field.type === 'array' ? ids : ids[0];
	}
	// What is no number would become null in JSON and empty the field.
	if (field.type === 'number') return value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
	if (field.type === 'array') return value.split(',').map((each) => each.trim());
	if (field.type === 'user') return format === 'adf' ? { accountId: value } : { name: value };
	const isRich = ['description', 'environment'].includes(field.fieldId) || field.custom?.endsWith(':textarea');
	return isRich && format === 'adf' ? toAdf({ format: 'wiki', text: value }) : value;
}
