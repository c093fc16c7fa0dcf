/**
 * Brings credentials and templates into the n8n of `npm start`, once. Later starts leave alone what
 * is there: a workflow is brought up to date only when the shipped template has changed and the
 * person has not.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIRECTIONS } from '../connectedSites.ts';
import { type CredentialToSave, listCredentials, saveCredential } from '../credentials.ts';
import type { Rest } from '../rest.ts';
import { type Choices, fillIn, readTemplate, templateNames } from '../templates.ts';
import { createWorkflow, getWorkflow, publishWorkflow, unpublishWorkflow, updateWorkflow, type Workflow, type WorkflowToSave } from '../workflows.ts';

interface Imported {
	workflowId: string;
	/** Hash of what was imported. */
	shipped: string;
	/** Hash of what n8n made of it: another one later means that somebody has edited it. */
	inN8n: string;
	/** Nothing is left to publish. */
	published: boolean;
}

interface State {
	credentials: Record<string, string>;
	templates: Record<string, Imported>;
}

export interface Import {
	rest: Rest;
	/** The folder in which it is remembered what has been imported. */
	folder: string;
	credentials: CredentialToSave[];
	choices: Omit<Choices, 'credentialId'>;
	/** False when Jira could not reach this n8n: then the workflows wait for a person to publish them. */
	publish: boolean;
	say(line: string): void;
}

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const contentHash = ({ nodes, connections }: WorkflowToSave) => hashOf([nodes, connections]);

const stateFile = (folder: string) => join(folder, 'imported.json');

function readState(folder: string): State {
	const file = stateFile(folder);
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : { credentials: {}, templates: {} };
}

const writeState = (folder: string, state: State) => writeFileSync(stateFile(folder), JSON.stringify(state, null, '\t'));

const keyOf = ({ type, name }: { type: string; name: string }) => `${type}/${name}`;

/** Saves those that are missing or whose site, account or token have changed. Returns ids by type and name. */
async function importCredentials({ rest, folder, credentials }: Import): Promise<Map<string, string>> {
	const state = readState(folder);
	const ids = new Map((await listCredentials(rest)).map((credential) => [keyOf(credential), credential.id]));
	for (const credential of credentials) {
		const key = keyOf(credential);
		if (ids.has(key) && state.credentials[key] === hashOf(credential.data)) continue;
		ids.set(key, await saveCredential(rest, credential));
		state.credentials[key] = hashOf(credential.data);
	}
	writeState(folder, state);
	return ids;
}

/** Creates or updates one workflow. Undefined when it is to be left as it is. */
async function place(one: Import, template: WorkflowToSave, known: Imported | undefined): Promise<Workflow | undefined> {
	const existing = known && (await getWorkflow(one.rest, known.workflowId));
	if (!known || !existing) return createWorkflow(one.rest, template);
	if (known.shipped === hashOf(template)) return known.published || !one.publish ? undefined : existing;
	if (contentHash(existing) === known.inN8n) return { ...(await updateWorkflow(one.rest, existing.id, template)), active: existing.active };
	one.say(`"${existing.name}" has changed in this version and in your n8n; yours is kept. Import the file from templates/ for the new one.`);
	return undefined;
}

async function publish(one: Import, { id, name }: Workflow): Promise<boolean> {
	if (!one.publish) return false;
	try {
		await publishWorkflow(one.rest, id);
		return true;
	} catch (error) {
		one.say(`"${name}" is imported but could not be published: ${(error as Error).message}`);
		return false;
	}
}

/**
 * n8n does not look at Jira again when it starts: a webhook that was deleted there, or that names
 * another port or site, would stay deaf. Publishing anew registers it; what a person has
 * unpublished stays so.
 */
async function registerAgain(one: Import, known: Imported | undefined): Promise<void> {
	const workflow = known && (await getWorkflow(one.rest, known.workflowId));
	if (!workflow?.active || !one.publish) return;
	await unpublishWorkflow(one.rest, workflow.id);
	await publish(one, workflow);
}

/**
 * The two that the sandbox is shown with. What is started by a click needs no publishing, what is called by a rule in Jira needs a
 * secret of the person's own, and what does the work of these two in one workflow would be a second copy of their connection.
 */
const PUBLISHED: ReadonlySet<string> = new Set(Object.values(DIRECTIONS));

async function importTemplate(one: Import, name: string, choices: Choices) {
	const template = fillIn(readTemplate(name), choices);
	const state = readState(one.folder);
	const known = state.templates[name];
	const placed = await place(one, template, known);
	if (!placed) return registerAgain(one, known);
	const imported = { workflowId: placed.id, shipped: hashOf(template), inN8n: contentHash(placed), published: false };
	state.templates[name] = imported;
	writeState(one.folder, state);
	// Who has unpublished it wants it to stay so.
	const isUnpublished = known?.published === true && !placed.active && placed.id === known.workflowId;
	imported.published = isUnpublished || !PUBLISHED.has(name) || (await publish(one, placed));
	const now = await getWorkflow(one.rest, placed.id);
	if (now) imported.inN8n = contentHash(now);
	writeState(one.folder, state);
}

export async function importAll(one: Import): Promise<void> {
	const ids = await importCredentials(one);
	const choices: Choices = { ...one.choices, credentialId: (type, name) => ids.get(keyOf({ type, name })) };
	for (const name of templateNames()) await importTemplate(one, name, choices);
}
