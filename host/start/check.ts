/** What can be found out before anything is started, or even installed: uses Node's own modules only. */
import { type Options, SANDBOX, type SandboxPort } from './options.ts';
import { requireFree } from './ports.ts';
import { probe, SIDES, type Sites } from './sites.ts';

const listenersOf = (options: Options, sites: Sites | undefined) =>
	sites ? [options.n8n] : [options.n8n, ...(Object.keys(SANDBOX) as SandboxPort[]).map((name) => options.sandbox[name])];

/** Refuses taken ports, and real sites that do not accept the account: said here, not in a workflow. */
export async function checkStart(options: Options, sites: Sites | undefined): Promise<void> {
	await requireFree(listenersOf(options, sites));
	if (sites) for (const side of SIDES) await probe(side, sites[side]);
}
