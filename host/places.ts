/** Where things lie in a clone, seen from the n8n that runs in it. */
import { dirname, join } from 'node:path';

export const HOST = import.meta.dirname;
export const ROOT = dirname(HOST);
export const N8N_PROGRAM = join(HOST, 'node_modules', 'n8n', 'bin', 'n8n');
export const END_WITH_PARENT = join(HOST, 'endWithParent.cjs');
export const FASTER_CLOCK = join(HOST, 'fasterClock.cjs');
/** What set-up and runs may throw away at any time. */
export const TOOLS = join(ROOT, '.tools');
export const TEMPLATES = join(ROOT, 'templates');
