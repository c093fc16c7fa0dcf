/**
 * The long-running part of `npm start`, run by Node 24 when everything is installed: opens Jira and
 * n8n, brings in credentials and templates, and stays until it is told to end.
 */
import { enter, Failure } from '../../scripts/setup/failure.mjs';
import { showing } from '../../scripts/setup/progress.mjs';
import { freePorts } from '../freePorts.ts';
import { installPackage } from '../installPackage.ts';
import { jiraCredentials } from '../jiraCredentials.ts';
import { type N8nProcess, startN8n } from '../n8nProcess.ts';
import { openSession } from '../rest.ts';
import { checkStart } from './check.ts';
import { endingSignal, whenAborted } from './ending.ts';
import { importAll } from './imports.ts';
import { type KeptData, openKeptData } from './keptData.ts';
import { Opened } from './opened.ts';
import { type Options, readOptions } from './options.ts';
import { readSites, type Sites } from './sites.ts';
import { realWorld, sandboxWorld, type World } from './world.ts';

async function openN8n(options: Options, kept: KeptData, world: World): Promise<N8nProcess> {
	await showing('Loading the package', () => installPackage(kept.n8n));
	const [brokerPort = 0] = await freePorts(1);
	const { encryptionKey, n8n: userFolder } = kept;
	const settings = { userFolder, port: options.n8n.port, brokerPort, encryptionKey, webhookUrl: world.webhookUrl };
	return showing('Starting n8n', () => startN8n(settings));
}

async function bringIn(n8n: N8nProcess, kept: KeptData, world: World): Promise<string[]> {
	const lines: string[] = [];
	await showing('Importing credentials and templates', async () => {
		await importAll({
			rest: await openSession(n8n.url, kept.owner),
			folder: kept.folder,
			credentials: jiraCredentials(world.sites),
			choices: { projects: world.projects, issueType: world.issueType },
			publish: world.reachable,
			say: (line) => lines.push(line),
		});
	});
	return lines;
}

function tell(n8n: N8nProcess, kept: KeptData, lines: string[]) {
	const { email, password } = kept.owner;
	console.log(['', ...lines, `n8n           ${n8n.url}   log in as ${email} with password ${password}`, 'Ctrl-C ends it; npm start continues where it was.'].join('\n'));
}

async function open(options: Options, sites: Sites | undefined, opened: Opened): Promise<N8nProcess> {
	const kept = openKeptData(sites ? 'sites' : 'sandbox', options.fresh);
	const world = sites ? realWorld(sites, kept, process.env) : await sandboxWorld(options, kept, opened);
	const n8n = opened.add(await openN8n(options, kept, world), (started) => started.stop());
	const lines = await bringIn(n8n, kept, world);
	tell(n8n, kept, [...world.tells, ...lines]);
	return n8n;
}

async function stay(n8n: N8nProcess, ending: AbortSignal) {
	await Promise.race([whenAborted(ending), n8n.whenEnded()]);
	if (!ending.aborted) throw new Failure(`n8n has ended by itself; its log: ${n8n.logFile}`);
	console.log('\nEnding ...');
}

await enter(async () => {
	const options = readOptions(process.argv.slice(2), process.env);
	const sites = readSites(process.env);
	await checkStart(options, sites);
	const ending = endingSignal();
	const opened = new Opened();
	try {
		const starting = open(options, sites, opened);
		// Told to end in the midst of starting: whatever has been opened by then is closed.
		const n8n = await Promise.race([starting, whenAborted(ending).then(() => undefined)]);
		if (n8n) await stay(n8n, ending);
	} finally {
		await opened.close();
	}
	process.exit(process.exitCode ?? 0);
});
