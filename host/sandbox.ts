/** The Jira sandbox as n8n's side sees it: two sites, their addresses and the accounts to sync with. */
import { createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';

export interface SandboxAddress {
	url: string;
	email: string;
	token: string;
}

export interface OpenSandbox {
	/** The sandbox itself, for those who want to play its people. */
	jira: Sandbox;
	pageUrl: string;
	sites: Record<'Desk' | 'Dev', SandboxAddress>;
	close(): Promise<void>;
}

export interface SandboxSettings extends SandboxOptions {
	/** Free ones when not given. */
	ports?: { page: number; desk: number; dev: number; media: number; gateway: number };
}

function addressOf(jira: Sandbox, name: string): SandboxAddress {
	const { url, syncAccount } = jira.site(name);
	return { url, email: syncAccount.email, token: syncAccount.apiToken };
}

/** Opens the sandbox on loopback. Both sites listen when it returns. */
export async function openSandbox({ ports, ...options }: SandboxSettings = {}): Promise<OpenSandbox> {
	const jira = createSandbox(options);
	const { page } = await jira.listen({ host: '127.0.0.1', ...(ports && { ports }) });
	return {
		jira,
		pageUrl: page,
		sites: { Desk: addressOf(jira, 'desk'), Dev: addressOf(jira, 'dev') },
		close: () => jira.close(),
	};
}
