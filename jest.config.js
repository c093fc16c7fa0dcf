/**
 * Two projects: `unit` is everything that runs in one process, `host` drives a real n8n and runs
 * in band (see scripts/test.mjs).
 *
 * jira.js publishes ES modules without a `require` entry, so tests load a bundle of it
 * (test/support/bundleJiraJs.js), as the package itself does (gulpfile.js).
 */
const shared = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.(ts|js|mjs)$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	// chevrotain has only ES modules, which jest loads when they are translated like our own files.
	transformIgnorePatterns: ['/node_modules/(?!(?:chevrotain|@chevrotain)/)'],
	moduleNameMapper: {
		'^jira\\.js/cloud$': '<rootDir>/.tools/jest/jira.js-cloud.cjs',
		'^@chevrotain/(.*)$': '<rootDir>/node_modules/@chevrotain/$1/lib/src/api.js',
	},
	globalSetup: '<rootDir>/test/support/bundleJiraJs.js',
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/host/node_modules/', '<rootDir>/.tools/(?!jest)'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.data/'],
	setupFiles: ['<rootDir>/test/support/environment.ts'],
};

module.exports = {
	// A machine may be busy with other things.
	testTimeout: 30_000,
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/.data/', '<rootDir>/test/host/'],
		},
		{ ...shared, displayName: 'host', testMatch: ['<rootDir>/test/host/**/*.test.ts'] },
	],
};
