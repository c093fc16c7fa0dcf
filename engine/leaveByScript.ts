import type { RichText } from '../content/richText';
import type { CheckedScript } from '../rules/analysis';
import { runOutgoing, type OutgoingDecision, type Selection } from '../rules/outgoing';
import { buildReplica, type OutgoingRules, type ReplicaSource } from '../sync/buildReplica';
import type { Replica, ReplicaField } from '../sync/replica';
import type { KnownMedia } from '../sync/visibility';
import { scriptRefused } from './scriptErrors';

/** What is read of an issue so that the script can decide. */
export const scriptReads = ({ analysis }: CheckedScript): ReplicaField[] => [
	...new Set([...analysis.reads.issue.fields, ...(analysis.comments ? (['comments'] as const) : []), ...(analysis.files ? (['attachments'] as const) : [])]),
];

/**
 * The replica that a script lets out. The script works on what the node would let out at most, so it can only narrow that; what it
 * does not name is neither in the replica nor in its `meta`, because the replica is built anew with what it named.
 *
 * @param read the rules under which everything was read that the script asks for
 * @param mediaIn which files are shown by texts that stay, for certain
 * @throws SyncError `scriptRefused` with line and column; nothing has left then
 */
export async function leaveByScript(source: ReplicaSource, read: OutgoingRules, script: CheckedScript, mediaIn: (staying: RichText[]) => Promise<KnownMedia>): Promise<Replica> {
	const whole = buildReplica(source, read);
	const decision = attempt(script, whole);
	const plain = Object.entries(decision.fields).filter(([, { how }]) => how === 'asIs').map(([field]) => field as ReplicaField);
	const contents: ReplicaField[] = [...(decision.comments === undefined ? [] : (['comments'] as const)), ...(decision.attachments === undefined ? [] : (['attachments'] as const))];
	const idOf = (name: string) => Object.entries(read.customFields).find(([, known]) => known === name)?.[0];
	const asIs = Object.entries(decision.customFields).flatMap(([name, leaving]) => {
		const id = leaving.how === 'asIs' ? idOf(leaving.from) : undefined;
		return id === undefined ? [] : [[id, name] as const];
	});
	const computed = Object.entries(decision.customFields).flatMap(([name, leaving]) => (leaving.how === 'computed' ? [[name, leaving.value] as const] : []));
	const unselected = new Set(unselectedOf(whole, decision));
	const media = { ...source.media, ...(await mediaIn(source.comments.filter(({ id }) => unselected.has(id)).map(({ body }) => body))) };
	const replica = buildReplica({ ...source, media }, { ...read, fields: [...plain, ...contents], customFields: Object.fromEntries(asIs), values: { ...read.values, ...Object.fromEntries(computed) }, unselected });
	return withSelections(withComputed(replica, decision), decision);
}

/** Comments that the script could have let out and did not. A script that says nothing of comments leaves none out. */
const unselectedOf = (whole: Replica, { comments: selection = [] }: OutgoingDecision): string[] =>
	(whole.comments ?? []).map(({ id }) => id).filter((id) => selection !== 'all' && !selection.includes(id));

function attempt(script: CheckedScript, { meta, ...issue }: Replica): OutgoingDecision {
	try {
		return runOutgoing(script, { issue: { ...issue, key: meta.issue.key, id: meta.issue.id } });
	} catch (error) {
		throw scriptRefused(error, { site: meta.site.url, issue: meta.issue.key });
	}
}

function withComputed(replica: Replica, { fields, warnings }: OutgoingDecision): Replica {
	const computed = Object.entries(fields).flatMap(([field, leaving]) => (leaving.how === 'computed' ? [[field, leaving.value] as const] : []));
	return {
		...replica,
		...Object.fromEntries(computed),
		meta: { ...replica.meta, fields: [...replica.meta.fields, ...computed.map(([field]) => field)], notes: [...replica.meta.notes, ...warnings] },
	};
}

/** What a selection leaves out exists all the same: nobody shall take it for deleted. */
function withSelections(replica: Replica, { comments, attachments }: OutgoingDecision): Replica {
	const chosen = <T extends { id: string }>(all: T[] | undefined, selection: Selection | undefined): { kept?: T[]; left: string[] } => {
		if (!all || !Array.isArray(selection)) return { ...(all ? { kept: all } : {}), left: [] };
		return { kept: all.filter(({ id }) => selection.includes(id)), left: all.filter(({ id }) => !selection.includes(id)).map(({ id }) => id) };
	};
	const said = chosen(replica.comments, comments);
	const files = chosen(replica.attachments, attachments);
	if (said.left.length + files.left.length === 0) return replica;
	const { unsent = { comments: [], files: [] } } = replica.meta;
	return {
		...replica,
		...(said.kept ? { comments: said.kept } : {}),
		...(files.kept ? { attachments: files.kept } : {}),
		meta: { ...replica.meta, unsent: { comments: [...unsent.comments, ...said.left], files: [...unsent.files, ...files.left] } },
	};
}

