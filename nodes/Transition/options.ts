import { executeFilter, type FilterValue, type IExecuteFunctions, type INodeParameterResourceLocator } from 'n8n-workflow';
import type { MoveRules } from '../../engine/makeMove';
import type { Cause, WantedMove } from '../../sync/transition';

export interface TransitionOptions {
	rules: MoveRules;
	/** Why the condition does not hold; undefined when it does. */
	unmet: string | undefined;
	dryRun: boolean;
}

export function readOptions(context: IExecuteFunctions, itemIndex: number): TransitionOptions {
	const options = context.getNodeParameter('options', itemIndex, {}) as { ignoreCase?: boolean; resolution?: string };
	const ignoreCase = options.ignoreCase === true;
	const { field = [] } = context.getNodeParameter('screenFields', itemIndex, {}) as {
		field?: Array<{ name: string; value: string }>;
	};
	return {
		dryRun: context.getNodeParameter('dryRun', itemIndex, false) === true,
		rules: {
			move: readMove(context, itemIndex, ignoreCase),
			ifUnavailable: context.getNodeParameter('ifUnavailable', itemIndex) as 'skip' | 'error',
			cause: context.getNodeParameter('cause', itemIndex) as Cause,
			fields: Object.fromEntries(field.filter(({ name }) => name !== '').map(({ name, value }) => [name, value])),
			...(options.resolution ? { resolution: options.resolution } : {}),
		},
		unmet: unmetCondition(context.getNodeParameter('when', itemIndex, {}) as Partial<FilterValue>, itemIndex, ignoreCase),
	};
}

function readMove(context: IExecuteFunctions, itemIndex: number, ignoreCase: boolean): WantedMove {
	if (context.getNodeParameter('by', itemIndex) === 'status') {
		return { by: 'status', value: context.getNodeParameter('status', itemIndex) as string, ignoreCase };
	}
	const { mode, value } = context.getNodeParameter('transition', itemIndex) as INodeParameterResourceLocator;
	return { by: mode === 'id' ? 'id' : 'name', value: String(value), ignoreCase };
}

/** The first comparison that does not hold, in words; the values are short by nature (names, states). */
function unmetCondition(when: Partial<FilterValue>, itemIndex: number, ignoreCase: boolean): string | undefined {
	const { conditions = [], combinator = 'and' } = when;
	const first = conditions[0];
	if (!first) return undefined;
	const options = { ...when.options, caseSensitive: !ignoreCase, typeValidation: 'loose' as const, leftValue: '', version: 2 as const };
	const holds = (some: FilterValue['conditions']) => executeFilter({ options, conditions: some, combinator }, { itemIndex });
	if (holds(conditions)) return undefined;
	const failing = conditions.find((condition) => !holds([condition])) ?? first;
	const show = (value: unknown) => (value === null || value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120));
	const { operation, singleValue } = failing.operator;
	return `the condition does not hold: ${show(failing.leftValue)} ${operation}${singleValue ? '' : ` ${show(failing.rightValue)}`}`;
}
