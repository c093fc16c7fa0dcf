import type { IDataObject } from 'n8n-workflow';

/**
 * An earlier node could not do its work on an item and let it go on, because it is set to continue
 * on errors. The item stays a failed one, with the report it came with, or the nodes after it would
 * act on half the work.
 */
export class EarlierFailure extends Error {
	override readonly name = 'EarlierFailure';

	constructor(readonly report: IDataObject) {
		super(String(report.message ?? 'An earlier node failed on this item.'));
	}
}

/** @throws EarlierFailure when the item carries an error */
export function expectNoEarlierFailure(json: IDataObject | undefined): void {
	const error = json?.error;
	if (!error) return;
	throw new EarlierFailure(typeof error === 'object' && !Array.isArray(error) ? (error as IDataObject) : { message: String(error) });
}
