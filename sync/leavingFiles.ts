import type { RichText } from '../content/richText';
import type { JiraAttachment, JiraComment } from './issue';
import { isForEverybody, shownFiles, withheldFiles, type KnownMedia } from './visibility';

/** Which files the outgoing rules let out. A file leaves when every condition lets it. */
export interface FileRules {
	/** Only files that a text shows which everybody may read: the description, or a public comment. */
	publicOnly?: boolean;
	/** Patterns of names, of which one has to fit. */
	names?: string[];
	/** Patterns of MIME types, of which one has to fit. */
	types?: string[];
	/** Bytes. */
	largest?: number;
}

export interface FileQuestion {
	/** Files of the issue that are no copies of the other side's. */
	files: JiraAttachment[];
	rules: FileRules;
	/** The description where it leaves, and other texts of fields. */
	texts: RichText[];
	/** Comments that the rules let out, and those that they keep, whether or not comments are sent. */
	comments: { leaving: JiraComment[]; staying: JiraComment[] };
	media: KnownMedia;
}

/** Files that leave, and how many stay for which reason. */
export function splitFiles({ files, rules, texts, comments, media }: FileQuestion): { leaving: JiraAttachment[]; withheld: Record<string, number> } {
	const bodies = (list: JiraComment[]): RichText[] => list.map(({ body }) => body);
	const hidden = withheldFiles(files, [...texts, ...bodies(comments.leaving)], bodies(comments.staying), media);
	const open = rules.publicOnly ? shownFiles(files, [...texts, ...bodies(comments.leaving.filter(isForEverybody))], media) : undefined;
	const leaving: JiraAttachment[] = [];
	const withheld: Record<string, number> = {};
	for (const file of files) {
		const reason = hidden.has(file.id) ? 'file of a withheld comment' : open && !open.has(file.id) ? 'file: in no public text' : unfit(file, rules);
		if (reason) withheld[reason] = (withheld[reason] ?? 0) + 1;
		else leaving.push(file);
	}
	return { leaving, withheld };
}

/** Which condition a file does not meet, whatever shows it. */
function unfit({ name, mimeType, size }: JiraAttachment, { names, types, largest }: FileRules): string | undefined {
	if (names && !names.some((pattern) => fits(name, pattern))) return 'file: name';
	const [type = ''] = mimeType.split(';');
	if (types && !types.some((pattern) => fits(type.trim(), pattern))) return 'file: type';
	return largest !== undefined && size > largest ? 'file: size' : undefined;
}

/**
 * Whether a text fits a pattern in which `*` stands for anything; upper and lower case are alike. Takes the first
 * place for each piece between two stars, so that no pattern makes it slow.
 */
export function fits(text: string, pattern: string): boolean {
	const words = text.toLowerCase();
	const [first = '', ...rest] = pattern.toLowerCase().split('*');
	const last = rest.pop();
	if (last === undefined) return words === first;
	if (!words.startsWith(first)) return false;
	let end = first.length;
	for (const piece of rest) {
		const at = words.indexOf(piece, end);
		if (at < 0) return false;
		end = at + piece.length;
	}
	return words.endsWith(last) && words.length - last.length >= end;
}
