/**
 * Two projects: `unit` is everything that runs in one process, `host` drives a real n8n and runs
 * in band (see scripts/test.mjs).
 *
 * jira.js publishes ES modules without a `require` entry, so tests load its files by path and
 * swc turns them into CommonJS; the package itself gets them through esbuild (gulpfile.js).
 */
const shared = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.(ts|js|mjs)$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: ['/node_modules/(?!(jira\\.js)/)'],
	moduleNameMapper: { '^jira\\.js/(cloud|core)$': '<rootDir>/node_modules/jira.js/dist/$1/index.js' },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/host/', '<rootDir>/.data/', '<rootDir>/.tools/'],
	setupFiles: ['<rootDir>/test/support/environment.ts'],
};

module.exports = {
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/**/*.test.ts'],
			testPathIgnorePatterns: ['<rootDir>/test/host/'],
		},
		{ ...shared, displayName: 'host', testMatch: ['<rootDir>/test/host/**/*.test.ts'] },
	],
};
