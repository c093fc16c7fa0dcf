/** `npm start`: an n8n with this package and two Jira sites to try it on. Keeps running. */
import { enter } from './setup/failure.mjs';
import { handOver } from './setup/handOver.mjs';
import { prepare, setUp } from './setup/setUp.mjs';

await enter(async () => {
	const options = process.argv.slice(2);
	const node = await prepare();
	// A wrong option or a taken port is said before the long part, not after it.
	const refused = await handOver(node, 'host/start/checkOnly.ts', options);
	if (refused) return refused;
	await setUp(node);
	return handOver(node, 'host/start/main.ts', options);
});
