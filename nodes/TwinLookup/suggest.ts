import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readSiteFields as askForFields, type SideQuestion } from '../../engine/siteFields';
import type { Jira } from '../../jira/types';
import { SyncError } from '../../sync/errors';
import { readSiteFields, type SiteFields } from '../../sync/suggest/siteFields';
import { suggestRules } from '../../sync/suggest/suggestRules';
import { connectionProperty, issueTypeProperty, projectProperty, sideProperty } from '../shared/commonProperties';
import { readConnection } from '../shared/connectionName';
import { readIssueType } from '../shared/issueType';
import { plainJson } from '../shared/toJson';

const show = { show: { operation: ['suggest'] } };

export const suggestProperties: INodeProperties[] = [
	{
		displayName: 'Takes two nodes in a row, one for each site: the first puts out the fields of its site, the second compares them with its own and puts out the rules. Nothing is written.',
		name: 'suggestNotice',
		type: 'notice',
		default: '',
		displayOptions: show,
	},
	{ ...connectionProperty('', 'Name of the connection, as in all its nodes'), displayOptions: show },
	{
		...sideProperty,
		displayName: 'Short Name of This Side',
		displayOptions: show,
		description: 'How the rules call the site of the credential. The first of the two nodes names the side called remote in the JSON, the second the one called local.',
	},
	{ ...projectProperty, displayOptions: show, description: 'The project of the connection at this site' },
	{ ...issueTypeProperty, displayOptions: show, description: 'Issues of this type are looked at: its screens tell the fields' },
];

export interface SuggestOptions extends SideQuestion {
	connection: string;
	/** Fields of the other side, where its node came before this one. */
	other: SiteFields | undefined;
}

/** @throws SyncError for a connection name that cannot be one, a side without a name, and fields that cannot be read */
export function readSuggest(context: IExecuteFunctions, itemIndex: number): SuggestOptions {
	const read = (name: string, extractValue = false): string => String(context.getNodeParameter(name, itemIndex, '', { extractValue }) ?? '').trim();
	const side = read('side');
	const other = readSiteFields(context.getInputData()[itemIndex]?.json.siteFields);
	if (side === '') throw invalid('Short Name of This Side is empty.', 'Enter a name for the side, such as DevJira.');
	if (side === other?.side) throw invalid(`Both sides are called ${side}.`, 'Give each of the two nodes a Short Name of This Side of its own.');
	const project = read('project', true);
	if (project === '') throw new SyncError('projectUnknown', 'No project was chosen whose fields are looked at.', { scope: 'connection', next: 'Choose the project in Twin Lookup.' });
	return { connection: readConnection(context, itemIndex), side, project, type: readIssueType(context, itemIndex), other };
}

/** The fields of the first side, or at the second one what suits both. */
export async function suggest(jira: Jira, { connection, other, ...question }: SuggestOptions): Promise<IDataObject> {
	const own = await askForFields(jira, question);
	return plainJson({ connection, ...(other ? suggestRules(connection, own, other) : { siteFields: own }) });
}

const invalid = (what: string, next: string): SyncError => new SyncError('rulesInvalid', what, { scope: 'connection', next });
