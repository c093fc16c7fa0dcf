import { JIRA_FIELD } from '../sync/replica';
import type { Assignment, Call } from './ast';
import type { Budget } from './budget';
import { readCommentClosure } from './commentClosure';
import type { Draft } from './draft';
import { meantName } from './fieldCheck';
import { FIELD_TYPES, isField } from './fields';
import { FieldWriter } from './fieldWriter';
import type { Host } from './interpreter';
import { commentValues, fileValues } from './issueValues';
import { lookUp } from './lookups';
import type { Path, ScriptNames } from './path';
import { previousCustomField, previousField } from './previous';
import { lineWords, type Place, ScriptError } from './scriptError';
import { isNull, IssueRoot, Nothing, Rich, shown, Thing, typeWords, type Value } from './values';

/** What one incoming script may reach: the replica and the local issue to read, a decision under way to add to. */
export class IncomingHost implements Host {
	readonly firstSync: boolean;
	private readonly added: { addedAttachments: Value; addedComments: Value };
	private readonly fields: FieldWriter;

	/** @param row its place in a list of rules, from 1; undefined for a script that is all the rules */
	constructor(
		private readonly draft: Draft,
		readonly names: ScriptNames,
		private readonly warnings: string[],
		private readonly row: number | undefined,
	) {
		const { added, firstSync } = draft.input;
		this.firstSync = firstSync;
		this.fields = new FieldWriter(draft.issue, draft.changes, warnings, (place) => this.ruleOf(place));
		this.added = { addedAttachments: fileValues(added?.files), addedComments: commentValues(added?.comments) };
	}

	field(root: string, written: string): Value {
		const name = meantName(written);
		if (root === 'previous') return previousField(name, this.draft.input.previous);
		if (root === 'replica' && (name === 'addedAttachments' || name === 'addedComments')) return this.added[name];
		return this.draft[root === 'issue' ? 'issue' : 'replica'].field(name);
	}

	customField(root: string, name: string): Value {
		return root === 'previous' ? previousCustomField(this.draft.idOf(name), this.draft.input.previous) : this.draft[root === 'issue' ? 'issue' : 'replica'].customField(name);
	}

	assign({ segments }: Path, value: Value, statement: Assignment, budget: Budget): void {
		this.draft.isTouched = true;
		const [name = '', second = ''] = segments;
		if (name === 'comments' || name === 'attachments') this.bringIn(name, value, statement);
		else if (name === 'doTransition' || name === 'setStatus') this.move(name === 'setStatus' ? 'status' : 'name', value, statement);
		else if (name === 'projectKey' || name === 'typeName' || name === 'type') this.createIn(name, value, statement);
		else if (name === 'customFields') this.fields.write({ name: second, field: second, type: 'custom' }, value, statement, budget);
		else {
			const field = name === 'parentId' ? 'parent' : name;
			if (isField(field)) this.fields.write({ name: field, field: JIRA_FIELD[field], type: FIELD_TYPES[field] }, value, statement, budget);
		}
	}

	helper(call: Call, args: Value[]): Value {
		if (call.object?.kind === 'name' && call.object.name === 'nodeHelper') return lookUp(call, args, this.draft.input.lookups ?? {}, this.draft.asked);
		switch (call.name) {
			case 'store':
				this.expectIssues(call, args, ['issue']);
				this.draft.isTouched = true;
				return null;
			case 'mergeComments':
				return this.mergeComments(call, args);
			case 'mergeAttachments':
				this.expectIssues(call, args, ['issue', 'replica']);
				this.draft.isTouched = this.draft.wanted.files = this.draft.wanted.mergeFiles = true;
				return this.ownList('attachments');
			case 'addComment':
				return this.addComment(call, args);
			case 'transition':
				this.expectIssues(call, args.slice(0, 1), ['issue']);
				this.move('name', args[1] ?? null, call);
				return null;
			case 'setStatus':
				this.move('status', args[0] ?? null, call);
				return null;
			case 'syncBackAfterProcessing':
				this.draft.wanted.syncBack = true;
				return null;
			default:
				this.draft.wanted.stop = true;
				return null;
		}
	}

	private ruleOf(place: Place): string {
		return lineWords(place, this.row);
	}

	private bringIn(name: 'attachments' | 'comments', value: Value, statement: Assignment): void {
		// What the helpers return: they have noted what they do.
		if (value === this.draft.issue.field(name) && !isNull(value) && statement.operator !== '-=') return;
		const isAdded = value === this.added[name === 'comments' ? 'addedComments' : 'addedAttachments'];
		if (isAdded && statement.operator === '+=') {
			this.draft.wanted[name === 'comments' ? 'comments' : 'files'] = true;
			return;
		}
		const helper = name === 'comments' ? 'commentHelper.mergeComments' : 'attachmentHelper.mergeAttachments';
		const added = name === 'comments' ? 'addedComments' : 'addedAttachments';
		throw new ScriptError(
			statement,
			`issue.${name} takes replica.${added} as it is, or what ${helper} returns; replacing ${name} would delete what is only here.`,
			`Use issue.${name} += replica.${added}, or issue.${name} = ${helper}(issue, replica). Choose which ones in the outgoing rules of the other side.`,
		);
	}

	private mergeComments(call: Call, args: Value[]): Value {
		this.expectIssues(call, args.slice(0, 2), ['issue', 'replica']);
		this.draft.isTouched = this.draft.wanted.comments = this.draft.wanted.mergeComments = true;
		const [, , closure] = call.args;
		const wishes = closure?.kind === 'closure' ? readCommentClosure(closure) : undefined;
		if (closure && !wishes) throw new ScriptError(closure, 'a closure is expected here.', 'Write it out: { it.internal = true }.');
		if (wishes?.internal !== undefined) this.draft.wanted.internalCopies = wishes.internal;
		if (wishes?.executor) this.warnings.push(`Line ${call.line}: executor is ignored: copies are written by the account of the sync and name their author.`);
		return this.ownList('comments');
	}

	private addComment(call: Call, args: Value[]): Value {
		const [text = null] = args;
		if (typeof text !== 'string' && !(text instanceof Rich)) {
			throw new ScriptError(call, `addComment takes a text, not ${typeWords(text)}.`, 'Put the text in quotes.');
		}
		const list = this.ownList('comments');
		if (args[args.length - 1] !== list) throw new ScriptError(call, 'addComment adds to the comments of the issue.', 'Write commentHelper.addComment("text", issue.comments).');
		this.draft.isTouched = true;
		this.draft.wanted.ownComments.push({ text: shown(text), rule: this.ruleOf(call) });
		return list;
	}

	/** The list of the local issue, so that what a helper returns is known again when it is assigned. */
	private ownList(name: 'attachments' | 'comments'): Value {
		const list = this.draft.issue.field(name);
		if (!isNull(list)) return list;
		this.draft.issue.put(name, []);
		return this.draft.issue.field(name);
	}

	private move(by: 'name' | 'status', value: Value, place: Place): void {
		this.draft.isTouched = true;
		if (isNull(value)) return;
		const isName = typeof value === 'string' || (by === 'status' && value instanceof Thing && value.type === 'option');
		if (!isName) throw new ScriptError(place, `a ${by === 'name' ? 'transition' : 'status'} is given by its name, not by ${typeWords(value)}.`, 'Use a text, such as value?.name.');
		this.draft.wanted.transition = { by, value: shown(value), rule: this.ruleOf(place) };
	}

	private createIn(name: 'projectKey' | 'type' | 'typeName', value: Value, place: Assignment): void {
		if (isNull(value)) {
			const why = value instanceof Nothing ? value.reason : 'the value is null';
			this.warnings.push(`Line ${place.line}: ${name} is left open: ${why}.`);
			return;
		}
		const isName = typeof value === 'string' || (name !== 'projectKey' && value instanceof Thing && value.type === 'option');
		if (!isName) throw new ScriptError(place, `${name} takes a text, and the value is ${typeWords(value)}.`, 'Use a text, such as "TASK".');
		this.draft.place[name === 'projectKey' ? 'project' : 'type'] = shown(value);
	}

	private expectIssues(call: Call, args: Value[], wanted: string[]): void {
		const isRight = wanted.every((name, index) => {
			const value = args[index];
			return value instanceof IssueRoot && value.of === name;
		});
		if (!isRight) throw new ScriptError(call, `${call.name} takes ${wanted.join(' and ')}.`, `Write ${call.name}(${wanted.join(', ')}).`);
	}
}
