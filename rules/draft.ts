import { withMore } from '../sync/combine';
import type { FieldChange, RuleDecision } from '../sync/fieldChange';
import { replicaFieldOf } from '../sync/replica';
import { ChangeList } from './changeList';
import { FIELD_TYPES } from './fields';
import type { IncomingDecision, IncomingInput } from './incoming';
import { IssueReader } from './issueReader';
import type { Asked } from './lookups';
import { neutralOf, valueIn } from './neutralValues';

/** What rules want besides fields. */
type Wanted = Omit<RuleDecision, 'changes' | 'create' | 'warnings'>;

/** What is brought over before any rule has spoken. */
export type Start = Pick<Wanted, 'comments' | 'files'>;

/** A decision under way: the local issue as the rules so far would leave it, and all that they want. One for the whole list. */
export class Draft {
	readonly issue: IssueReader;
	readonly replica: IssueReader;
	readonly changes: ChangeList;
	readonly wanted: Wanted;
	/** Where a script wants a new counterpart. */
	readonly place: NonNullable<RuleDecision['create']> = {};
	readonly warnings: string[] = [];
	readonly asked: Asked[] = [];
	/** A script has assigned something. */
	isTouched = false;
	/** The id of a local field that a row or a script names. */
	readonly idOf: (field: string) => string;

	constructor(
		readonly input: IncomingInput,
		{ comments, files }: Start,
	) {
		this.idOf = input.idOf ?? ((field) => field);
		this.issue = new IssueReader(input.issue, undefined, this.idOf);
		this.replica = new IssueReader(input.replica, (name) => `the other side does not send ${name}`);
		this.changes = new ChangeList(this.idOf);
		this.wanted = { comments, files, mergeComments: false, mergeFiles: false, ownComments: [], stop: false, syncBack: false };
	}

	/** What a mapping row wants of a field; scripts that come after it see the field so. */
	change(change: FieldChange): void {
		this.changes.add(change);
		const { field, how, value } = change;
		const name = replicaFieldOf(this.idOf(field));
		const before = () => neutralOf(name ? this.issue.field(name) : this.issue.customField(field));
		const after = how === 'set' ? value : withMore(before(), how, value);
		if (name) this.issue.put(name, valueIn(FIELD_TYPES[name], after));
		else this.issue.putCustom(field, valueIn('custom', after));
	}

	decision(steps: number): IncomingDecision {
		const create = this.input.firstSync && this.isTouched ? { create: this.place } : {};
		return { changes: this.changes.list(), ...create, ...this.wanted, warnings: this.warnings, asked: this.asked, steps };
	}
}
