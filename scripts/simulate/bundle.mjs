/** One file of the simulation, because it runs hundreds of thousands of requests and jira.js cannot be required. */
import { join, relative } from 'node:path';
import { ROOT, TOOLS } from '../setup/places.mjs';
import zod from '../build/withoutZod.cjs';

/** Returns where it is, from the root. */
export async function bundleSimulation() {
	const { build } = await import('esbuild');
	const outfile = join(TOOLS, 'simulation', 'main.cjs');
	await build({
		entryPoints: [join(ROOT, 'test', 'simulation', 'main.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		packages: 'bundle',
		external: ['n8n-workflow', 'lodash', 'luxon', 'form-data', 'busboy', 'find-my-way', '@atlaskit/*'],
		plugins: [zod.withoutZod],
		sourcemap: 'inline',
		logLevel: 'error',
	});
	return relative(ROOT, outfile);
}
