import { nearNames } from '../sync/nearNames';
import type { ReplicaField } from '../sync/replica';
import type { Analysis, Direction, FieldsUsed } from './analysis';
import { AssignmentCheck } from './assignmentCheck';
import type { Call, Expression, Script, Statement } from './ast';
import { childrenOf, eachExpression, eachStatement, partsOf } from './children';
import { readCommentClosure } from './commentClosure';
import { checkRead } from './fieldCheck';
import { ABSENT_METHODS, ABSENT_NAMES, HELPERS, OUTGOING_HELPERS } from './vocabulary';
import { pathOf, type Path, type Root, type ScriptNames } from './path';
import { type Place, ScriptError } from './scriptError';
import { staticType } from './staticTypes';

interface Used {
	fields: Set<ReplicaField>;
	customFields: Set<string>;
}

const nothing = (): Used => ({ fields: new Set(), customFields: new Set() });
const listed = ({ fields, customFields }: Used): FieldsUsed => ({ fields: [...fields].sort(), customFields: [...customFields].sort() });

/** Names that mean something everywhere and are not given away. */
const RESERVED = new Set(['issue', 'replica', 'previous', 'firstSync', 'store', ...Object.keys(HELPERS)]);

/** Walks a script once, notes what it reads and writes, and refuses what cannot work. */
export class Analyser {
	private readonly reads: Record<Root, Used> = { issue: nothing(), replica: nothing(), previous: nothing() };
	private readonly writes = nothing();
	private readonly helpers = new Set<string>();
	private readonly warnings: string[] = [];
	private readonly locals = new Set<string>(['it']);
	private readonly assignments: AssignmentCheck;

	constructor(
		private readonly direction: Direction,
		private readonly names: ScriptNames,
	) {
		this.assignments = new AssignmentCheck(direction, names, this.warnings);
	}

	analyse(script: Script): Analysis {
		this.warnings.push(...script.warnings);
		eachStatement(script.body, (statement) => this.collectNames(statement));
		this.block(script.body, { isLoop: false, isSwitch: false, isClosure: false });
		const written = this.writes.fields;
		return {
			reads: { issue: listed(this.reads.issue), replica: listed(this.reads.replica), previous: listed(this.reads.previous) },
			writes: listed(this.writes),
			helpers: [...this.helpers].sort(),
			comments: written.has('comments') || [...this.helpers].some((name) => name.startsWith('commentHelper.')),
			files: written.has('attachments') || this.helpers.has('attachmentHelper.mergeAttachments'),
			warnings: this.warnings,
		};
	}

	/** A name that is assigned anywhere is known everywhere; whether it has a value yet, running tells. */
	private collectNames(statement: Statement): void {
		const add = (name: string) => {
			if (RESERVED.has(name) || name === this.names.local || name === this.names.remote) {
				throw new ScriptError(statement, `the name "${name}" is taken.`, 'Choose another name.');
			}
			this.locals.add(name);
		};
		if (statement.kind === 'declare' || statement.kind === 'for') add(statement.name);
		if (statement.kind === 'assign' && statement.target.kind === 'name') add(statement.target.name);
		for (const expression of partsOf(statement).expressions) {
			eachExpression(expression, (found) => found.kind === 'closure' && found.parameters.forEach(add));
		}
	}

	private block(statements: Statement[], around: { isLoop: boolean; isSwitch: boolean; isClosure: boolean }): void {
		for (const [index, statement] of statements.entries()) {
			const isResult = around.isClosure && index === statements.length - 1;
			this.statement(statement, isResult);
			const isOut = statement.kind === 'break' && !around.isLoop && !around.isSwitch;
			if (isOut || (statement.kind === 'continue' && !around.isLoop)) {
				throw new ScriptError(statement, `"${statement.kind}" stands outside of ${statement.kind === 'break' ? 'a switch and ' : ''}a for loop.`, 'To end the script or a closure, use return.');
			}
			const isLoop = statement.kind === 'for' || around.isLoop;
			const isSwitch = statement.kind === 'switch' || (statement.kind !== 'for' && around.isSwitch);
			for (const inner of partsOf(statement).blocks) this.block(inner, { isLoop, isSwitch, isClosure: isResult });
		}
	}

	private statement(statement: Statement, isResult: boolean): void {
		if (statement.kind === 'assign') {
			const write = this.assignments.check(statement);
			if (write?.field) this.writes.fields.add(write.field);
			if (write?.customField !== undefined) this.writes.customFields.add(write.customField);
			if (statement.operator !== '=' && write) this.read({ ...statement, root: write.root, segments: write.segments });
			this.expression(statement.value);
			return;
		}
		if (statement.kind === 'expression' && !isResult && statement.value.kind !== 'call' && statement.value.kind !== 'choice') {
			this.warnings.push(`Line ${statement.line}: this line has no effect.`);
		}
		for (const expression of partsOf(statement).expressions) this.expression(expression);
	}

	private expression(expression: Expression): void {
		const path = pathOf(expression, this.names);
		if (path) return this.read(path);
		if (expression.kind === 'closure') return this.block(expression.body, { isLoop: false, isSwitch: false, isClosure: true });
		if (expression.kind === 'name') return this.knownName(expression.name, expression);
		if (expression.kind === 'call' && this.isOwnCall(expression)) return;
		if (expression.kind === 'index' && pathOf(expression.object, this.names)) this.refuseComputedName(expression, expression.object);
		if (expression.kind === 'binary' && ['==', '!='].includes(expression.operator)) this.warnOfUnlike(expression, expression.left, expression.right);
		for (const child of childrenOf(expression)) this.expression(child);
	}

	/** As in Groovy a status never equals its name, which is what people mean. */
	private warnOfUnlike(place: Place, ...sides: Expression[]): void {
		const types = sides.map((side) => staticType(side, this.names));
		const isUnlike = types.includes('text') && (types.includes('option') || types.includes('person') || types.includes('project'));
		if (isUnlike) this.warnings.push(`Line ${place.line}: an object is compared with a text, which it never equals; compare its name, such as replica.status.name.`);
	}

	/** Calls of helpers, of `store` and of `issue.setStatus`, in which an issue may stand as a whole. */
	private isOwnCall(call: Call): boolean {
		const object = call.object && pathOf(call.object, this.names);
		if (object && object.segments.length === 0) {
			this.assignments.checkSetStatus(call, object.root);
			for (const argument of call.args) this.expression(argument);
			return true;
		}
		if (!call.object) {
			if (call.name !== 'store') {
				if (!this.locals.has(call.name)) this.knownName(call.name, call);
				return false;
			}
			this.expectIncoming('store(issue)', call);
			return this.helperArguments(call, [1, 1]);
		}
		if (call.object.kind !== 'name' || this.locals.has(call.object.name)) return false;
		const methods = Object.hasOwn(HELPERS, call.object.name) ? HELPERS[call.object.name] : undefined;
		if (!methods) return false;
		const arity = Object.hasOwn(methods, call.name) ? methods[call.name] : undefined;
		if (!arity) this.refuseMethod(call, methods);
		if (!OUTGOING_HELPERS.includes(call.object.name)) this.expectIncoming(`${call.object.name}.${call.name}`, call);
		this.helpers.add(`${call.object.name}.${call.name}`);
		return this.helperArguments(call, arity ?? [0, 0]);
	}

	private helperArguments(call: Call, [least, most]: [number, number]): true {
		if (call.args.length < least || call.args.length > most) {
			const wanted = least === most ? `${least}` : `${least} or ${most}`;
			throw new ScriptError(call, `${call.name} takes ${wanted} arguments, not ${call.args.length}.`, 'See the table of helpers in docs/from-exalate.md.');
		}
		for (const argument of call.args) {
			const path = pathOf(argument, this.names);
			if (call.name === 'mergeComments' && argument.kind === 'closure') readCommentClosure(argument);
			else if (path?.segments.length !== 0) this.expression(argument);
		}
		return true;
	}

	private refuseMethod(call: Call, methods: object): never {
		const near = nearNames(call.name, Object.keys(methods));
		const known = Object.hasOwn(ABSENT_METHODS, call.name) ? ABSENT_METHODS[call.name] : undefined;
		const next = known ?? `There ${near.length > 0 ? `is ${near.join(', ')}` : `are ${Object.keys(methods).join(', ')}`}.`;
		throw new ScriptError(call, `${call.object?.kind === 'name' ? call.object.name : 'this'}.${call.name} is not part of the language of rules.`, next);
	}

	private expectIncoming(what: string, place: Place): void {
		if (this.direction === 'incoming') return;
		throw new ScriptError(place, `${what} stands in outgoing rules, which write nothing.`, 'Put the line into the incoming rules of the other side.');
	}

	private read(path: Path): void {
		if (path.root === 'previous') this.expectIncoming('previous', path);
		const read = checkRead(path, this.direction, this.names, this.warnings);
		if (read.field) this.reads[path.root].fields.add(read.field);
		if (read.customField !== undefined) this.reads[path.root].customFields.add(read.customField);
	}

	private refuseComputedName(place: Place, object: Expression): void {
		const path = pathOf(object, this.names);
		const isList = path && path.segments.length > 0 && path.segments[path.segments.length - 1] !== 'customFields';
		if (!isList) throw new ScriptError(place, 'the name of a field is computed here.', 'Write the name out, so that it is known what the script reads and writes.');
	}

	private knownName(name: string, place: Place): void {
		if (this.locals.has(name)) return;
		if (name === 'firstSync') return this.expectIncoming('firstSync', place);
		if (Object.hasOwn(HELPERS, name) || name === this.names.local || name === this.names.remote) {
			throw new ScriptError(place, `${name} stands alone.`, 'Call one of its methods, or name a field.');
		}
		const next = Object.hasOwn(ABSENT_NAMES, name) ? ABSENT_NAMES[name] : undefined;
		if (next) throw new ScriptError(place, `${name} is not part of the language of rules.`, next);
		const near = nearNames(name, [...this.locals, ...RESERVED, ...[this.names.local, this.names.remote].filter((side) => side !== undefined)]);
		throw new ScriptError(place, `nothing is called ${name} here.`, near.length > 0 ? `There is ${near.join(', ')}.` : `Set it before: def ${name} = value. Texts stand in quotes.`);
	}
}
