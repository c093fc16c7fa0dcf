import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The four scripts of a connection, by what they are for. */
export interface Scripts {
	out: string;
	deskIn: string;
	devIn: string;
}

/** Our own writing of a service desk: the same constructs as in the guides of the field, and the same effects. */
export const OURS: Scripts = {
	out: `
		// what leaves, on both sides
		replica.key = issue.key
		replica.summary = issue.summary
		replica.description = issue.description
		replica.status = issue.status
		replica.resolution = issue.resolution
		replica.comments = issue.comments
		replica.attachments = issue.attachments
	`,
	deskIn: `
		if (firstSync) { return } // nothing starts over there
		issue.summary = replica.summary
		issue.description = replica.description
		issue.comments += replica.addedComments
		issue.attachments += replica.addedAttachments
		if (replica.resolution != null) {
			issue.doTransition = "Development Ready"
		}
	`,
	devIn: `
		issue.projectKey = "ACME"
		issue.typeName   = "Task"
		issue.summary = replica.summary
		issue.description = replica.description
		issue.comments += replica.addedComments
		issue.attachments += replica.addedAttachments
		if (replica.status.name == "Waiting for development" && issue.resolution != null) { issue.doTransition = "Reopen" }
	`,
};

const folder = process.env.JIRA_SEEDS_DIR ?? resolve(process.cwd(), '../shared/seeds');
const document = existsSync(folder) ? readdirSync(folder).find((file) => file.startsWith('000')) : undefined;
/** The scripts of the published use case, in its own words; they lie beside this repository or nowhere. */
export function published(): Scripts {
	const fenced = [...readFileSync(join(folder, document ?? ''), 'utf8').matchAll(/```\n([\s\S]*?)```/g)].map(([, script = '']) => script);
	return { out: fenced[0]!, deskIn: fenced[1]!, devIn: fenced[3]! };
}

export const isPublishedHere = document !== undefined;
