/** The workflows that the package ships, made ready for one n8n: its credentials, its projects. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from './installPackage.ts';
import { TEMPLATES } from './places.ts';
import type { WorkflowNode, WorkflowToSave } from './workflows.ts';

/** What a person chooses in the editor after importing a template. */
export interface Choices {
	/** Ids of saved credentials by type and name. */
	credentialId(type: string, name: string): string | undefined;
	/** Project keys to put in place of the shipped ones, e.g. `{ DESK: 'HELP' }`. */
	projects?: Record<string, string>;
	/** Issue type to create in place of the shipped one. */
	issueType?: string | undefined;
}

export const templateNames = () =>
	readdirSync(TEMPLATES).filter((file) => file.endsWith('.json')).map((file) => file.replace(/\.json$/, '')).sort();

export const readTemplate = (name: string) =>
	JSON.parse(readFileSync(join(TEMPLATES, `${name}.json`), 'utf8')) as WorkflowToSave;

function withCredentials(node: WorkflowNode, choices: Choices): WorkflowNode {
	if (!node.credentials) return node;
	const chosen = Object.entries(node.credentials).map(([type, { name }]) => {
		const id = choices.credentialId(type, name);
		if (id === undefined) throw new Error(`The node "${node.name}" wants the credential "${name}" (${type}), which does not exist`);
		return [type, { id, name }];
	});
	return { ...node, credentials: Object.fromEntries(chosen) };
}

type Value = unknown;

/** Applies `change` to every string in a value, with the name of the field it stands in. */
function mapStrings(value: Value, change: (text: string, field: string) => string, field = ''): Value {
	if (typeof value === 'string') return change(value, field);
	if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, change, field));
	if (typeof value !== 'object' || value === null) return value;
	// The value of a resource locator stands in a field called "value"; what it is says the field around it.
	const nameFor = (key: string) => (key === 'value' ? field : key);
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, change, nameFor(key))]));
}

function withProjects(node: WorkflowNode, { projects = {}, issueType }: Choices): WorkflowNode {
	if (!node.type.startsWith(`${PACKAGE}.`)) return node;
	const change = (text: string, field: string) => {
		if (issueType && /^issueType/i.test(field)) return issueType;
		return Object.entries(projects).reduce((now, [from, to]) => now.replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to), text);
	};
	return { ...node, parameters: mapStrings(node.parameters, change) as WorkflowNode['parameters'] };
}

/** The template as it is after a person has chosen credentials and projects; nothing else is touched. */
export const fillIn = (template: WorkflowToSave, choices: Choices): WorkflowToSave => ({
	...template,
	nodes: template.nodes.map((node) => withProjects(withCredentials(node, choices), choices)),
});
