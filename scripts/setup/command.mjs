/** Runs one command of set-up, its output in a log, and turns its failure into one clear line. */
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Failure } from './failure.mjs';
import { ROOT, TOOLS } from './places.mjs';
import { startChild, whenEnded } from './running.mjs';

/** Tells of the parent `npm start`: an npm inside must not take them for its own settings. */
const OF_THE_OUTER_NPM = /^(npm_(package|lifecycle|command)|npm_config_(local_prefix|prefix$)|INIT_CWD$)/;

const CAUSES = [
	[/ENOSPC|no space left on device/i, 'the disk is full; free some space (about 3 GB are needed)'],
	[/EUSAGE|are in sync/, 'package-lock.json does not fit package.json; run npm install to bring it up to date'],
	[/EACCES|EPERM|EROFS/, 'a file or folder may not be written; check who owns this folder'],
	[/EINTEGRITY/, 'a downloaded package is not the one in the lock file; clear the cache (npm cache clean --force)'],
	[/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i, 'the package registry could not be reached; check the connection'],
];

export const logFile = (name) => join(TOOLS, 'logs', `${name}.log`);

/** What the log says about the cause, most certain first. */
export function causeIn(log) {
	const errors = log.split('\n').filter((line) => /err|no space/i.test(line)).join('\n');
	return CAUSES.find(([pattern]) => pattern.test(errors))?.[1];
}

export function failureLine(what, log, code) {
	const cause = causeIn(readFileSync(log, 'utf8')) ?? `it ended with code ${code}; look into the log`;
	return `${what} failed: ${cause}, then run the command again. Log: ${relative(ROOT, log)}`;
}

const cleaned = (environment) =>
	Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_THE_OUTER_NPM.test(name)));

/** `what` names the step for people ("Installing n8n"), `name` names its log. */
export async function command({ what, name, run, cwd = ROOT, environment = process.env }) {
	const log = logFile(name);
	mkdirSync(dirname(log), { recursive: true });
	const output = openSync(log, 'w');
	try {
		const child = startChild(run[0], run.slice(1), { cwd, env: cleaned(environment), stdio: ['ignore', output, output] });
		const code = await whenEnded(child);
		if (code !== 0) throw new Failure(failureLine(what, log, code));
	} finally {
		closeSync(output);
	}
}

/** npm as the person has it: the one that runs us, else the one on PATH. Run by whichever Node is first. */
export const npm = (...args) => {
	const outer = process.env.npm_execpath;
	return outer?.endsWith('npm-cli.js') ? ['node', outer, ...args] : ['npm', ...args];
};
