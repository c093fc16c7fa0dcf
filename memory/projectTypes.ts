/**
 * The issue types of projects, as Jira told them a moment ago, so that not every new counterpart asks for them. In memory only:
 * after a restart, or in another process, they are asked for once more.
 */
interface IssueType {
	id: string;
	name: string;
	subtask: boolean;
}

interface Told {
	types: IssueType[];
	/** Epoch milliseconds. */
	at: number;
}

/** A type that was renamed or taken from the project is believed in for no longer. */
const REMEMBERED = 600_000;
const MOST = 200;

const told = new Map<string, Told>();

/** @param project site address and project key */
export function rememberTypes(project: string, types: IssueType[], now: number): void {
	if (told.size >= MOST) told.clear();
	told.set(project, { types, at: now });
}

/** Undefined when nothing was told lately. */
export function rememberedTypes(project: string, now: number): IssueType[] | undefined {
	const known = told.get(project);
	return known && now - known.at < REMEMBERED ? known.types : undefined;
}

/** As after a restart. */
export const forgetTypes = (): void => told.clear();
