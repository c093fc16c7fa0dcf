import type { Rest } from './rest.ts';
import { waitFor } from './waitFor.ts';

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id?: string | null; name: string }>;
	webhookId?: string;
	[more: string]: unknown;
}

export interface WorkflowToSave {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	[more: string]: unknown;
}

export interface Workflow extends WorkflowToSave {
	id: string;
	active: boolean;
	isArchived: boolean;
	versionId: string;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

const contentOf = ({ name, nodes, connections, settings }: WorkflowToSave) => ({ name, nodes, connections, settings });

/** Undefined when there is none (any more). */
export async function getWorkflow(rest: Rest, id: string): Promise<Workflow | undefined> {
	const all = await rest.get<Array<{ id: string }> | { results: Array<{ id: string }> }>('/rest/workflows');
	const list = Array.isArray(all) ? all : all.results;
	return list.some((workflow) => workflow.id === id) ? rest.get<Workflow>(`/rest/workflows/${id}`) : undefined;
}

export const createWorkflow = (rest: Rest, workflow: WorkflowToSave) => rest.post<Workflow>('/rest/workflows', contentOf(workflow));

export async function updateWorkflow(rest: Rest, id: string, workflow: WorkflowToSave): Promise<Workflow> {
	const { versionId } = await rest.get<Workflow>(`/rest/workflows/${id}`);
	return rest.patch<Workflow>(`/rest/workflows/${id}`, { ...contentOf(workflow), versionId });
}

/**
 * Publishes the newest version and returns when its triggers listen. Throws what the trigger said
 * when it could not be started, for instance that Jira refused to register the webhook.
 */
export async function publishWorkflow(rest: Rest, id: string): Promise<void> {
	const { versionId } = await rest.get<Workflow>(`/rest/workflows/${id}`);
	await rest.post(`/rest/workflows/${id}/activate`, { versionId });
	const settled = await waitFor(
		async () => {
			const status = await rest.get<PublicationStatus>(`/rest/workflows/${id}/publication-status`);
			return ['in_progress', 'not_published'].includes(status.status) ? undefined : status;
		},
		{ what: `workflow ${id} to be published` },
	);
	const failed = settled.triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
	if (failed.length > 0) throw new Error(failed.join('; '));
}

/** Returns when its triggers listen no more. */
export async function unpublishWorkflow(rest: Rest, id: string): Promise<void> {
	await rest.post<Workflow>(`/rest/workflows/${id}/deactivate`);
	await waitFor(async () => (await rest.get<PublicationStatus>(`/rest/workflows/${id}/publication-status`)).status === 'not_published', {
		what: `workflow ${id} to be unpublished`,
	});
}

