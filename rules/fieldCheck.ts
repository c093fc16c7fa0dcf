import { nearNames } from '../sync/nearNames';
import type { ReplicaField } from '../sync/replica';
import type { Direction } from './analysis';
import { ACTIONS, differenceOf, DIFFERENCES, FIELD_NAMES, fieldOf, NO_PREVIOUS, READ_NAMES } from './fields';
import { ABSENT_FIELDS } from './vocabulary';
import type { Path, ScriptNames } from './path';
import { type Place, ScriptError } from './scriptError';

/** A field that a path names; neither for `id`, which every issue has. */
export interface NamedField {
	field?: ReplicaField;
	customField?: string;
}

/** The slip of a published script; what was meant is beyond doubt. */
const SLIP = 'addedAttachment';
export const meantName = (name: string): string => (name === SLIP ? 'addedAttachments' : name);

/** The field that a path reads. Throws a ScriptError when there is none, or when it cannot be had. */
export function checkRead(path: Path, direction: Direction, names: ScriptNames, warnings: string[]): NamedField {
	const [name, second] = path.segments;
	if (name === undefined) throw new ScriptError(path, `${path.root} stands alone.`, `Name a field of it, such as ${path.root}.summary.`);
	if (name === 'customFields') return { customField: customName(path, second, path.root === 'issue' ? names : {}) };
	if (name === SLIP) warnings.push(`Line ${path.line}: addedAttachment is read as addedAttachments.`);
	const difference = differenceOf(meantName(name));
	if (difference && path.root === 'replica' && direction === 'incoming') return { field: difference };
	if (name === 'id' && path.root !== 'previous') return {};
	const field = fieldOf(name);
	if (!field) refuseField(name, path, readable(path, direction));
	const noPrevious = path.root === 'previous' ? NO_PREVIOUS[field] : undefined;
	if (noPrevious) throw new ScriptError(path, `previous.${name} is not known.`, noPrevious);
	return { field };
}

const readable = ({ root }: Path, direction: Direction): string[] => [
	...FIELD_NAMES,
	...Object.keys(READ_NAMES),
	...(root === 'replica' && direction === 'incoming' ? Object.keys(DIFFERENCES) : []),
	'customFields',
];

export const writable = (direction: Direction): string[] => [...FIELD_NAMES, ...(direction === 'incoming' ? ACTIONS : ['parentId']), 'customFields'];

/** The name of a custom field. One that this site does not have is refused with near names. */
export function customName(place: Place, name: string | undefined, { customFields }: ScriptNames): string {
	if (name === undefined) throw new ScriptError(place, 'customFields stands alone.', 'Name the field: customFields."Name".value.');
	if (!customFields || customFields.includes(name)) return name;
	const near = nearNames(name, customFields);
	throw new ScriptError(place, `there is no custom field "${name}" here.`, near.length > 0 ? `There is ${near.map((other) => `"${other}"`).join(', ')}.` : 'Write its name as Jira shows it.');
}

/** @param known names that would have been right */
export function refuseField(name: string, place: Place, known: string[]): never {
	const advice = Object.hasOwn(ABSENT_FIELDS, name) ? ABSENT_FIELDS[name] : undefined;
	const near = nearNames(name, known);
	const next = advice ?? (near.length > 0 ? `Near names: ${near.join(', ')}.` : `A custom field is customFields."${name.slice(0, 40)}".value. Fields: ${known.join(', ')}.`);
	throw new ScriptError(place, `there is no field "${name.slice(0, 60)}".`, next);
}
