import { DateTime } from 'luxon';
import { badRequest } from '../http/errors.ts';
import type { Operand } from './parse.ts';

const FORMATS = ['yyyy-MM-dd HH:mm', 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd', 'yyyy/MM/dd'];
const UNITS = { w: 'weeks', d: 'days', h: 'hours', m: 'minutes', M: 'months', y: 'years' } as const;

/** The instant a date operand means: unquoted milliseconds, a time in the account's zone, or a distance from now. */
export function instantOf(operand: Operand, field: string, now: number, timeZone: string): number {
	if (operand.kind === 'function') return functionInstant(operand.name, operand.args, now, timeZone);
	if (operand.kind !== 'value') throw badRequest(`The operand is not supported by the '${field}' field.`);
	const { value, quoted } = operand;
	if (!quoted && /^-?\d+$/.test(value)) return Number(value);
	const relative = periodFrom(value, now, timeZone);
	if (relative !== undefined) return relative;
	const utc = value.endsWith(' UTC');
	for (const format of FORMATS) {
		const read = DateTime.fromFormat(utc ? value.slice(0, -4) : value, format, { zone: utc ? 'UTC' : timeZone });
		if (read.isValid) return read.toMillis();
	}
	throw badRequest(`Date value '${value}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`);
}

function periodFrom(value: string, now: number, timeZone: string): number | undefined {
	const words = /^([+-]?)((?:\d+[wdhmMy]\s*)+)$/.exec(value.trim());
	if (!words) return undefined;
	const sign = words[1] === '-' ? -1 : 1;
	let at = DateTime.fromMillis(now, { zone: timeZone });
	for (const [, count, unit] of (words[2] ?? '').matchAll(/(\d+)([wdhmMy])/g)) {
		at = at.plus({ [UNITS[unit as keyof typeof UNITS]]: sign * Number(count) });
	}
	return at.toMillis();
}

function functionInstant(name: string, args: string[], now: number, timeZone: string): number {
	const at = DateTime.fromMillis(now, { zone: timeZone });
	const unit = /^(start|end)Of(Day|Week|Month|Year)$/i.exec(name);
	if (name.toLowerCase() === 'now' && args.length === 0) return now;
	if (unit && args.length === 0) {
		const period = (unit[2] ?? 'day').toLowerCase() as 'day' | 'week' | 'month' | 'year';
		return (unit[1]?.toLowerCase() === 'start' ? at.startOf(period) : at.endOf(period)).toMillis();
	}
	throw badRequest(`Unable to find JQL function '${name}(${args.join(', ')})'.`);
}
