/**
 * n8n stores the data of an execution as a list of values in which a string stands for the place of
 * another value; this puts the values back together. Cycles stay cycles.
 */
type Stored = string | number | boolean | null | Stored[] | { [key: string]: Stored };

export function parseFlatted(text: string): unknown {
	const stored = JSON.parse(text) as Stored[];
	const built = new Map<number, unknown>();

	const valueOf = (reference: Stored): unknown => (typeof reference === 'string' ? build(Number(reference)) : reference);

	function build(place: number): unknown {
		if (built.has(place)) return built.get(place);
		const value = stored[place];
		if (typeof value !== 'object' || value === null) return value;
		const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		built.set(place, result);
		for (const [key, reference] of Object.entries(value)) (result as Record<string, unknown>)[key] = valueOf(reference);
		return result;
	}
	return build(0);
}
