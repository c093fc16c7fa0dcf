import type { Account } from '../model.ts';
import type { Site } from '../site.ts';
import { findAccount } from '../site.ts';

/** `2` in webhook bodies, `3` in REST v3 answers: the two differ in every self link. */
export type ApiVersion = 2 | 3;

export function apiUrl(site: Site, version: ApiVersion, path: string): string {
	return `${site.baseUrl}/rest/api/${version}/${path}`;
}

export function avatarUrls(site: Site, seed: string): Record<string, string> {
	const at = (size: number): string => `${site.baseUrl}/avatar/${encodeURIComponent(seed)}?size=${size}`;
	return { '48x48': at(48), '24x24': at(24), '16x16': at(16), '32x32': at(32) };
}

/** A person as embedded in issues and comments. The address appears only if privacy allows the viewer to see it. */
export function personView(site: Site, accountId: string | null, viewer: Account, version: ApiVersion = 3): Record<string, unknown> | null {
	if (accountId === null) return null;
	const account = findAccount(site, accountId);
	if (!account) return null;
	const visible = account.emailVisible || account.accountId === viewer.accountId;
	return {
		self: apiUrl(site, version, `user?accountId=${encodeURIComponent(account.accountId)}`),
		accountId: account.accountId,
		...(visible ? { emailAddress: account.email } : {}),
		avatarUrls: avatarUrls(site, account.accountId),
		displayName: account.displayName,
		active: account.active,
		timeZone: account.timeZone,
		accountType: account.accountType,
	};
}
