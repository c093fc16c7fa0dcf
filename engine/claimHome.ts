import type { Jira } from '../jira/types';
import type { ClaimHome } from '../sync/check/facts';
import { probeClaimKey } from '../sync/connection';
import type { Claim } from './run';

/**
 * Where claims of creations find a place, tried in the order in which createTwin.ts tries them. Only trying tells:
 * what a site allows differs from what its documents say. The probe is removed; one that stays behind is in nobody's way.
 */
export async function claimHome(jira: Jira, connection: string, project: string): Promise<ClaimHome> {
	const takes = async (place?: string): Promise<boolean> => {
		const key = probeClaimKey(connection);
		const probe: Claim = { owner: 'check', at: jira.now() };
		if ((await jira.setClaim(key, probe, place)) === 'noPlace') return false;
		await jira.deleteClaim(key, place).catch(() => false);
		return true;
	};
	if (await takes()) return 'account';
	return (await takes(project)) ? 'project' : 'nowhere';
}
