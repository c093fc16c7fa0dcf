const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const esbuild = require('esbuild');

/**
 * jira.js has only an ES module entry, and its models import each other in circles that do not
 * survive a file-by-file translation to CommonJS. Tests use one bundle of it, made here.
 */
module.exports = async () => {
	const folder = join(__dirname, '../../.tools/jest');
	mkdirSync(folder, { recursive: true });
	await esbuild.build({
		stdin: { contents: "export * from 'jira.js/cloud';", resolveDir: __dirname },
		outfile: join(folder, 'jira.js-cloud.cjs'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		logLevel: 'error',
	});
};
