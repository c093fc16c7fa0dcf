/** The forms that rules can take. The story is the same with each; what a person changes in n8n on its way, and what a run says, is not. */
import type { Templates } from '../connectedSites.ts';
import type { WorkflowNode } from '../workflows.ts';
import type { Stage } from './stage.ts';

export interface Form {
	/** Which workflows are imported, where it is not the usual two. */
	templates?: Templates;
	/** How a person sets them up. */
	change?(node: WorkflowNode): void;
	/** Whether a run says why a move was not made whose condition does not hold. */
	tellsUnmet: boolean;
	/** Writes the status in the condition of the reopening in these letters. */
	spell(stage: Stage, status: string, ignoreCase: boolean): Promise<void>;
	/** Makes up for a field that the screen of Development Ready requires. */
	fillScreen(stage: Stage, field: { id: string; name: string; value: string }): Promise<void>;
	/** Whether that gives the field a value; otherwise it goes off the screen. */
	fillsFields: boolean;
}

const REOPEN = 'Reopen When Sent Again';
const READY = 'Development Ready When Resolved';
const ANY_LETTERS = /waiting for development/i;

/** Transition nodes make the moves, whatever rules the fields have. */
export const MOVES_BY_NODES: Form = {
	tellsUnmet: true,
	fillsFields: true,
	async spell({ sites }, status, ignoreCase) {
		await sites.edit('escalation', REOPEN, (parameters) => {
			const when = JSON.parse(JSON.stringify(parameters.when).replace(ANY_LETTERS, status)) as unknown;
			Object.assign(parameters, { when, options: ignoreCase ? { ignoreCase } : {} });
		});
	},
	async fillScreen({ sites }, { name, value }) {
		await sites.edit('resolution', READY, (parameters) => Object.assign(parameters, { screenFields: { field: [{ name, value }] } }));
	},
};
