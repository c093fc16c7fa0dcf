/**
 * Preloaded into an n8n that shall live through hours in minutes: its clock and its timers run faster by a factor.
 * Nothing of n8n is changed by it; what it waits for passes, only sooner.
 */
const factor = Number(process.env.CLOCK_FACTOR);
const begin = Number(process.env.CLOCK_BEGIN);
const RealDate = Date;
const now = () => Math.round(begin + (RealDate.now() - begin) * factor);

globalThis.Date = class Date extends RealDate {
	constructor(...parts) {
		super(...(parts.length === 0 ? [now()] : parts));
	}

	static now() {
		return now();
	}
};

for (const name of ['setTimeout', 'setInterval']) {
	const real = globalThis[name];
	const faster = (act, milliseconds, ...parts) => real(act, (milliseconds ?? 0) / factor, ...parts);
	// `promisify(setTimeout)` asks for this.
	Object.assign(faster, { __promisify__: real.__promisify__ });
	globalThis[name] = faster;
}
