import type { SiteData } from './model.ts';
import { deskSite } from './seed/desk.ts';
import { devSite } from './seed/dev.ts';
import { populate } from './seed/issues.ts';
import type { SiteControl } from './siteControl.ts';

export interface Planting {
	site: (name: string) => SiteControl;
	/** Sets the clock for what follows. */
	at: (time: number) => void;
	now: number;
}

/** How a sandbox begins: the sites' configuration, then what people did there before anyone watched. */
export interface Seed {
	sites: SiteData[];
	populate?: (planting: Planting) => void;
}

export function defaultSeed(): Seed {
	return { sites: [deskSite(), devSite()], populate };
}

/** The same two sites without any issue. */
export function emptySeed(): Seed {
	return { sites: [deskSite(), devSite()] };
}
