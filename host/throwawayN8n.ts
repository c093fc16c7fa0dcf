/**
 * A real n8n with the package installed, on free ports and in a temporary folder of its own, for
 * tests and for the story. It can be crashed and started again on the same data.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyBlankN8n, THROWAWAY_KEY, THROWAWAY_OWNER } from './blankN8n.ts';
import { type CredentialToSave, listCredentials, saveCredential } from './credentials.ts';
import type { FastClock, N8nSettings } from './environment.ts';
import { freePorts } from './freePorts.ts';
import { installPackage } from './installPackage.ts';
import { type N8nProcess, startN8n } from './n8nProcess.ts';
import { Workers } from './queueMode.ts';
import { openSession, type Rest } from './rest.ts';
import { type Choices, fillIn, readTemplate } from './templates.ts';
import { createWorkflow, publishWorkflow, type WorkflowToSave } from './workflows.ts';

export class ThrowawayN8n {
	readonly settings: N8nSettings;
	private readonly queue: Workers | undefined;
	private process: N8nProcess | undefined;
	private session: Rest | undefined;

	private constructor(settings: N8nSettings, queue?: Workers) {
		this.settings = settings;
		this.queue = queue;
	}

	/** `more` are further variables of n8n's environment; with `workers` it runs in queue mode. */
	static async open(more: Record<string, string> = {}, clock?: FastClock, workers = 0): Promise<ThrowawayN8n> {
		const userFolder = await mkdtemp(join(tmpdir(), 'jira-sync-throwaway-'));
		const [port = 0, brokerPort = 0] = await freePorts(2);
		const queue = workers > 0 ? await Workers.open() : undefined;
		const one = new ThrowawayN8n({ userFolder, port, brokerPort, encryptionKey: THROWAWAY_KEY, more: { ...more, ...queue?.environment }, ...(clock && { clock }) }, queue);
		try {
			await copyBlankN8n(userFolder);
			await installPackage(userFolder);
			await one.start();
			for (let count = 0; count < workers; count++) await queue?.start(one.settings);
		} catch (error) {
			await one.close();
			throw error;
		}
		return one;
	}

	get n8n(): N8nProcess {
		if (!this.process) throw new Error('This n8n is not running');
		return this.process;
	}

	get rest(): Rest {
		if (!this.session) throw new Error('This n8n is not running');
		return this.session;
	}

	/** Returns when published workflows listen again. */
	async start(): Promise<void> {
		this.process = await startN8n(this.settings);
		this.session = await openSession(this.process.url, THROWAWAY_OWNER);
	}

	/** As when the machine loses power: nothing is finished, nothing is said. */
	async crash(): Promise<void> {
		await this.n8n.kill();
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
	}

	/** A worker of queue mode goes as {@link crash} says, and a new one takes its place. */
	async replaceWorker(): Promise<void> {
		await this.queue?.crashOne();
		await this.queue?.start(this.settings);
	}

	async save(credentials: CredentialToSave[]): Promise<void> {
		for (const credential of credentials) await saveCredential(this.rest, credential);
	}

	/** Creates the workflow and publishes it. Returns its id when its triggers listen. */
	async publish(workflow: WorkflowToSave): Promise<string> {
		const { id } = await createWorkflow(this.rest, workflow);
		await publishWorkflow(this.rest, id);
		return id;
	}

	/** A shipped template with the saved credentials chosen by name, and nothing else touched. */
	async template(name: string, choices: Omit<Choices, 'credentialId'> = {}): Promise<WorkflowToSave> {
		const saved = await listCredentials(this.rest);
		const credentialId: Choices['credentialId'] = (type, wanted) => saved.find((one) => one.type === type && one.name === wanted)?.id;
		return fillIn(readTemplate(name), { ...choices, credentialId });
	}

	/** Ends it and removes its folder. Safe to call twice. */
	async close(): Promise<void> {
		await this.process?.stop();
		await this.queue?.stop();
		await rm(this.settings.userFolder, { recursive: true, force: true });
	}
}
