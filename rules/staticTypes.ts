import type { Expression } from './ast';
import { eachExpression } from './children';
import { differenceOf, FIELD_TYPES, fieldOf, isField, type ValueType } from './fields';
import { pathOf, type Path, type ScriptNames } from './path';

/** The type of a value as far as it shows in the script; undefined where only running it tells. */
export function staticType(expression: Expression, names: ScriptNames): ValueType | undefined {
	const path = pathOf(expression, names);
	if (path) return typeOfPath(path);
	switch (expression.kind) {
		case 'literal':
			return expression.value === null ? undefined : typeof expression.value === 'string' ? 'text' : (typeof expression.value as 'boolean' | 'number');
		case 'text':
			return 'text';
		case 'list':
		case 'map':
		case 'closure':
			return expression.kind;
		default:
			return undefined;
	}
}

function typeOfPath({ root, segments: [name, second, third, ...rest] }: Path): ValueType | undefined {
	if (name === 'customFields') return third === undefined || (third === 'value' && rest.length === 0) ? 'custom' : undefined;
	if (name === undefined || second !== undefined || root === 'previous') return undefined;
	if (name === 'parentId') return 'parent';
	if (isField(name)) return FIELD_TYPES[name];
	const difference = differenceOf(name);
	if (difference) return FIELD_TYPES[difference];
	return fieldOf(name) ? 'text' : undefined;
}

/** Whether a text is put together from the very field it is written into: such a text grows at every sync. */
export function isBuiltFromItself(target: Path, value: Expression, names: ScriptNames): boolean {
	if (!(value.kind === 'binary' && value.operator === '+') && value.kind !== 'text') return false;
	let found = false;
	eachExpression(value, (part) => {
		const path = pathOf(part, names);
		found ||= path?.root === target.root && path.segments.join('\n') === target.segments.join('\n');
	});
	return found;
}
