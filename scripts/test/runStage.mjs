import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, TOOLS } from '../setup/places.mjs';
import { startChild, whenEnded } from '../setup/running.mjs';
import { withNodeFirst } from '../setup/toolchain.mjs';
import { ofJest, ofStage } from './tally.mjs';

const JEST = 'node_modules/jest/bin/jest.js';

/** No stage may hang for ever: a stage that takes longer is ended and has failed. */
const LONGEST = { usual: 50 * 60_000, all: 120 * 60_000 };

const readReport = (file) => {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
};

/** `JIRA_SYNC_TEST_ALL` is how a test knows that it may take long. */
const environment = (node, all) => ({ ...withNodeFirst(node), CI: 'true', ...(all && { JIRA_SYNC_TEST_ALL: 'true' }) });

async function exitCode(args, node, all) {
	const child = startChild(node, args, { cwd: ROOT, env: environment(node, all), stdio: 'inherit' });
	const tooLong = setTimeout(() => {
		console.log(`Ended after ${LONGEST[all ? 'all' : 'usual'] / 60_000} minutes.`);
		process.kill(-child.pid, 'SIGKILL');
	}, LONGEST[all ? 'all' : 'usual']);
	try {
		return await whenEnded(child);
	} catch (error) {
		console.error(error.message);
		return 1;
	} finally {
		clearTimeout(tooLong);
	}
}

/** Runs one stage to its end and counts it. Never throws. */
export async function runStage({ name, run, project, args = [] }, node, all) {
	if (!project) return ofStage(name, await exitCode(run, node, all));
	mkdirSync(TOOLS, { recursive: true });
	const file = join(TOOLS, `jest-${project}.json`);
	rmSync(file, { force: true });
	const code = await exitCode([JEST, '--selectProjects', project, '--json', `--outputFile=${file}`, ...args], node, all);
	return ofJest(name, readReport(file), code);
}
