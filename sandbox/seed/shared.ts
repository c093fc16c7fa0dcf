import type { Account, NamedValue } from '../model.ts';

/** Values every Jira Cloud site is born with. */
export const PRIORITIES: NamedValue[] = [
	{ id: '1', name: 'Highest' }, { id: '2', name: 'High' }, { id: '3', name: 'Medium' }, { id: '4', name: 'Low' }, { id: '5', name: 'Lowest' },
];

export const RESOLUTIONS: NamedValue[] = [
	{ id: '10000', name: 'Done' }, { id: '10001', name: "Won't Do" }, { id: '10002', name: 'Duplicate' }, { id: '10003', name: 'Cannot Reproduce' }, { id: '10004', name: 'Fixed' },
];

export const LINK_TYPES = [
	{ id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
	{ id: '10001', name: 'Cloners', inward: 'is cloned by', outward: 'clones' },
	{ id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
	{ id: '10003', name: 'Relates', inward: 'relates to', outward: 'relates to' },
];

export const GROUPS: NamedValue[] = [
	{ id: 'b2a61c0e-6f1c-4d18-9a0c-3a8f6d1e5c01', name: 'jira-administrators' },
	{ id: 'b2a61c0e-6f1c-4d18-9a0c-3a8f6d1e5c02', name: 'jira-software-users' },
];

export function account(handle: string, displayName: string, accountId: string, more: Partial<Account> = {}): Account {
	return {
		accountId, handle, displayName, email: `${handle}@example.com`, emailVisible: false, accountType: 'atlassian', active: true,
		timeZone: 'UTC', locale: 'en_US', siteAdmin: false, tokens: [], ...more,
	};
}

/** Scopes of a token that may read and write issues, behind the gateway. */
export const WORK_SCOPES = ['read:jira-work', 'write:jira-work', 'read:jira-user'];
