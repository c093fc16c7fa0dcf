/** `npm run story`: the service desk story through the real n8n and the shipped templates, without hands. */
import { enter } from './setup/failure.mjs';
import { handOver } from './setup/handOver.mjs';
import { prepare, setUp } from './setup/setUp.mjs';

await enter(async () => {
	const node = await prepare();
	await setUp(node);
	return handOver(node, 'host/story/main.ts', process.argv.slice(2));
});
