/** Names of colours that people type; Jira itself writes `#rrggbb`. */
const NAMED: Readonly<Record<string, string>> = {
	black: '#000000',
	blue: '#0000ff',
	gray: '#808080',
	green: '#008000',
	grey: '#808080',
	orange: '#ffa500',
	purple: '#800080',
	red: '#ff0000',
	white: '#ffffff',
	yellow: '#ffff00',
};

/** A colour as ADF wants it (`#rrggbb`), or `undefined` when it is not known. */
export function colorOf(name: string): string | undefined {
	const value = name.trim().toLowerCase();
	if (/^#[0-9a-f]{6}$/.test(value)) return value;
	const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(value);
	if (short) return `#${short.slice(1).map((digit) => digit + digit).join('')}`;
	return Object.hasOwn(NAMED, value) ? NAMED[value] : undefined;
}
