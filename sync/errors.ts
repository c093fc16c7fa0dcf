export type SyncErrorCode =
	| 'activeElsewhere'
	| 'alreadyPaired'
	| 'busy'
	| 'connectedToItself'
	| 'connectionName'
	| 'deletionRefused'
	| 'fieldOscillates'
	| 'fieldRequired'
	| 'fieldRefused'
	| 'fileChanged'
	| 'firstSyncRefused'
	| 'issueArchived'
	| 'issueUnreachable'
	| 'issueReference'
	| 'itemShape'
	| 'outgoingRules'
	| 'parentOutOfScope'
	| 'pendingParent'
	| 'projectUnknown'
	| 'recordNewer'
	| 'rulesInvalid'
	| 'ruleUnsupported'
	| 'scopeEmpty'
	| 'scriptRefused'
	| 'sourceSiteMissing'
	| 'stale'
	| 'transitionAmbiguous'
	| 'transitionFieldRequired'
	| 'transitionUnavailable'
	| 'twinAmbiguous'
	| 'twinDeleted'
	| 'twinDuplicate'
	| 'twinTaken'
	| 'twinUnconfirmed'
	| 'twinUnreachable'
	| 'typeUnknown'
	| 'valueUnmatched'
	| 'webhookUnsigned';

export interface SyncErrorData {
	/** How much of the work stands still until somebody acts. */
	scope: 'issue' | 'connection' | 'site';
	site?: string;
	issue?: string;
	field?: string;
	/** What a person does next. */
	next: string;
	retryable?: boolean;
	/** Epoch milliseconds. */
	retryAt?: number;
}

/** A situation the user can act on. The message says what happened, `data.next` what to do. */
export class SyncError extends Error {
	override readonly name = 'SyncError';

	constructor(
		readonly code: SyncErrorCode,
		message: string,
		readonly data: SyncErrorData,
	) {
		super(message);
	}
}
