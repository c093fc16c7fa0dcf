/**
 * `npm run simulate`: plays seeded stories of the whole connection in virtual time and checks the promises.
 * `-- --seeds 100000` plays more of them, `-- --seed 7` shows one, `-- --help` tells the rest.
 */
import { enter } from './setup/failure.mjs';
import { handOver } from './setup/handOver.mjs';
import { prepare, setUpTools } from './setup/setUp.mjs';
import { bundleSimulation } from './simulate/bundle.mjs';

await enter(async () => {
	const node = await prepare();
	await setUpTools(node);
	return handOver(node, await bundleSimulation(), process.argv.slice(2));
});
