/** Run before the long part of set-up, when nothing but Node 24 is there yet. */
import { enter } from '../../scripts/setup/failure.mjs';
import { checkStart } from './check.ts';
import { readOptions } from './options.ts';
import { readSites } from './sites.ts';

await enter(() => checkStart(readOptions(process.argv.slice(2), process.env), readSites(process.env)));
