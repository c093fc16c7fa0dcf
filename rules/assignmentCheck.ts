import type { Direction } from './analysis';
import type { Assignment, Call } from './ast';
import { customName, type NamedField, refuseField, writable } from './fieldCheck';
import { FIELD_TYPES, type FieldType, isField, NOT_WRITTEN, takes, TYPE_WORDS } from './fields';
import { nameOf, pathOf, type Path, type Root, type ScriptNames } from './path';
import { ScriptError } from './scriptError';
import { isBuiltFromItself, staticType } from './staticTypes';

export interface Written extends NamedField {
	root: Root;
	segments: string[];
}

/** Parts of a project that other tools send along. Here a project leaves as id, key and name. */
const EMPTIED = ['components', 'versions'];
const MOVES = ['doTransition', 'setStatus'];

/** What may be assigned, and what it takes. */
export class AssignmentCheck {
	constructor(
		private readonly direction: Direction,
		private readonly names: ScriptNames,
		private readonly warnings: string[],
	) {}

	/** The field that is written; undefined for a name of the script's own. Throws a ScriptError when it cannot be. */
	check(statement: Assignment): Written | undefined {
		if (statement.target.kind === 'name') return undefined;
		const path = pathOf(statement.target, this.names);
		if (!path) throw new ScriptError(statement, `${nameOf(statement.target)} cannot be assigned.`, 'Assign a field of the issue, or a name of your own.');
		this.expectOwnSide(path);
		const [name, second, third] = path.segments;
		if (name === undefined) throw new ScriptError(path, `${path.root} cannot be replaced as a whole.`, `Assign its fields, such as ${path.root}.summary.`);
		const { root, segments } = path;
		if (name === 'customFields') return { root, segments, customField: this.customField(path, statement, second, third) };
		if (name === 'project' && second !== undefined && EMPTIED.includes(second) && this.direction === 'outgoing') return { root, segments: ['project'] };
		if (second !== undefined && writable(this.direction).includes(name)) throw new ScriptError(path, `part of ${name} cannot be assigned.`, `Assign the whole field: ${path.root}.${name} = ...`);
		return { root, segments, ...this.field(name, path, statement) };
	}

	/** `issue.setStatus("Done")`, the one method of an issue. */
	checkSetStatus(call: Call, root: Root): void {
		if (root === 'issue' && this.direction === 'incoming' && call.name === 'setStatus' && call.args.length === 1) return;
		throw new ScriptError(call, `${root}.${call.name.slice(0, 60)}(...) is not part of the language of rules.`, 'An issue has fields, and issue.setStatus("Name") in incoming rules.');
	}

	private expectOwnSide(path: Path): void {
		const own = this.direction === 'incoming' ? 'issue' : 'replica';
		if (path.root === own) return;
		const next = this.direction === 'incoming' ? 'Incoming rules write issue. A line that writes the other side belongs into its rules.' : 'Outgoing rules write replica; they change nothing here.';
		throw new ScriptError(path, `${path.root} cannot be written here.`, next);
	}

	private customField(path: Path, statement: Assignment, name: string | undefined, third: string | undefined): string {
		const isWhole = third === undefined || (third === 'value' && path.segments.length === 3);
		if (!isWhole) throw new ScriptError(path, 'part of a custom field cannot be assigned.', 'Assign customFields."Name".value.');
		this.expectType('custom', statement);
		return customName(path, name, this.direction === 'incoming' ? this.names : {});
	}

	private field(name: string, path: Path, statement: Assignment): NamedField {
		if (this.direction === 'incoming' && [...MOVES, 'projectKey', 'typeName'].includes(name)) {
			if (statement.operator !== '=') throw new ScriptError(path, `${name} is one value.`, `Use issue.${name} = ...`);
			return {};
		}
		const field = name === 'parentId' ? 'parent' : isField(name) ? name : refuseField(name, path, writable(this.direction));
		const refused = this.direction === 'incoming' ? NOT_WRITTEN[field] : undefined;
		if (refused) throw new ScriptError(path, `issue.${name} cannot be written.`, refused);
		this.expectType(FIELD_TYPES[field], statement);
		this.expectNoGrowth(path, statement, FIELD_TYPES[field]);
		return { field };
	}

	private expectType(type: FieldType, { target, value }: Assignment): void {
		const given = staticType(value, this.names);
		if (type === 'parent' && this.direction === 'incoming' && pathOf(value, this.names)?.root === 'replica') {
			throw new ScriptError(target, 'the parent of the other side is an issue of that site.', 'Use nodeHelper.getLocalIssueKeyFromRemoteId(replica.parentId), its counterpart here.');
		}
		if (given === undefined || takes(type, given)) return;
		if (given === 'list' && value.kind === 'list' && value.items.length === 0 && (type === 'comments' || type === 'files')) return;
		const next = type === 'person' && given === 'text' ? 'Use nodeHelper.getUserByEmail("name@example.com").' : `Give it ${TYPE_WORDS[type]}.`;
		throw new ScriptError(target, `${nameOf(target)} takes ${TYPE_WORDS[type]}, and ${nameOf(value)} is ${TYPE_WORDS[given]}.`, next);
	}

	private expectNoGrowth(path: Path, statement: Assignment, type: FieldType): void {
		if (this.direction === 'outgoing' || (type !== 'text' && type !== 'richText')) return;
		if (statement.operator === '=' && isBuiltFromItself(path, statement.value, this.names)) {
			throw new ScriptError(path, `${nameOf(statement.target)} is put together from itself, so it would grow at every sync.`, 'Build it from replica, or use += to append once.');
		}
		if (statement.operator === '-=') this.warnings.push(`Line ${statement.line}: taking a piece out of a text happens at every sync.`);
	}
}
