/**
 * A failure that the person at the terminal can act on: what happened and what to do, in one line.
 * Anything else that is thrown is a fault of ours and keeps its stack.
 */
export class Failure extends Error {}

/** Runs an entry point. Never leaves an error unsaid, never prints a stack for a `Failure`. */
export async function enter(main) {
	try {
		process.exitCode = (await main()) ?? 0;
	} catch (error) {
		console.error(error instanceof Failure ? error.message : error);
		process.exitCode = 1;
	}
}
