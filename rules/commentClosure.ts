import type { Closure, Expression, Statement } from './ast';
import { ScriptError } from './scriptError';

const INSTEAD = 'Only internal can be set there, to true or false. What stands above and below a copy is chosen in Apply Incoming Rules; comments are left out by the outgoing rules of the other side.';

/** What a closure of `mergeComments` asks for its copies. */
export interface CopyWishes {
	/** Undefined: as the node is set. */
	internal?: boolean;
	/** Copies are written by the account of the sync, so this cannot be met. */
	executor: boolean;
}

/**
 * Reads the closure of `commentHelper.mergeComments(issue, replica, { ... })` without running it.
 *
 * @throws ScriptError when it does anything but set `internal` to true or false, or `executor`
 */
export function readCommentClosure(closure: Closure): CopyWishes {
	const [parameter = 'it'] = closure.parameters;
	const wishes: CopyWishes = { executor: false };
	for (const statement of closure.body) readWish(statement, parameter, wishes);
	return wishes;
}

function readWish(statement: Statement, parameter: string, wishes: CopyWishes): void {
	const isResult = (statement.kind === 'expression' || statement.kind === 'return') && (!statement.value || isName(statement.value, parameter));
	if (isResult) return;
	const target = statement.kind === 'assign' && statement.operator === '=' ? statement.target : undefined;
	const property = target?.kind === 'member' && isName(target.object, parameter) ? target.name : undefined;
	if (statement.kind !== 'assign' || (property !== 'internal' && property !== 'executor')) {
		throw new ScriptError(statement, 'mergeComments cannot change comments in this way.', INSTEAD);
	}
	if (property === 'executor') wishes.executor = true;
	else if (statement.value.kind === 'literal' && typeof statement.value.value === 'boolean') wishes.internal = statement.value.value;
	else throw new ScriptError(statement.value, 'internal has to be true or false here.', INSTEAD);
}

const isName = (expression: Expression, name: string) => expression.kind === 'name' && expression.name === name;
