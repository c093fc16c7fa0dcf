import { analyse, type Analysis } from '../rules/analysis';
import type { ScriptNames } from '../rules/path';
import { ScriptError } from '../rules/scriptError';
import { SyncError } from '../sync/errors';

/** A script's own error as one of an item; anything else stays what it is. */
export const scriptRefused = (error: unknown, where: { site?: string; issue?: string } = {}): unknown =>
	error instanceof ScriptError
		? new SyncError('scriptRefused', `The script of the rules: ${error.message}`, { scope: where.issue ? 'issue' : 'connection', ...where, next: `${error.next} Nothing was written.` })
		: error;

/** What an incoming script reads and writes, or why it is refused. */
export function analysed(text: string, names: ScriptNames): Analysis | ScriptError {
	try {
		return analyse(text, 'incoming', names);
	} catch (error) {
		if (error instanceof ScriptError) return error;
		throw scriptRefused(error);
	}
}
