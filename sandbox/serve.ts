#!/usr/bin/env node
/** Starts the sandbox as a process: `node sandbox/serve.ts [--data DIR] [--host HOST] [--port NAME=NUMBER]…`. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createSandbox } from './sandbox.ts';

const { values } = parseArgs({
	options: {
		data: { type: 'string' },
		host: { type: 'string', default: '127.0.0.1' },
		port: { type: 'string', multiple: true, default: [] },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

const DEFAULT_PORTS: Record<string, number> = { page: 8900, desk: 8901, dev: 8902, media: 8903, gateway: 8904 };

if (values.help) {
	console.log('node sandbox/serve.ts [--data DIR] [--host 127.0.0.1] [--port page=8900] [--port desk=8901] [--port dev=8902] [--port media=8903] [--port gateway=8904]');
	process.exit(0);
}

const ports = { ...DEFAULT_PORTS };
for (const one of values.port) {
	const [name = '', number = ''] = one.split('=');
	if (!(name in DEFAULT_PORTS) || !/^\d+$/.test(number)) {
		console.error(`--port wants NAME=NUMBER with NAME one of ${Object.keys(DEFAULT_PORTS).join(', ')}, not "${one}"`);
		process.exit(2);
	}
	ports[name] = Number(number);
}

const sandbox = createSandbox({
	pageDir: join(dirname(fileURLToPath(import.meta.url)), 'page', 'public'),
	...(values.data ? { dataDir: values.data } : {}),
});

try {
	const urls = await sandbox.listen({ host: values.host, ports });
	// One JSON line first, for programs that start this and wait for it.
	console.log(JSON.stringify({ ready: true, urls }));
} catch (error) {
	console.error((error as Error).message);
	process.exit(1);
}

const stop = async (): Promise<void> => {
	await sandbox.close();
	process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
