import difference from 'lodash/difference';
import uniq from 'lodash/uniq';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { scriptReads } from '../../engine/leaveByScript';
import { CAME_SOMEHOW, type Came } from '../../engine/came';
import type { SourceAnswer } from '../../engine/readSource';
import type { CheckedScript } from '../../rules/analysis';
import { readIssueReference } from '../../jira/issueKey';
import type { Command } from '../../sync/delivery';
import { SyncError } from '../../sync/errors';
import type { RetryState } from '../../sync/item';
import { startUnder, switchedOff, type SharedSide } from '../../sync/sharedRules';
import { BASIC_FIELDS, SERVICE_DESK_FIELDS, type ReplicaField } from '../../sync/replica';
import type { FileRules } from '../../sync/leavingFiles';
import type { Scope } from '../../sync/scope';
import type { StartCondition } from '../../sync/startCondition';
import type { CommentPolicy } from '../../sync/visibility';
import { readConnection } from '../shared/connectionName';
import { readScript } from '../shared/scriptProperties';
import { readSharedSide } from '../shared/sharedRules';
import { workflowOf } from '../shared/workflowOf';
import { commandOf, refusedCommand, scopeOf } from './command';
import { readContentOptions } from './contentProperties';
import { readDeletion, tellsOnlyCommentsGone } from './deletion';
import { readValues } from './valueProperties';

export interface ReplicaOptions {
	connection: string;
	/** Whose look it is. */
	workflow: string;
	/** One issue, or a query for many. */
	wanted: { idOrKey: string } | { jql: string; limit: number };
	start?: StartCondition;
	came: Came;
	scope?: Scope;
	/** What a person asked for on the issue itself. */
	command?: Command['do'];
	/** Named by key or query, not by an event. */
	byHand?: boolean;
	fields: ReplicaField[];
	/** Ids or names. */
	customFieldIds: string[];
	comments: CommentPolicy;
	files: FileRules;
	values: Record<string, unknown>;
	/** Decides what leaves of all that is named above. */
	script?: CheckedScript;
	relay: boolean;
	sendSecured: boolean;
	retry?: RetryState;
	/** Nothing is let out, whatever the issue is like: a person asked for something else, or nothing leaves this side. */
	refused?: Extract<SourceAnswer, { kind: 'skipped' }>;
}

const ALL = 1_000_000;

/** @throws SyncError for a connection name or an issue that cannot be one, and for rules that name nothing */
export function readOptions(context: IExecuteFunctions, itemIndex: number): ReplicaOptions {
	const item = context.getInputData()[itemIndex]?.json ?? {};
	const connection = readConnection(context, itemIndex);
	const operation = context.getNodeParameter('operation', itemIndex) as 'fromItem' | 'byKey' | 'byJql';
	const options = context.getNodeParameter('options', itemIndex, {}) as {
		customFields?: string[];
		relay?: boolean;
		rulesJson?: unknown;
		sendSecured?: boolean;
		side?: string;
	};
	// An item that failed before and has waited comes back with what failed.
	const failed = item.error as { retry?: RetryState } | undefined;
	const ofEvent = operation === 'fromItem';
	const shared = options.rulesJson === undefined && !options.side ? undefined : readSharedSide((name) => options[name], connection);
	const start = ofEvent ? startOf(item, shared) : undefined;
	const command = commandOf(item);
	const content = readContentOptions(context, itemIndex);
	const script = context.getNodeParameter('fieldSet', itemIndex) === 'script' ? readScript((name, fallback) => context.getNodeParameter(name, itemIndex, fallback), 'outgoing') : undefined;
	return {
		connection,
		workflow: workflowOf(context),
		wanted: operation === 'byJql' ? readQuery(context, itemIndex) : { idOrKey: readIssue(context, itemIndex, ofEvent) },
		...(ofEvent ? {} : { byHand: true }),
		...(start ? { start } : {}),
		...scopeOf(item, ofEvent),
		...(command ? { command } : {}),
		came: ofEvent ? readCame(item) : CAME_SOMEHOW,
		fields: difference(script ? scriptReads(script) : readFields(context, itemIndex), content.without),
		customFieldIds: uniq([...(script?.analysis.reads.issue.customFields ?? []), ...(options.customFields ?? [])]),
		...(script ? { script } : {}),
		comments: content.comments,
		files: content.files,
		values: readValues(context, itemIndex),
		relay: options.relay === true,
		sendSecured: options.sendSecured === true,
		...(failed?.retry ? { retry: failed.retry } : {}),
		...(ofEvent ? refusedCommand(item) : {}),
		...(shared ? refusedDirection(shared) : {}),
	};
}

/** What the trigger wants of issues without a counterpart. What a person asked for comes without a condition, and so does what failed later on. */
function startOf({ start }: IDataObject, shared: SharedSide | undefined): StartCondition | undefined {
	const condition = (start ?? undefined) as StartCondition | undefined;
	return shared ? startUnder(shared, condition) : condition;
}

function refusedDirection(shared: SharedSide): Pick<ReplicaOptions, 'refused'> {
	const reason = switchedOff(shared);
	return reason ? { refused: { kind: 'skipped', code: 'methodOff', reason } } : {};
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const readCame = (item: IDataObject): Came => ({
	reached: texts(item.reached),
	moves: Array.isArray(item.moves) ? (item.moves as unknown as Came['moves']) : [],
	transition: texts(item.transition),
	...(typeof item.since === 'number' ? { since: item.since } : {}),
	deletion: readDeletion(item),
	onlyCommentsGone: tellsOnlyCommentsGone(item),
});

function readFields(context: IExecuteFunctions, itemIndex: number): ReplicaField[] {
	const set = context.getNodeParameter('fieldSet', itemIndex) as 'basic' | 'choose' | 'serviceDesk';
	if (set === 'choose') return context.getNodeParameter('fields', itemIndex, []) as ReplicaField[];
	return set === 'basic' ? BASIC_FIELDS : SERVICE_DESK_FIELDS;
}

/** The query of an item, and how many of its results are wanted. */
export function readQuery(context: IExecuteFunctions, itemIndex: number): { jql: string; limit: number } {
	const all = context.getNodeParameter('returnAll', itemIndex, false) as boolean;
	const limit = all ? ALL : (context.getNodeParameter('limit', itemIndex, 50) as number);
	return { jql: context.getNodeParameter('jql', itemIndex) as string, limit };
}

function readIssue(context: IExecuteFunctions, itemIndex: number, ofEvent: boolean): string {
	const issue = context.getInputData()[itemIndex]?.json.issue as { id?: string; key?: string } | undefined;
	// A rule of Jira may tell the key alone.
	const named = ofEvent ? (issue?.id || issue?.key || '') : String(context.getNodeParameter('issueKey', itemIndex));
	const reference = readIssueReference(String(named));
	if (reference) return reference;
	throw new SyncError('issueReference', ofEvent ? 'The item names no issue.' : `"${String(named)}" is no issue key, ID or address.`, {
		scope: 'issue',
		next: ofEvent ? 'Let the items come from Jira Sync Trigger, or choose Issue by Key.' : 'Enter a key such as DESK-1, an ID, or the address of the issue.',
	});
}
