/** Where things lie in a clone. Everything that set-up makes is git-ignored. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const HOST = join(ROOT, 'host');
export const NODE24 = join(ROOT, 'tools', 'node24');
/** Logs and stamps of set-up. */
export const TOOLS = join(ROOT, '.tools');
