import { createHash } from 'node:crypto';
import type { CommentReport, IssueReport } from '../../sandbox/people/report';
import type { SiteControl } from '../../sandbox/siteControl';
import { CONNECTION } from './directions';
import { cellOf } from './faults';
import { endedRight, lostItsOther, metNobody } from './endedRight';
import type { People, SaidComment } from './people';
import type { World } from './world';

/** What is wrong at the end, promise by promise; empty when all hold. */
export function checkPromises(world: World, people: People): string[] {
	const problems: string[] = [];
	const wrong = (promise: string, what: string): void => void problems.push(`${promise}: ${what}`);
	const desk = world.sandbox.site('desk');
	const dev = world.sandbox.site('dev');
	oneTwinEach(world, people, wrong);
	for (const pair of people.keys.keys()) {
		const ended = world.ended.get(pair);
		if (ended) {
			endedRight(world, pair, ended, wrong);
			continue;
		}
		const key = people.twinOf(pair);
		if (key === undefined) continue;
		const sides = { desk: desk.issue(people.keys[pair] as string), dev: dev.issue(key) };
		fieldsAgree(world, pair, sides, wrong);
		for (const [from, to] of [['desk', 'dev'], ['dev', 'desk']] as const) {
			commentsOnce(world.ledger.comments.filter((said) => said.pair === pair && said.side === from), sides[from], sides[to], wrong);
		}
		noStrangers(world, pair, sides, wrong);
		filesOnce(world, pair, sides, wrong);
		movesRight(world, sides, world.faults.coverage[cellOf('slow', 'move')] ?? 0, wrong);
	}
	nothingLeaked(world, desk, dev, wrong);
	const expected = (final: string): boolean => (world.locks.size > 0 && /^escalation \d+: fieldRefused /.test(final)) || metNobody(world, final);
	for (const final of world.finals.filter((each) => !expected(each))) wrong('P9', `given to a person: ${final}`);
	for (const issue of [...desk.issues('DESK'), ...dev.issues('ACME')]) if (recordOn(issue)?.blocked && !lostItsOther(world, issue.key)) wrong('P9', `${issue.key} is still blocked`);
	for (const violation of world.sandbox.violations()) wrong('P11', violation);
	return problems;
}

type Wrong = (promise: string, what: string) => void;
type Sides = { desk: IssueReport; dev: IssueReport };
const recordOn = (issue: IssueReport) => issue.properties[`jirasync.${CONNECTION}`] as { twin?: { id?: string }; blocked?: unknown } | undefined;

function oneTwinEach(world: World, people: People, wrong: Wrong): void {
	const { sandbox, ended } = world;
	const [desk, dev] = [sandbox.site('desk'), sandbox.site('dev')];
	const gone = (kind: string) => [...ended.values()].filter((each) => each.kind === kind).length;
	const twins = dev.issues('ACME');
	for (const key of people.keys.filter((_, pair) => !ended.has(pair))) {
		const { id } = desk.issue(key);
		const own = twins.filter((twin) => recordOn(twin)?.twin?.id === id);
		if (own.length !== 1) wrong('P1', `${key} has ${own.length} counterparts: ${own.map((twin) => twin.key).join(', ')}`);
		if (own[0] && recordOn(desk.issue(key))?.twin?.id !== own[0].id) wrong('P1', `${key} does not know ${own[0].key}`);
	}
	if (twins.length !== people.keys.length - gone('dev deletes issue')) wrong('P1', `${twins.length} issues at development for ${people.keys.length}`);
	const others = world.isMapped ? 1 : 0;
	if (desk.issues('DESK').length !== others + people.keys.length - gone('desk deletes issue')) wrong('P1', 'an issue was created at the desk');
}

function fieldsAgree({ ledger }: World, pair: number, { desk, dev }: Sides, wrong: Wrong): void {
	for (const field of ['summary', 'description'] as const) {
		const given = ledger.values.get(`${pair} ${field}`) ?? [];
		if (desk[field] !== dev[field]) wrong('P6', `${field} of ${desk.key} is "${desk[field]}", of ${dev.key} "${dev[field]}"`);
		const last = given.at(-1);
		const before = given.at(-2);
		// An edit that nobody disputes for minutes has to stand.
		const undisputed = last && (!before || last.at - before.at > 1_500_000);
		if (undisputed && desk[field] !== last.value) wrong('P6', `${field} of ${desk.key} is "${desk[field]}" and not the last one, "${last.value}"`);
		if (!given.some(({ value }) => value === desk[field])) wrong('P6', `${field} of ${desk.key} is "${desk[field]}", which nobody wrote`);
	}
}

interface Origin {
	id?: string;
	issue?: string;
}
const originOf = (comment: CommentReport): Origin | undefined => comment.properties[`jirasync.${CONNECTION}`] as Origin | undefined;

function commentsOnce(said: SaidComment[], source: IssueReport, target: IssueReport, wrong: Wrong): void {
	const copies = (id: string): CommentReport[] => target.comments.filter((comment) => originOf(comment)?.id === id && originOf(comment)?.issue === source.id);
	const expected = said.filter(({ state }) => state === 'open');
	for (const comment of expected) {
		const own = copies(comment.id);
		if (own.length !== 1) wrong('P2', `comment ${comment.mark} of ${source.key} is ${own.length} times on ${target.key}`);
		else if (!own[0]?.text.endsWith(comment.text)) wrong('P2', `comment ${comment.mark} of ${source.key} reads "${own[0]?.text}" on ${target.key}, not "${comment.text}"`);
		if (own[0] && target.project === 'DESK' && own[0].public) wrong('P4', `comment ${comment.mark} is public on ${target.key}`);
	}
	for (const comment of said.filter(({ state }) => state !== 'open')) {
		const own = copies(comment.id);
		if (own.length > 1) wrong('P2', `comment ${comment.mark} is ${own.length} times on ${target.key}`);
		if (comment.state === 'deleted' && own.length > 0) wrong('P2', `comment ${comment.mark}, deleted at ${source.key}, is still on ${target.key}`);
	}
	const order = expected.map(({ id }) => copies(id)[0]).filter((copy) => copy !== undefined);
	const sorted = [...order].sort((a, b) => Number(a.id) - Number(b.id));
	if (order.some((copy, index) => copy !== sorted[index])) wrong('P2', `comments of ${source.key} are out of order on ${target.key}`);
}

/** Nothing but what people wrote and one copy of it: no copy of a copy. */
function noStrangers({ ledger }: World, pair: number, sides: Sides, wrong: Wrong): void {
	for (const side of ['desk', 'dev'] as const) {
		const written = new Set(ledger.comments.filter((said) => said.pair === pair && said.side === side).map(({ id }) => id));
		const originals = new Set(ledger.comments.filter((said) => said.pair === pair && said.side !== side).map(({ id }) => id));
		for (const comment of sides[side].comments) {
			const origin = originOf(comment);
			if (!written.has(comment.id) && !(origin?.id && originals.has(origin.id))) wrong('P2', `${sides[side].key} has a comment that comes from nobody: "${comment.text}"`);
		}
	}
}

function filesOnce({ ledger }: World, pair: number, { desk, dev }: Sides, wrong: Wrong): void {
	const files = ledger.files.filter((file) => file.pair === pair);
	const kept = files.filter(({ deleted }) => !deleted).map((file) => nameAndBytes(file.name, createHash('sha256').update(file.content).digest('hex'))).sort();
	for (const issue of [desk, dev]) {
		const there = issue.files.map(({ name, sha256 }) => nameAndBytes(name, sha256)).sort();
		if (there.join('\n') !== kept.join('\n')) wrong('P3', `files of ${issue.key}: ${there.length}, expected ${kept.length}: ${there.join(' ')} instead of ${kept.join(' ')}`);
	}
}
const nameAndBytes = (name: string, sha256: string): string => `${name}:${sha256.slice(0, 6)}`;

/**
 * At rest no rule has anything left to do, and none acted more often than it was given cause.
 *
 * @param late moves that were under way for long: Jira takes no condition with a move, so one that was right
 * when it was sent may come after a newer one of a person, and cannot be called back
 */
function movesRight({ isMapped }: World, { desk, dev }: Sides, late: number, wrong: Wrong): void {
	const moves = (issue: IssueReport, by: 'us' | 'people', to: (status: string | null) => boolean): number =>
		issue.changelog.filter(({ author, changes }) => (author === 'sync') === (by === 'us') && changes.some(({ field, to: status }) => field === 'status' && to(status))).length;
	if (desk.status === 'Waiting for development' && dev.resolution !== null) wrong('P8', `${desk.key} waits for development while ${dev.key} is resolved`);
	const ready = moves(desk, 'us', () => true);
	const resolved = moves(dev, 'people', (status) => status === 'Done');
	if (isMapped && dev.resolution !== null && desk.status !== 'Resolved') wrong('P8', `${desk.key} stands at ${desk.status} although ${dev.key} is resolved`);
	if (ready > (isMapped ? 2 : 1) * resolved + late) wrong('P8', `${desk.key} was moved ${ready} times for ${resolved} resolutions`);
	const reopened = moves(dev, 'us', () => true);
	const sent = moves(desk, 'people', (status) => status === 'Waiting for development');
	if (reopened > sent + late) wrong('P8', `${dev.key} was reopened ${reopened} times for ${sent} requests`);
}

/** What is withheld is nowhere at the other side, in no text, property or history. */
function nothingLeaked({ ledger }: World, desk: SiteControl, dev: SiteControl, wrong: Wrong): void {
	const hidden = ledger.comments.filter(({ state }) => state === 'hidden');
	if (hidden.length === 0) return;
	const everything = { desk: JSON.stringify(dev.data.issues), dev: JSON.stringify(desk.data.issues) };
	for (const { mark, side } of hidden) if (new RegExp(`\\b${mark}\\b`).test(everything[side])) wrong('P4', `the withheld comment ${mark} left`);
}
