/** What is pictured, and what has to be seen on each picture: without it the picture would lie. */
import type { ConnectedSites } from '../connectedSites.ts';

export interface Shot {
	/** Name of the file without its ending. */
	name: string;
	address(sites: ConnectedSites): string;
	/** Texts that have to be visible. */
	texts: string[];
	/** CSS selectors that have to match something visible. */
	elements: string[];
	/** Elements to click before the picture is taken, as texts or CSS selectors. */
	clicks?: string[];
}

const workflow = (sites: ConnectedSites, direction: 'escalation' | 'resolution') => `${sites.n8n.n8n.url}/workflow/${sites.workflowId(direction)}`;

export const SHOTS: Shot[] = [
	{
		name: 'sandbox',
		address: (sites) => sites.jira.urls().page,
		texts: ['DESK-1', 'ACME-1'],
		elements: [],
	},
	{
		name: 'escalation',
		address: (sites) => workflow(sites, 'escalation'),
		texts: ['Desk Issue Changed', 'Build Desk Replica', 'Find Dev Twin', 'Apply to Dev', 'Record Dev Twin on Desk'],
		elements: [],
	},
	{
		name: 'resolution',
		address: (sites) => workflow(sites, 'resolution'),
		texts: ['Dev Issue Changed', 'Apply to Desk', 'Development Ready When Resolved'],
		elements: [],
	},
	{
		name: 'executions',
		address: (sites) => `${workflow(sites, 'escalation')}/executions`,
		texts: ['Succeeded'],
		elements: [],
	},
];
