import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Blobs } from './blobs.ts';
import type { SiteData } from './model.ts';
import type { Site } from './site.ts';
import { loadData } from './site.ts';
import type { SiteControl } from './siteControl.ts';
import type { Delivery } from './webhooks/outbox.ts';

/** The whole sandbox as plain data. Files are inside, as base64, unless they lie on disk anyway. */
export interface Snapshot {
	version: 1;
	sites: SiteData[];
	deliveries: Record<string, Delivery[]>;
	files?: Record<string, string>;
}

export function snapshotOf(controls: SiteControl[], blobs: Blobs, withFiles: boolean): Snapshot {
	return {
		version: 1,
		sites: structuredClone(controls.map((control) => control.data)),
		deliveries: Object.fromEntries(controls.map((control) => [control.name, structuredClone([...control.outbox.waiting()])])),
		...(withFiles ? { files: Object.fromEntries(blobs.names().map((name) => [name, blobs.bytes(name).toString('base64')])) } : {}),
	};
}

export function restoreInto(controls: SiteControl[], sites: Site[], blobs: Blobs, snapshot: Snapshot): void {
	for (const data of snapshot.sites) {
		const site = sites.find((one) => one.name === data.name);
		if (!site) throw new Error(`The saved data has a site "${data.name}" that this sandbox does not have`);
		loadData(site, structuredClone(data));
		controls.find((one) => one.name === data.name)?.outbox.restore(snapshot.deliveries[data.name] ?? []);
	}
	for (const [name, content] of Object.entries(snapshot.files ?? {})) blobs.putNow(name, Buffer.from(content, 'base64'));
}

export interface Keeper {
	/** Something may have changed: save soon. */
	changed(): void;
	/** Saves what is not saved yet; nothing is written afterwards. */
	close(): void;
	load(use: (snapshot: Snapshot) => void): boolean;
}

const SAVE_AFTER_MS = 300;

/** Writes the state beside the old one and swaps them, so that a crash leaves one of the two whole. */
export function createKeeper(directory: string | undefined, snapshot: () => Snapshot): Keeper {
	if (directory === undefined) return { changed() {}, close() {}, load: () => false };
	mkdirSync(directory, { recursive: true });
	const file = join(directory, 'state.json');
	let timer: NodeJS.Timeout | undefined;
	let closed = false;
	const saveNow = (): void => {
		clearTimeout(timer);
		timer = undefined;
		writeFileSync(`${file}.new`, JSON.stringify(snapshot()));
		renameSync(`${file}.new`, file);
	};
	return {
		close() {
			if (!closed && (timer || !existsSync(file))) saveNow();
			closed = true;
		},
		changed() {
			if (closed) return;
			timer ??= setTimeout(saveNow, SAVE_AFTER_MS);
			timer.unref();
		},
		load(use) {
			if (!existsSync(file)) return false;
			use(JSON.parse(readFileSync(file, 'utf8')) as Snapshot);
			return true;
		},
	};
}
