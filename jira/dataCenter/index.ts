import { siteChoices } from '../cloud/choices';
import { cloudIssues } from '../cloud/issues';
import { claimsIn, issueProperties, remoteLinks } from '../cloud/properties';
import { asList, asObject, asText } from '../cloud/readValues';
import { quietEdits } from '../cloud/quietEdits';
import { siteSetup } from '../cloud/setup';
import { transitionsOf } from '../cloud/transitions';
import type { KnownSite } from '../cloud/identity';
import type { SendHttp } from '../http';
import type { JiraPort } from '../port';
import type { Jira } from '../types';
import { dataCenterAttachments } from './attachments';
import { dataCenterComments } from './comments';
import { dataCenterIdentity } from './identity';
import { dataCenterIssue } from './issue';
import { dataCenterSearch } from './issues';
import { findUser } from './people';
import { dataCenterPermissions } from './permissions';
import { dataCenterClaims } from './properties';
import { onVersion2 } from './version2';
import { dataCenterWebhooks } from './webhooks';

/** A Jira Data Center (REST v2, rich text as wiki markup), 10.3 or newer; most of it works on 9. */
export function createDataCenter(realPort: JiraPort, known: KnownSite, openWithoutCredential: SendHttp): Jira {
	const port = onVersion2(realPort);
	const { readIssue, createIssue, editIssue, deleteIssue } = cloudIssues(port, dataCenterIssue);
	const search = dataCenterSearch(port);
	const transitions = transitionsOf(port);
	const permissions = dataCenterPermissions(port);
	const identity = dataCenterIdentity(port, known);
	return {
		siteUrl: port.siteUrl,
		deployment: 'dataCenter',
		format: 'wiki',
		sleep: port.sleep,
		now: port.now,
		clockAhead: port.clockAhead,
		...identity,
		findPerson: (person) => findUser(port, person),
		readIssue,
		// There is no reading in bulk here: each issue is read when its turn comes.
		readIssues: () => Promise.resolve([]),
		createIssue,
		editIssue,
		deleteIssue,
		...search,
		...dataCenterComments(port),
		...dataCenterAttachments(port, openWithoutCredential),
		...transitions,
		...issueProperties(port),
		...claimsIn(port, dataCenterClaims(port, async () => (await identity.account()).id)),
		...remoteLinks(port),
		...dataCenterWebhooks(port),
		...siteChoices(port, { ...search, readIssue }),
		...siteSetup(port, search),
		...permissions,
		...quietEdits(permissions),
		async listProjects(query) {
			// Data Center answers all projects as one list.
			const answer = await port.request({ method: 'GET', path: '/rest/api/2/project' });
			return asList(answer.body)
				.map((project) => ({ id: asText(project.key), name: `${asText(project.name)} (${asText(asObject(project).key)})` }))
				.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
		},
	};
}
