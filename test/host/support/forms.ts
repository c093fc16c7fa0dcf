import type { Form } from '../../../host/story/form.ts';
import { MOVES_BY_NODES } from '../../../host/story/form.ts';
import { isPublishedHere, OURS, published, type Scripts } from '../../support/scripts';

const ONE_PLACE = 'connection-in-one-place';

/** Rows of the JSON in the template that holds a connection in one node. */
const byRows: Form = { ...MOVES_BY_NODES, templates: { escalation: ONE_PLACE, resolution: ONE_PLACE } };

/** Scripts decide about everything: what leaves, what is written, whether an issue is created, and which moves are made. */
const byScripts = ({ out, deskIn, devIn }: Scripts): Form => ({
	tellsUnmet: false,
	fillsFields: false,
	change(node) {
		const { name, parameters, type } = node;
		if (type.endsWith('.buildReplica')) Object.assign(parameters, { fieldSet: 'script', script: out });
		if (name === 'Apply to Dev') Object.assign(parameters, { rules: 'script', script: devIn });
		// That nothing is created at the desk says its script.
		const creates = { firstSync: 'create', project: { __rl: true, mode: 'key', value: 'DESK' }, issueType: { __rl: true, mode: 'name', value: 'Service Request' } };
		if (name === 'Apply to Desk') Object.assign(parameters, { rules: 'script', script: deskIn, ...creates });
		if (type.endsWith('.transition')) Object.assign(node, { disabled: true });
	},
	async spell({ sites }, status, ignoreCase) {
		const asked = ignoreCase ? `replica.status.name.equalsIgnoreCase("${status}")` : `replica.status.name == "${status}"`;
		await sites.edit('escalation', 'Apply to Dev', (parameters) => Object.assign(parameters, { script: String(parameters.script).replace(CONDITION, asked) }));
	},
	async fillScreen({ sites: { desk } }) {
		// A script names a move and cannot fill its screen.
		desk.setTransitionScreen('Development Ready', undefined);
	},
});

const CONDITION = /replica\.status\.name(?: == |\.equalsIgnoreCase\()"waiting for development"\)?/i;

/** Every form of rules in which the same story is told. */
export const FORMS: Array<[string, Form]> = [
	['Basic rules', MOVES_BY_NODES],
	['rows of one JSON that both directions share', byRows],
	isPublishedHere ? ['the scripts of the published use case', byScripts(published())] : ['scripts', byScripts(OURS)],
];
