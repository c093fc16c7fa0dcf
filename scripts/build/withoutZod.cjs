/**
 * An esbuild plugin that leaves zod out: jira.js uses it only to describe answers, and our port ignores those
 * descriptions at run time (docs/decisions/0003-jira-js.md).
 */
exports.withoutZod = {
	name: 'without-zod',
	setup(build) {
		build.onResolve({ filter: /^zod(\/.*)?$/ }, () => ({ path: 'zod', namespace: 'without-zod' }));
		build.onLoad({ filter: /.*/, namespace: 'without-zod' }, () => ({
			// Any chain of calls on `z` yields the same inert object.
			contents: 'const inert = new Proxy(function () {}, { get: (_t, k) => k === Symbol.toPrimitive ? () => "" : inert, apply: () => inert }); export const z = inert; export default inert;',
			loader: 'js',
		}));
	},
};
