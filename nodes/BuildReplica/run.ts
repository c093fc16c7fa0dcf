import chunk from 'lodash/chunk';
import isEqual from 'lodash/isEqual';
import uniq from 'lodash/uniq';
import type { IDataObject } from 'n8n-workflow';
import { readAhead, readSource, type Ahead, type SourceAnswer, type SourceQuestion } from '../../engine/readSource';
import type { Jira } from '../../jira/types';
import { endLook, lookAt } from '../../memory/looks';
import { emptyOutcome } from '../../sync/outcome';
import { parentsFirst, type Placed } from '../../sync/parents';
import type { Replica } from '../../sync/replica';
import type { Fail, Outputs } from '../shared/eachItem';
import { reportOf } from '../shared/toNodeError';
import { refusal } from './command';
import type { ReplicaOptions } from './options';

/** How many issues of a query are read with one request. */
const AT_ONCE = 100;

/**
 * Reads the issues that several items name, a hundred in one request, by id. Items that ask for other fields than the first one are read
 * alone, and so is what is missing in the answer.
 *
 * @returns by the number of the item: another one may ask for the same issue by other rules
 */
export async function readNamed(jira: Jira, all: ReplicaOptions[], customFields: Record<string, string>): Promise<Map<number, Ahead>> {
	const first = all.find(({ refused }) => !refused);
	const asksFor = ({ connection, fields, customFieldIds }: ReplicaOptions) => ({ connection, fields, customFieldIds });
	const isAlike = (options: ReplicaOptions) => first !== undefined && !options.refused && isEqual(asksFor(options), asksFor(first));
	const alike = all.map((options) => (isAlike(options) && 'idOrKey' in options.wanted && /^\d+$/.test(options.wanted.idOrKey) ? options.wanted.idOrKey : ''));
	const ids = uniq(alike.filter(Boolean));
	const read = first && ids.length > 1 ? await readAhead(jira, ids, questionOf(first, customFields)) : new Map<string, Ahead>();
	return new Map(alike.flatMap((id, index) => (read.has(id) ? [[index, read.get(id) as Ahead]] : [])));
}

/**
 * Builds the replicas of one input item: output 0 holds replicas, output 1 what was not let out and
 * why. An issue that cannot be read takes no other with it.
 */
export async function run(jira: Jira, options: ReplicaOptions, customFields: Record<string, string>, fail: Fail, known?: Ahead): Promise<Outputs> {
	const outputs: Outputs = [[], []];
	const question = questionOf(options, customFields);
	const { wanted } = options;
	if ('idOrKey' in wanted) {
		const readAt = known?.readAt ?? jira.now();
		const answer = options.refused ?? (await readSource(jira, { ...question, idOrKey: wanted.idOrKey }, known));
		put(outputs, options, wanted.idOrKey, answer);
		// Nothing follows for an issue that is not let out: what arrived for it meanwhile may be looked at now. A delivery knows only what it tells
		// itself, and another one may be lost; a sweep, which knows the history, has to judge for itself.
		const isSwept = options.came.since !== undefined;
		if (answer.kind === 'skipped') endLook(lookAt(options.workflow, options.connection, jira.siteUrl, wanted.idOrKey), jira.now(), isSwept ? readAt + jira.clockAhead() : undefined);
		return outputs;
	}
	if (options.refused) {
		put(outputs, options, undefined, options.refused);
		return outputs;
	}
	for (const found of chunk(await jira.search(wanted), AT_ONCE)) {
		const ahead = await readAhead(jira, found.map(({ id }) => id), question);
		for (const { id, key } of found) {
			const answer = await readSource(jira, { ...question, idOrKey: id }, ahead.get(id)).catch((error: unknown) => ({ error }));
			if (!('error' in answer)) {
				put(outputs, options, id, answer);
				continue;
			}
			fail(answer.error, key);
			// With the whole site in trouble each further question would wait in vain.
			if (reportOf(answer.error).scope === 'site') return parentsAhead(outputs);
		}
	}
	return parentsAhead(outputs);
}

/** A sub-task finds its parent's counterpart only when that was made before. */
const parentsAhead = ([replicas = [], ...others]: Outputs): Outputs => [parentsFirst(replicas, placeOf), ...others];

function placeOf({ issue, replica }: IDataObject): Placed {
	const { parent } = replica as unknown as Replica;
	return { id: (issue as { id: string }).id, ...(parent ? { parent: parent.id } : {}) };
}

const questionOf = (options: ReplicaOptions, customFields: Record<string, string>): Omit<SourceQuestion, 'idOrKey'> => ({
	connection: options.connection,
	rules: {
		fields: options.fields,
		customFields,
		comments: options.comments,
		files: options.files,
		values: options.values,
		...(options.relay ? { relay: true } : {}),
	},
	...(options.script ? { script: options.script } : {}),
	sendSecured: options.sendSecured,
	start: options.start,
	came: options.came,
	byHand: options.byHand,
	...(options.scope ? { scope: options.scope } : {}),
});

/** @param idOrKey undefined for a whole query that is not asked */
function put([replicas, skipped]: Outputs, options: ReplicaOptions, idOrKey: string | undefined, answer: SourceAnswer): void {
	const { connection } = options;
	if (answer.kind === 'skipped') {
		const outcome = emptyOutcome('skipped', refusal(options.command, answer), answer.code);
		skipped?.push({ connection, ...(idOrKey === undefined ? {} : { issue: { id: idOrKey } }), outcome: { ...outcome } });
		return;
	}
	const { id, key } = answer.replica.meta.issue;
	// The start condition is judged and does not travel on: an issue that has passed it and waits for a
	// site to come back may look different by then. Where it ends a pair it is judged again instead. The scope is
	// judged every time: what was moved out of it while it waited stays.
	replicas?.push({
		connection,
		issue: { id, key },
		replica: answer.replica as unknown as IDataObject,
		twin: answer.replica.meta.twin && { ...answer.replica.meta.twin },
		outcome: null,
		...(answer.replica.meta.ends && options.start ? { start: { ...options.start } } : {}),
		...(options.retry ? { retry: { ...options.retry } } : {}),
		...(options.scope ? { scope: { ...options.scope } } : {}),
		...(options.command ? { command: { do: options.command } } : {}),
	});
}
