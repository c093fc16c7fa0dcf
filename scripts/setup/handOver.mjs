/** Runs one of our programs under Node 24 and ends as it ends. */
import { join } from 'node:path';
import { startChild, whenEnded } from './running.mjs';
import { ROOT } from './places.mjs';
import { withNodeFirst } from './toolchain.mjs';

/**
 * The channel (`ipc`) is how the program notices that this process died without a word: it closes.
 * A signal reaches only this process, the program being in a group of its own, and is passed on.
 */
export async function handOver(node, program, args = []) {
	const child = startChild(node, [join(ROOT, program), ...args], {
		cwd: ROOT,
		endsInPeace: true,
		env: withNodeFirst(node),
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	});
	return whenEnded(child);
}
