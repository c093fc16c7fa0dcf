/** Time that passes only when nothing else is left to do, so that hours take milliseconds and every run repeats itself. */
export interface VirtualClock {
	/** Epoch milliseconds. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	after(milliseconds: number, act: () => void): void;
	/** Work that takes real turns of the event loop (streams): time stands still meanwhile. */
	outside<T>(work: Promise<T>): Promise<T>;
	/** Goes on until nothing waits any more, or until this time. */
	run(until?: number): Promise<void>;
}

interface Timer {
	at: number;
	order: number;
	act: () => void;
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

export function createClock(start: number): VirtualClock {
	let time = start;
	let order = 0;
	let busy = 0;
	const timers: Timer[] = [];
	const after = (milliseconds: number, act: () => void): void => {
		const timer = { at: time + Math.max(0, milliseconds), order: order++, act };
		let place = timers.length;
		while (place > 0 && (timers[place - 1] as Timer).at > timer.at) place -= 1;
		timers.splice(place, 0, timer);
	};
	return {
		now: () => time,
		after,
		sleep: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
		async outside(work) {
			busy += 1;
			return await work.finally(() => {
				busy -= 1;
			});
		},
		async run(until = Number.POSITIVE_INFINITY) {
			for (;;) {
				do await turn();
				while (busy > 0);
				const [next] = timers;
				if (!next || next.at > until) {
					if (until !== Number.POSITIVE_INFINITY) time = Math.max(time, until);
					return;
				}
				timers.shift();
				time = Math.max(time, next.at);
				next.act();
			}
		},
	};
}
