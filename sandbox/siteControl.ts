import type { Person } from './people/person.ts';
import { personOn } from './people/person.ts';
import type { IssueReport } from './people/report.ts';
import { reportOn } from './people/report.ts';
import type { SandboxRequest, SandboxResponse } from './http/exchange.ts';
import type { Account, ScreenField, SiteData } from './model.ts';
import type { Site, SiteSettings } from './site.ts';
import { findIssue, findProject, issueOf, required } from './site.ts';
import type { Outbox } from './webhooks/outbox.ts';

/** One site in the hands of a test: its people, what its issues look like, its settings and its webhooks. */
export interface SiteControl {
	readonly name: string;
	readonly url: string;
	readonly cloudId: string;
	/** The raw data, for preparing what no person could do. */
	readonly data: SiteData;
	readonly settings: SiteSettings;
	readonly outbox: Outbox;
	/** Account the connection uses: administrator, with an API token. */
	readonly syncAccount: Credentials;
	handle(request: SandboxRequest): Promise<SandboxResponse>;
	as(handle: string): Person;
	account(handle: string): Account;
	credentials(handle: string): Credentials;
	issue(key: string): IssueReport;
	/** All issues, in order of creation; of one project if named. */
	issues(projectKey?: string): IssueReport[];
	has(key: string): boolean;
	fileBytes(key: string, attachmentId: string): Buffer;
	setSearchLag(milliseconds: number): void;
	/** Takes permissions from an account in one project, whatever its role. */
	withhold(handle: string, projectKey: string, ...permissions: string[]): void;
	/** Changes the screen of a transition, `undefined` for none. */
	setTransitionScreen(name: string, screen: ScreenField[] | undefined): void;
}

export interface Credentials {
	email: string;
	apiToken: string;
	accountId: string;
	/** Ready-made value of the Authorization header. */
	authorization: string;
}

export function controlOf(site: Site, outbox: Outbox, handle: (request: SandboxRequest) => Promise<SandboxResponse>): SiteControl {
	const account = (name: string): Account => required(site.data.accounts.find((one) => one.handle === name), `account "${name}"`);
	const credentials = (name: string): Credentials => {
		const { email, tokens, accountId } = account(name);
		const apiToken = required(tokens.find((one) => one.scopes === undefined), `API token of "${name}"`).token;
		return { email, apiToken, accountId, authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}` };
	};
	return {
		name: site.name,
		get url() { return site.baseUrl; },
		get cloudId() { return site.data.cloudId; },
		get data() { return site.data; },
		settings: site.settings,
		outbox,
		get syncAccount() { return credentials('sync'); },
		handle,
		as: (name) => personOn(site, name),
		account,
		credentials,
		issue: (key) => reportOn(site, issueOf(site, key)),
		issues: (projectKey) => Object.values(site.data.issues)
			.map((issue) => reportOn(site, issue))
			.filter((report) => projectKey === undefined || report.project === projectKey),
		has: (key) => findIssue(site, key) !== undefined,
		fileBytes: (key, attachmentId) => site.world.blobs.bytes(required(issueOf(site, key).attachments.find((one) => one.id === attachmentId), `file ${attachmentId}`).blob),
		setSearchLag(milliseconds) {
			site.settings.searchLagMs = milliseconds;
			site.index.setLag(milliseconds, Object.values(site.data.issues));
		},
		withhold(handle, projectKey, ...permissions) {
			const project = required(findProject(site, projectKey), `project ${projectKey}`);
			project.withheld = { ...project.withheld, [account(handle).accountId]: permissions };
		},
		setTransitionScreen(name, screen) {
			for (const transition of site.data.workflows.flatMap((workflow) => workflow.transitions).filter((one) => one.name === name)) {
				if (screen) transition.screen = screen;
				else delete transition.screen;
			}
		},
	};
}
