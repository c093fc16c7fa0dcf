/**
 * Which room may import what. Imports go one way: nodes -> engine -> (rules, sync, content, jira).
 * The sandbox shares nothing with the package, because a fake that shares our code shares our mistakes.
 */
export interface Room {
	/** Other rooms it may import from; its own is always allowed. */
	rooms: string[];
	/** Packages and Node modules it may import; undefined means any. A trailing `/*` allows what lies beneath. */
	packages?: string[];
	/** No waiting, clock, randomness or process: the same input gives the same output. */
	pure?: true;
}

const PURE_PACKAGES = ['lodash', 'lodash/*', 'luxon', 'crypto', 'node:crypto'];

export const ROOMS: Record<string, Room> = {
	nodes: { rooms: ['credentials', 'engine', 'memory', 'sync', 'rules', 'content', 'jira'] },
	credentials: { rooms: ['jira'] },
	engine: { rooms: ['memory', 'sync', 'rules', 'content', 'jira'] },
	memory: { rooms: [], packages: [] },
	jira: { rooms: ['sync', 'rules', 'content'] },
	rules: { rooms: ['sync', 'content'], packages: [...PURE_PACKAGES, 'chevrotain'], pure: true },
	sync: { rooms: ['content'], packages: PURE_PACKAGES, pure: true },
	content: { rooms: [], packages: PURE_PACKAGES, pure: true },
	sandbox: { rooms: [] },
	host: { rooms: ['sandbox', 'scripts'] },
	scripts: { rooms: [] },
};

/** Folders that hold no room: tests may look everywhere, the rest is made or written for people. */
export const NO_ROOMS = ['coverage', 'dist', 'docs', 'icons', 'node_modules', 'templates', 'test', 'tools'];
