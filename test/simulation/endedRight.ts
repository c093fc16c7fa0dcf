import type { IssueReport } from '../../sandbox/people/report';
import { CONNECTION } from './directions';
import { cellOf } from './faults';
import type { Ended, World } from './world';

const LATE = ['edit fields', 'record', 'remote link'] as const;

type Wrong = (promise: string, what: string) => void;

const record = (issue: IssueReport) => issue.properties[`jirasync.${CONNECTION}`] as { state?: string; twin?: { id?: string } } | undefined;

/** A pair that has ended stays so: nobody makes a new counterpart, and nothing that people do afterwards travels. */
export function endedRight(world: World, pair: number, ended: Ended, wrong: Wrong): void {
	const [desk, dev] = [world.sandbox.site('desk'), world.sandbox.site('dev')];
	const copies = dev.issues('ACME').filter((issue) => record(issue)?.twin?.id === ended.desk.id);
	const left = ended.kind === 'dev deletes issue' ? 0 : 1;
	if (copies.length !== left) wrong('P1', `${ended.desk.key} has ${copies.length} counterparts after "${ended.kind}", not ${left}`);
	if (ended.kind === 'disconnected') return staysApart(world, pair, ended, wrong);
	const [site, lost, stays] = ended.kind === 'desk deletes issue' ? [dev, ended.desk, ended.dev] : [desk, ended.dev, ended.desk];
	const { state } = record(site.issue(stays.key)) ?? {};
	// A record that was on its way then may have come after the mark; docs/limits.md says so.
	const wasLate = LATE.some((write) => world.faults.coverage[cellOf('slow', write)]);
	if (state !== 'partnerDeleted' && !wasLate && world.heardDeletions.has(lost.key)) wrong('P9', `${stays.key} does not know that ${lost.key} was deleted, but is ${state}`);
}

/** What was on its way to an issue when that was deleted may say so: before Jira tells of the deletion, it looks like an issue that is hidden. */
export function metNobody({ ended }: World, final: string): boolean {
	const [, direction, id] = /^(escalation|resolution) (\d+): (?:issueUnreachable|twinUnreachable|notFound) /.exec(final) ?? [];
	return [...ended.values()].some((each) => each.kind !== 'disconnected' && each[direction === 'escalation' ? 'desk' : 'dev'].id === id);
}

/** Nobody may have heard that the other issue was deleted: what blocked this one then stays. */
export const lostItsOther = ({ ended }: World, key: string): boolean =>
	[...ended.values()].some(({ kind, desk, dev }) => kind !== 'disconnected' && (desk.key === key || dev.key === key));

function staysApart({ sandbox, ledger }: World, pair: number, { desk, dev, at }: Ended, wrong: Wrong): void {
	if (at === undefined) return wrong('P7', `${desk.key} and ${dev.key} could not be disconnected`);
	const sides = { desk: sandbox.site('desk').issue(desk.key), dev: sandbox.site('dev').issue(dev.key) };
	const other = { desk: 'dev', dev: 'desk' } as const;
	if (record(sides.desk)?.state !== 'disconnected' && record(sides.dev)?.state !== 'disconnected') wrong('P5', `${desk.key} and ${dev.key} were disconnected and are paired again`);
	for (const said of ledger.comments.filter((each) => each.pair === pair && each.at > at)) {
		const copies = sides[other[said.side]].comments.filter(({ text }) => text.endsWith(said.text));
		if (copies.length > 0) wrong('P4', `comment ${said.mark}, written after the pair was disconnected, has left`);
	}
	for (const field of ['summary', 'description'] as const) {
		for (const given of (ledger.values.get(`${pair} ${field}`) ?? []).filter((each) => each.at > at)) {
			if (sides[other[given.side]][field] === given.value) wrong('P4', `the ${field} "${given.value}", given after the pair was disconnected, has left`);
		}
	}
}
