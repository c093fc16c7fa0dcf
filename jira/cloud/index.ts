import type { SendHttp } from '../http';
import type { JiraPort } from '../port';
import type { Jira } from '../types';
import { cloudAttachments } from './attachments';
import { siteChoices } from './choices';
import { cloudComments } from './comments';
import { cloudIdentity, type KnownSite } from './identity';
import { cloudIssues } from './issues';
import { claimsIn, issueProperties, remoteLinks, userClaims } from './properties';
import { findAccount } from './people';
import { quietEdits } from './quietEdits';
import { siteSetup } from './setup';
import { transitionsOf } from './transitions';
import { adminWebhooks } from './webhooks';

/** A Jira Cloud site (REST v3, rich text as ADF). */
export function createCloud(port: JiraPort, known: KnownSite, openWithoutCredential: SendHttp): Jira {
	const issues = cloudIssues(port);
	const identity = cloudIdentity(port, known);
	const transitions = transitionsOf(port);
	const setup = siteSetup(port, issues);
	return {
		siteUrl: port.siteUrl,
		deployment: 'cloud',
		format: 'adf',
		sleep: port.sleep,
		now: port.now,
		clockAhead: port.clockAhead,
		...identity,
		findPerson: (person) => findAccount(port, person),
		...issues,
		...cloudComments(port),
		...cloudAttachments(port, openWithoutCredential),
		...transitions,
		...issueProperties(port),
		...claimsIn(port, userClaims(port, identity.account)),
		...remoteLinks(port),
		...adminWebhooks(port),
		...siteChoices(port, issues),
		...setup,
		...quietEdits(setup),
	};
}
