/** The Jira side of `npm start`: the sandbox, or the sites a person has named. */
import { showing } from '../../scripts/setup/progress.mjs';
import { openSandbox } from '../sandbox.ts';
import type { KeptData } from './keptData.ts';
import type { Opened } from './opened.ts';
import type { Options, SandboxPort } from './options.ts';
import { isLocal, SIDES, type Site, type Sites } from './sites.ts';

export interface World {
	sites: Record<string, Pick<Site, 'url' | 'email' | 'token'>>;
	projects: Record<string, string>;
	issueType?: string | undefined;
	/** Where Jira finds n8n; undefined when it is on this machine and needs no address. */
	webhookUrl?: string | undefined;
	/** Whether Jira can call this n8n, without which a trigger cannot be published. */
	reachable: boolean;
	/** Lines for the person, after everything has started. */
	tells: string[];
}

const portsOf = (options: Options) =>
	Object.fromEntries(Object.entries(options.sandbox).map(([name, { port }]) => [name, port])) as Record<SandboxPort, number>;

export async function sandboxWorld(options: Options, kept: KeptData, opened: Opened): Promise<World> {
	const ports = portsOf(options);
	const sandbox = await showing('Starting the Jira sandbox', () => openSandbox({ ports, dataDir: kept.sandbox }));
	opened.add(sandbox, () => sandbox.close());
	return {
		sites: sandbox.sites,
		projects: {},
		reachable: true,
		tells: [
			`Jira sandbox  ${sandbox.pageUrl}   both sites side by side; start with "Send to development" on DESK-1`,
			...SIDES.map((side) => `  ${side.padEnd(11)} ${sandbox.sites[side].url}   ${sandbox.sites[side].email}, token ${sandbox.sites[side].token}`),
		],
	};
}

const NEEDS_ADMIN = 'The accounts need the global permission "Administer Jira", because webhooks are registered with it.';

const NEEDS_ADDRESS =
	'Jira cannot reach this n8n yet: set WEBHOOK_URL to a public https address that leads to it and start again. Until then the workflows are not published.';

/** Nobody but the forgotten n8n knew how to take them back. */
const LEFT_BEHIND =
	'The n8n that has just been forgotten had registered webhooks at Jira: delete them there, under System > WebHooks, where they are called "n8n Jira Sync".';

/** Real sites: nothing is started for them, but they have to be able to call back. */
export function realWorld(sites: Sites, kept: KeptData, environment: NodeJS.ProcessEnv): World {
	const webhookUrl = environment.WEBHOOK_URL?.trim() || undefined;
	const reachable = webhookUrl !== undefined || SIDES.every((side) => isLocal(sites[side]));
	return {
		sites,
		projects: { DESK: sites.Desk.project, ACME: sites.Dev.project },
		issueType: sites.Dev.issueType,
		webhookUrl,
		reachable,
		tells: [
			...SIDES.map((side) => `Jira ${side.padEnd(8)} ${sites[side].url}   as ${sites[side].email}, project ${sites[side].project}`),
			NEEDS_ADMIN,
			...(reachable ? [] : [NEEDS_ADDRESS]),
			...(kept.forgot ? [LEFT_BEHIND] : []),
		],
	};
}
