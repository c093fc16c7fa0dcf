import type { Jira } from '../jira/types';
import type { ClaimHome } from '../sync/check/facts';
import { probeClaimKey } from '../sync/connection';
import { inFirstPlace, places } from './places';
import type { Claim } from './run';

/**
 * Where claims of creations find a place, tried in the order in which createTwin.ts tries them. Only trying tells:
 * what a site allows differs from what its documents say. The probe is removed; one that stays behind is in nobody's way.
 */
export async function claimHome(jira: Jira, connection: string, project: string): Promise<ClaimHome> {
	const key = probeClaimKey(connection);
	const probe: Claim = { owner: 'check', at: jira.now() };
	const { answer, place } = await inFirstPlace(places(project), async (where) => await jira.setClaim(key, probe, where), (set) => set === 'noPlace');
	if (answer === 'noPlace') return 'nowhere';
	await jira.deleteClaim(key, place).catch(() => false);
	return place === undefined ? 'account' : 'project';
}
