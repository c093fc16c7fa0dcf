/** A promise that is made at the first call and shared by all later ones; a failed one is tried again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make().catch((error: unknown) => {
			made = undefined;
			return Promise.reject(error);
		});
		return made;
	};
}
