import type { IncomingRules } from '../../engine/applyIncoming';
import { newLookUps } from '../../engine/lookUps';
import { orderedRules } from '../../engine/orderedRules';
import type { MappingRow } from '../../sync/mapping';
import type { TransitionOptions } from '../../nodes/Transition/options';
import type { Deletion } from '../../sync/deletion';
import type { RetryState, SyncItem } from '../../sync/item';
import type { StartCondition } from '../../sync/startCondition';

export const CONNECTION = 'deskdev';
export type DirectionName = 'escalation' | 'resolution';

/** One direction of the connection, as its template sets it up. */
export interface DirectionRules {
	source: 'desk' | 'dev';
	target: 'desk' | 'dev';
	start: StartCondition;
	incoming: IncomingRules;
	/** Undefined where the workflow has no such node. */
	move?: (item: SyncItem) => TransitionOptions;
}

const BASIC = { addComments: true, addFiles: true, conflict: 'newest', flips: 3, notifyPeople: true, showLink: true, removeComments: true, removeFiles: true, onDeleted: 'mark', onTwinGone: 'ignore' } as const;
const row = (field: string): MappingRow => ({ remote: field, local: field, how: 'set', when: true, values: [], ifNoMatch: 'nothing' });
const moved = (value: string, cause: 'remoteStatus' | 'remoteResolution', unmet: string | undefined): TransitionOptions => ({
	rules: { move: { by: 'name', value, ignoreCase: false }, ifUnavailable: 'skip', cause, fields: {} },
	unmet,
	dryRun: false,
});

export const DIRECTIONS: Record<DirectionName, Required<DirectionRules>> = {
	escalation: {
		source: 'desk',
		target: 'dev',
		start: { statuses: ['Waiting for development'] },
		incoming: { ...BASIC, firstSync: 'create', project: 'ACME', type: { name: 'Task' }, internalComments: false },
		move: ({ replica, twin }) =>
			moved('Reopen', 'remoteStatus', replica.status?.name === 'Waiting for development' && twin?.resolution ? undefined : 'not sent again'),
	},
	resolution: {
		source: 'dev',
		target: 'desk',
		start: {},
		incoming: { ...BASIC, firstSync: 'ignore', project: '', type: { name: '' }, internalComments: true },
		move: ({ replica }) => moved('Development Ready', 'remoteResolution', replica.resolution ? undefined : 'not resolved'),
	},
};

/** Rules by rows, where a direction has them; the status is reached by moves. */
const MAPPED: Record<DirectionName, MappingRow[]> = {
	escalation: [row('summary'), row('description')],
	resolution: [row('summary'), row('description'), { ...row('status'), values: [{ remote: 'Done', local: 'Resolved' }] }],
};

/** A direction with mapping rows in the place of Basic rules; the desk issue goes to a status two moves away and has no Transition. */
export function mappedRules(direction: DirectionName): DirectionRules {
	const basic = DIRECTIONS[direction];
	const fields = orderedRules({ rules: MAPPED[direction].map((each, index) => ({ kind: 'map', at: index + 1, row: each })), alone: false, people: [], unknownPerson: { do: 'empty' } }, newLookUps());
	const { move, ...others } = basic;
	return { ...others, incoming: { ...basic.incoming, fields }, ...(direction === 'resolution' ? {} : { move }) };
}

/** What leads to a look at an issue. */
export interface Job {
	direction: DirectionName;
	issueId: string;
	reached: string[];
	/** Of a sweep: changes of status since then count. */
	since?: number;
	retry?: RetryState;
	/** Judged for issues that arrive by an event; what has waited passed it before. */
	judged?: boolean;
	/** The issue as a payload told it, for an engine that trusts those. */
	payload?: unknown;
	/** Jira says that the issue was deleted. */
	deletion?: Deletion;
	/** Jira says nothing but that comments were deleted. */
	onlyCommentsGone?: boolean;
}
