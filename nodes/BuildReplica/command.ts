import type { IDataObject } from 'n8n-workflow';
import type { SourceAnswer } from '../../engine/readSource';
import type { Command } from '../../sync/delivery';
import type { Scope } from '../../sync/scope';

/** What a person asked for on the issue itself, as Jira Sync Trigger put it into the item (docs/from-the-issue.md). */
export function commandOf({ command }: IDataObject): Command['do'] | undefined {
	const what = (command as { do?: unknown } | null | undefined)?.do;
	return what === 'start' || what === 'stop' || what === 'connect' ? what : undefined;
}

/**
 * The scope of the trigger that an item came from, where it decides. An issue that a person names has none, unless an automation rule
 * of Jira named it: whoever may press the button there does not decide what this connection may see. Stopping is always allowed,
 * for it lets nothing out, and an issue that was moved out of the scope must not stay paired.
 */
export function scopeOf(item: IDataObject, ofEvent: boolean): { scope?: Scope } {
	const isCommand = ['connect', 'start'].includes(commandOf(item) ?? '');
	return item.scope && (ofEvent || isCommand) ? { scope: item.scope as unknown as Scope } : {};
}

/** Who asks to stop or to connect must not get a new counterpart instead. */
export function refusedCommand(item: IDataObject): { refused?: Extract<SourceAnswer, { kind: 'skipped' }> } {
	const what = commandOf(item);
	if (what !== 'stop' && what !== 'connect') return {};
	const operation = what === 'stop' ? 'Disconnect' : 'Connect';
	const reason = `The item asks for the command "${what}". Lead such items to Build Replica (Issue by Key) and Twin Lookup (${operation}); here nothing was let out.`;
	return { refused: { kind: 'skipped', code: 'command', reason } };
}

/** The reason of a skip, for the person who gave the command. */
export const refusal = (command: Command['do'] | undefined, { code, reason }: { code: string; reason: string }): string =>
	command && code === 'outOfScope' ? `The command "${command}" was refused. ${reason} Scope in Jira Sync Trigger says which issues it may see.` : reason;
