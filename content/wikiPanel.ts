import { stringAttr, type AdfNode } from './adf';

/** Background colours by which Cloud's own converter tells the kinds of panel apart in wiki markup. */
const PANEL_COLORS: Readonly<Record<string, string>> = {
	info: '#deebff',
	note: '#eae6ff',
	success: '#e3fcef',
	warning: '#fffae6',
	error: '#ffebe6',
};

/** Parameters of a macro: `{panel:title=Hint|bgColor=#deebff}`; one may have no name, as in `{code:java}`. */
export function macroParameters(source: string): { readonly unnamed?: string; readonly named: ReadonlyMap<string, string> } {
	const parts = source.split('|').slice(0, 20);
	const named = new Map<string, string>();
	for (const part of parts) {
		const at = part.indexOf('=');
		if (at > 0) named.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
	}
	const unnamed = parts.find((part) => part.trim() !== '' && !part.includes('='))?.trim();
	return unnamed === undefined ? { named } : { unnamed, named };
}

/** The background colour that stands for the kind of a panel. */
export function panelColor(panel: AdfNode): string {
	return PANEL_COLORS[stringAttr(panel, 'panelType') ?? 'info'] ?? '#deebff';
}

/** The kind of panel a background colour stands for; 'info' for any other. */
export function panelType(bgColor: string | undefined): string {
	const known = Object.entries(PANEL_COLORS).find(([, color]) => color === bgColor?.toLowerCase());
	return known?.[0] ?? 'info';
}
