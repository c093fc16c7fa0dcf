/** Reasons for which a program that keeps running has to end. */

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Aborted by Ctrl-C, a polite kill, or when the process that started us is gone (the channel to it
 * closes then). From the call on these no longer end the process by themselves.
 */
export function endingSignal(): AbortSignal {
	const ending = new AbortController();
	for (const signal of SIGNALS) process.on(signal, () => ending.abort(signal));
	if (process.channel) {
		process.once('disconnect', () => ending.abort('disconnect'));
		process.channel.unref();
	}
	return ending.signal;
}

export const whenAborted = (signal: AbortSignal) =>
	new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
