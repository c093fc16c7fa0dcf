/** `npm run screenshots`: pictures of the real editor and the sandbox page, for the README. */
import { enter } from './setup/failure.mjs';
import { handOver } from './setup/handOver.mjs';
import { prepare, setUp } from './setup/setUp.mjs';

await enter(async () => {
	const node = await prepare();
	await setUp(node);
	return handOver(node, 'host/screenshots/main.ts', process.argv.slice(2));
});
