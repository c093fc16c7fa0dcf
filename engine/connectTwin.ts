import { readAttachments } from '../jira/cloud/readValues';
import { readIssueReference } from '../jira/issueKey';
import type { Jira, JiraIssue } from '../jira/types';
import { isPairOf, planConnection, type AtFirst, type Connecting } from '../sync/connect';
import { linkId, recordKey, traceKeys } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { SyncItem, Twin } from '../sync/item';
import { emptyOutcome, type Outcome } from '../sync/outcome';
import { BASIC_WRITES } from '../sync/plan';
import { projectKeyOf } from '../sync/projects';
import { readTraces } from '../sync/record';
import { JIRA_FIELD, type Replica } from '../sync/replica';
import { busy } from './busy';
import { claimCreation } from './createTwin';
import { expectFresh } from './expectFresh';
import { toTwin } from './findTwin';
import { localSite } from './localSite';
import { asIfPlaced } from './placedFiles';
import { unreachable } from './readSource';
import { recordOf } from './recordOf';
import { linkTo, showLink } from './recordTwin';
import { rememberKnown } from './rememberKnown';
import { newClaim, type Run } from './run';

export interface ConnectRules {
	/** Key, id or address of an issue of this site, as a person gave it. */
	issue: string;
	atFirst: AtFirst;
	/** Show the other issue as a remote link. */
	showLink: boolean;
}

export interface Connected {
	twin: Twin;
	firstSync: false;
	outcome: Outcome;
	/** For Record at the other side; undefined when the two were a pair before. */
	connect?: Connecting;
}

/**
 * Makes an existing issue of this site the counterpart of a replica. Only this side is written; Record writes
 * the other one, and nothing is synced before that. May be run again at any point.
 *
 * @throws SyncError `alreadyPaired` when one of the two has another counterpart, `connectedToItself`,
 * `issueReference`, `issueUnreachable`, `busy` (retryable) while another run makes a counterpart; JiraError otherwise
 */
export async function connectTwin(jira: Jira, { replica }: SyncItem, rules: ConnectRules, run: Run): Promise<Connected> {
	expectFresh(jira, replica);
	const { connection, twin: known } = replica.meta;
	const issue = await readIssue(jira, connection, referenceOf(jira, rules.issue));
	const twin = toTwin(jira, await jira.siteId(), issue);
	if (twin.id === replica.meta.issue.id && twin.site === replica.meta.site.id) throw toItself(jira, issue.key);
	if (known && (known.id !== twin.id || known.site !== twin.site)) throw alreadyPaired(jira, replica.meta.issue.key, known);
	const record = recordOf(issue, connection, jira.siteUrl);
	if (record?.state === 'paired') {
		if (!isPairOf(record, replica)) throw alreadyPaired(jira, issue.key, record.twin);
		if ((!record.connected || known) && !replica.meta.disconnected) {
			return { twin, firstSync: false, outcome: emptyOutcome('unchanged', `${issue.key} and ${replica.meta.issue.key} are paired already.`) };
		}
	}
	const begun = record?.state === 'paired' && record.connected !== undefined;
	const release = known || begun ? undefined : await keepOthersOut(jira, replica, issue, run);
	const { notes, connect } = await write(jira, replica, issue, rules).catch(async (error: unknown) => {
		await release?.();
		return await Promise.reject(error);
	});
	const reason = `${issue.key} is connected with ${replica.meta.issue.key}; Twin Lookup (Record) at ${replica.meta.site.url} completes it.`;
	return { twin, firstSync: false, outcome: { ...emptyOutcome('updated', reason), notes }, connect };
}

async function readIssue(jira: Jira, connection: string, reference: string): Promise<JiraIssue> {
	return await jira
		.readIssue(reference, {
			fields: ['attachment', 'comment', 'updated', ...BASIC_WRITES.map((field) => JIRA_FIELD[field])],
			properties: [recordKey(connection), ...traceKeys(connection)],
		})
		.catch((error: unknown) => Promise.reject(unreachable(error, reference, jira.siteUrl)));
}

/**
 * Makes sure that the replica's issue has no other counterpart here, and gets none meanwhile: whoever creates one
 * claims it first, and so does this.
 *
 * @returns gives the claim back, when nothing came of it
 */
async function keepOthersOut(jira: Jira, replica: Replica, issue: JiraIssue, run: Run): Promise<() => Promise<unknown>> {
	const { connection, site, issue: source, recorded } = replica.meta;
	// An issue with a record gets no counterpart by itself.
	const claim = recorded ? undefined : await claimCreation(jira, replica, projectKeyOf(issue.key), newClaim(jira, run));
	const found = await jira.findByRemoteLink(linkId(connection, site.id, source.id), [recordKey(connection)]);
	const other = found.find((each) => {
		const record = each.id === issue.id ? undefined : recordOf(each, connection, jira.siteUrl);
		return record?.state === 'paired' && isPairOf(record, replica);
	});
	const taken = claim?.taken;
	const release = async () => (taken?.mine ? await jira.deleteClaim(taken.key, claim?.place).catch(() => false) : false);
	if (other) {
		await release();
		throw alreadyPaired(jira, source.key, other);
	}
	if (taken && !taken.mine) throw busy(jira, replica, 'the counterpart');
	return release;
}

/** The record comes last: where it is, everything else is. */
async function write(jira: Jira, replica: Replica, issue: JiraIssue, { atFirst, showLink: shows }: ConnectRules): Promise<{ notes: string[]; connect: Connecting }> {
	const { connection } = replica.meta;
	const keys = traceKeys(connection);
	const traces = readTraces(keys.map((key) => issue.properties[key]));
	const attachments = readAttachments(issue.fields.attachment);
	const { record, known, connecting } = planConnection({
		replica,
		issue,
		record: recordOf(issue, connection, jira.siteUrl),
		traces,
		comments: await jira.readComments(issue.id, issue.fields.comment),
		attachments,
		site: localSite(jira, projectKeyOf(issue.key), asIfPlaced(attachments)),
		atFirst,
		now: new Date(jira.now() + jira.clockAhead()).toISOString(),
	});
	const notes = [
		...(await rememberKnown(jira, issue, connection, known)),
		...(shows ? await showLink(jira, issue.id, linkTo(connection, replica.meta.issue, replica.meta.site.id)) : []),
	];
	await jira.setIssueProperty(issue.id, recordKey(connection), record);
	return { notes, connect: connecting };
}

/** @throws SyncError when it is no issue, or the address of an issue of another site */
function referenceOf(jira: Jira, named: string): string {
	const reference = readIssueReference(named);
	const host = (address: string) => (URL.canParse(address) ? new URL(address).host : undefined);
	const elsewhere = /^https?:/i.test(named.trim()) && host(named.trim()) !== host(jira.siteUrl);
	if (reference && !elsewhere) return reference;
	throw new SyncError('issueReference', elsewhere ? `${named.trim()} is not at ${jira.siteUrl}.` : `"${named}" is no issue key, ID or address.`, {
		scope: 'issue',
		site: jira.siteUrl,
		next: elsewhere ? 'Choose the credential of the site that holds the issue.' : 'Enter a key such as ACME-7, an ID, or the address of the issue.',
	});
}

const alreadyPaired = (jira: Jira, key: string, other: { id: string; key: string }): SyncError =>
	new SyncError('alreadyPaired', `${key} is paired with ${other.key || other.id} already.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: key,
		next: `Choose another issue, or disconnect ${key} first (Twin Lookup, Disconnect); nothing was written.`,
	});

const toItself = (jira: Jira, key: string): SyncError =>
	new SyncError('connectedToItself', `${key} cannot be connected with itself.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: key,
		next: 'Name the other issue in Issue to Connect, or choose the credential of the other site; nothing was written.',
	});
