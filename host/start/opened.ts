/** What has been opened and has to be closed again, in reverse order, whatever happens. */
export class Opened {
	private readonly closers: Array<() => Promise<void>> = [];

	add<T>(thing: T, close: (thing: T) => Promise<void>): T {
		this.closers.push(() => close(thing));
		return thing;
	}

	/** Closes everything; what fails to close does not keep the rest open. Safe to call twice. */
	async close(): Promise<void> {
		for (let close = this.closers.pop(); close; close = this.closers.pop()) {
			try {
				await close();
			} catch (error) {
				console.error(error);
			}
		}
	}
}
