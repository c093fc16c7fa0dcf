/** Says what is going on: one ticking line on a terminal, a plain line now and then elsewhere. */

const TICK = { terminal: 1000, plain: 30_000 };

export function elapsed(milliseconds) {
	const seconds = Math.round(milliseconds / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Runs `work` under a label and says how long it took. Passes on what `work` returns or throws. */
export async function showing(label, work, out = process.stdout) {
	const began = Date.now();
	const took = () => elapsed(Date.now() - began);
	const replace = (text) => out.write(out.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
	replace(`${label} ...`);
	const ticking = setInterval(() => replace(`${label} ... ${took()}`), out.isTTY ? TICK.terminal : TICK.plain);
	try {
		const result = await work();
		replace(`${label}: done in ${took()}${out.isTTY ? '\n' : ''}`);
		return result;
	} catch (error) {
		replace(`${label}: failed after ${took()}${out.isTTY ? '\n' : ''}`);
		throw error;
	} finally {
		clearInterval(ticking);
	}
}
