import type { SiteControl } from '../../sandbox/siteControl';
import type { Chance } from './chance';
import type { World } from './world';

type Side = 'desk' | 'dev';

export interface SaidComment {
	pair: number;
	side: Side;
	id: string;
	/** A word that nothing else holds. */
	mark: string;
	text: string;
	state: 'open' | 'hidden' | 'deleted';
	/** Was once shown to the other side, or may have been. */
	wasOpen: boolean;
	edited: boolean;
	/** When it was said, epoch milliseconds. */
	at: number;
}

/** What people did, so that the end can be held against it. */
export interface Ledger {
	comments: SaidComment[];
	files: Array<{ pair: number; side: Side; name: string; content: string; id: string; deleted: boolean }>;
	/** Every value that a person gave a field, by pair and field, with when. */
	values: Map<string, Array<{ value: string; at: number; side: Side }>>;
}

export interface Edit {
	at: number;
	pair: number;
	what: EditKind;
	mark: string;
}

const EDITS = [
	'desk summary', 'dev summary', 'desk description', 'dev description', 'desk comment', 'desk internal note', 'desk restricted comment', 'dev comment',
	'desk edits comment', 'dev edits comment', 'desk deletes comment', 'dev deletes comment', 'desk hides comment', 'desk file', 'dev file', 'desk deletes file',
	'dev resolves', 'desk sends again', 'dev reopens', 'shared account summary', 'shared account comment', 'both summaries', 'dev locks summary',
] as const;
type EditKind = (typeof EDITS)[number];
const OFTEN: EditKind[] = ['desk summary', 'dev summary', 'desk comment', 'dev comment', 'dev comment', 'dev resolves', 'desk sends again', 'desk edits comment', 'dev edits comment'];

export interface Story {
	pairs: number;
	edits: Edit[];
}

/** Who does what and when: at least three issues, at least twenty edits, some of them in bursts. */
export function planStory(chance: Chance): Story {
	const pairs = chance.happens(0.2) ? 4 : 3;
	const count = chance.between(20, 22);
	const edits: Edit[] = [];
	let at = chance.between(1_000, 20_000);
	for (let index = 0; index < count; index++) {
		at += chance.happens(0.35) ? chance.between(50, 1_500) : chance.between(3_000, 60_000);
		edits.push({ at, pair: chance.between(0, pairs - 1), what: chance.happens(0.5) ? chance.pick(OFTEN) : chance.pick(EDITS), mark: `m${index}x` });
	}
	return { pairs, edits };
}

/** People at both sites. `twinOf` tells the development issue of a desk issue once there is one. */
export class People {
	private readonly desk: SiteControl;
	private readonly dev: SiteControl;
	readonly keys: string[] = [];

	private chance: Chance;

	constructor(private readonly world: World, private readonly root: Chance) {
		this.chance = root;
		this.desk = world.sandbox.site('desk');
		this.dev = world.sandbox.site('dev');
	}

	/** A request of a customer that an agent sends to development. */
	open(pair: number): void {
		this.chance = this.root.fork(`pair ${pair}`);
		const key = this.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: `s${pair}start`, description: `d${pair}start` });
		this.keys[pair] = key;
		this.noteValue(pair, 'summary', `s${pair}start`, 'desk');
		this.noteValue(pair, 'description', `d${pair}start`, 'desk');
		this.comment(pair, 'desk', 'casey', `c${pair}first`);
		if (this.chance.happens(0.5)) this.attach(pair, 'desk', 'casey', `f${pair}first`);
		this.desk.as('ann').transition(key, 'Send to development', {});
		this.world.tell(`people: ${key} is opened and sent to development`);
	}

	twinOf(pair: number): string | undefined {
		const own = Object.values(this.desk.data.issues).find(({ key }) => key === this.keys[pair]);
		const record = (properties: Record<string, unknown>) => properties['jirasync.deskdev'] as { twin?: { id?: string } } | undefined;
		return Object.values(this.dev.data.issues).find(({ properties }) => own && record(properties)?.twin?.id === own.id)?.key;
	}

	/** Does it; false when it cannot be done yet. */
	act({ pair, what, mark }: Edit): boolean {
		if (this.keys[pair] === undefined) return false;
		if (this.world.ended.get(pair)?.kind.includes('deletes')) return true;
		const twin = this.twinOf(pair);
		// Each edit draws from a source of its own: leaving one out changes no other.
		this.chance = this.root.fork(mark);
		if (twin === undefined && /dev|shared|both/.test(what)) return false;
		this.world.tell(`people: ${what} of pair ${pair} (${mark})`);
		this.DO[what](pair, mark, this.keys[pair] as string, twin ?? '');
		return true;
	}

	private readonly DO: Record<EditKind, (pair: number, mark: string, key: string, twin: string) => void> = {
		'desk summary': (pair, mark) => this.field(pair, 'desk', 'ann', 'summary', mark),
		'dev summary': (pair, mark) => this.field(pair, 'dev', 'dana', 'summary', mark),
		'desk description': (pair, mark) => this.field(pair, 'desk', 'ann', 'description', mark),
		'dev description': (pair, mark) => this.field(pair, 'dev', 'dana', 'description', mark),
		'both summaries': (pair, mark) => {
			this.field(pair, 'desk', 'ann', 'summary', `${mark}a`);
			this.field(pair, 'dev', 'dana', 'summary', `${mark}b`);
		},
		'shared account summary': (pair, mark) => this.field(pair, 'dev', 'sync', 'summary', mark),
		'shared account comment': (pair, mark) => this.comment(pair, 'dev', 'sync', mark),
		'desk comment': (pair, mark) => this.comment(pair, 'desk', this.chance.pick(['ann', 'casey']), mark),
		'dev comment': (pair, mark) => this.comment(pair, 'dev', 'dana', mark),
		'desk internal note': (pair, mark, key) => {
			const id = this.desk.as('ben').addComment(key, mark, { internal: true });
			this.world.ledger.comments.push({ pair, side: 'desk', id, mark, text: mark, state: 'hidden', wasOpen: false, edited: false, at: this.world.clock.now() });
		},
		'desk restricted comment': (pair, mark, key) => {
			const id = this.desk.as('ben').addComment(key, mark, { visibility: { type: 'role', value: 'Service Desk Team' } });
			this.world.ledger.comments.push({ pair, side: 'desk', id, mark, text: mark, state: 'hidden', wasOpen: false, edited: false, at: this.world.clock.now() });
		},
		'desk edits comment': (pair, mark, key) => this.editComment(pair, 'desk', key, mark),
		'dev edits comment': (pair, mark, _key, twin) => this.editComment(pair, 'dev', twin, mark),
		'desk deletes comment': (pair, _mark, key) => this.deleteComment(pair, 'desk', key),
		'dev deletes comment': (pair, _mark, _key, twin) => this.deleteComment(pair, 'dev', twin),
		'desk hides comment': (pair, mark, key) => {
			const said = this.openComment(pair, 'desk');
			if (!said) return;
			this.desk.as('ada').editComment(key, said.id, `${mark} hidden`, { internal: true });
			Object.assign(said, { state: 'hidden', text: `${mark} hidden`, mark, edited: true });
		},
		'desk file': (pair, mark) => this.attach(pair, 'desk', 'ann', mark),
		'dev file': (pair, mark) => this.attach(pair, 'dev', 'dana', mark),
		'desk deletes file': (pair, _mark, key) => {
			const file = this.world.ledger.files.find((each) => each.pair === pair && each.side === 'desk' && !each.deleted);
			if (!file) return;
			this.desk.as('ada').deleteFile(key, file.id);
			file.deleted = true;
		},
		'dev resolves': (_pair, _mark, _key, twin) => this.move(this.dev, 'dana', twin, 'Done', { resolution: 'Fixed' }),
		'dev reopens': (_pair, _mark, _key, twin) => this.move(this.dev, 'dana', twin, 'Reopen'),
		'dev locks summary': (pair, mark, _key, twin) => {
			const { clock, locks } = this.world;
			locks.set(this.dev.issue(twin).id, clock.now() + this.chance.between(60_000, 400_000));
			this.field(pair, 'desk', 'ann', 'summary', mark);
		},
		'desk sends again': (_pair, _mark, key) => {
			this.move(this.desk, 'ann', key, 'Reopen');
			this.move(this.desk, 'ann', key, 'Send to development');
		},
	};

	private move(site: SiteControl, who: string, key: string, name: string, fields?: Record<string, unknown>): void {
		if (site.as(who).transitions(key).includes(name)) site.as(who).transition(key, name, fields ? { fields } : {});
	}

	private place(pair: number, side: Side): { site: SiteControl; key: string } {
		return side === 'desk' ? { site: this.desk, key: this.keys[pair] as string } : { site: this.dev, key: this.twinOf(pair) as string };
	}

	private field(pair: number, side: Side, who: string, field: 'summary' | 'description', value: string): void {
		const { site, key } = this.place(pair, side);
		site.as(who).editIssue(key, { [field]: value });
		this.noteValue(pair, field, value, side);
	}

	private noteValue(pair: number, field: string, value: string, side: Side): void {
		const key = `${pair} ${field}`;
		this.world.ledger.values.set(key, [...(this.world.ledger.values.get(key) ?? []), { value, at: this.world.clock.now(), side }]);
	}

	private comment(pair: number, side: Side, who: string, mark: string): void {
		const { site, key } = this.place(pair, side);
		const id = site.as(who).addComment(key, mark, side === 'desk' ? { internal: false } : {});
		this.world.ledger.comments.push({ pair, side, id, mark, text: mark, state: 'open', wasOpen: true, edited: false, at: this.world.clock.now() });
	}

	private openComment(pair: number, side: Side): SaidComment | undefined {
		const open = this.world.ledger.comments.filter((each) => each.pair === pair && each.side === side && each.state === 'open');
		return open.length > 0 ? this.chance.pick(open) : undefined;
	}

	private editComment(pair: number, side: Side, key: string, mark: string): void {
		const said = this.openComment(pair, side);
		if (!said) return;
		this.world.sandbox.site(side).as('ada').editComment(key, said.id, `${said.mark} edited ${mark}`);
		Object.assign(said, { text: `${said.mark} edited ${mark}`, edited: true });
	}

	private deleteComment(pair: number, side: Side, key: string): void {
		const said = this.openComment(pair, side);
		if (!said) return;
		this.world.sandbox.site(side).as('ada').deleteComment(key, said.id);
		said.state = 'deleted';
	}

	private attach(pair: number, side: Side, who: string, mark: string): void {
		const { site, key } = this.place(pair, side);
		// Names repeat on purpose, contents do not.
		const name = this.chance.pick(['log.txt', 'image.png', `${mark}.txt`]);
		const id = site.as(who).attach(key, name, `content ${mark}`);
		this.world.ledger.files.push({ pair, side, name, content: `content ${mark}`, id, deleted: false });
	}
}
