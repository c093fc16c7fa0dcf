import { ScriptError } from '../rules/scriptError';
import { SyncError } from '../sync/errors';

/** A script's own error as one of an item; anything else stays what it is. */
export const scriptRefused = (error: unknown, where: { site?: string; issue?: string } = {}): unknown =>
	error instanceof ScriptError
		? new SyncError('scriptRefused', `The script of the rules: ${error.message}`, { scope: where.issue ? 'issue' : 'connection', ...where, next: `${error.next} Nothing was written.` })
		: error;
