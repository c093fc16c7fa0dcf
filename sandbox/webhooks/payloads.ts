import { fieldsOf } from '../fields/field.ts';
import type { Looking } from '../fields/shown.ts';
import { required, accountOf } from '../site.ts';
import type { Site } from '../site.ts';
import { attachmentView } from '../views/attachments.ts';
import { commentView } from '../views/comments.ts';
import { fieldValues } from '../views/issues.ts';
import { apiUrl, personView } from '../views/people.ts';
import { worklogView } from '../views/worklogs.ts';
import type { SiteEvent } from './events.ts';

/** Fields of the issue stub comment events carry. */
const STUB = ['summary', 'issuetype', 'project', 'assignee', 'priority', 'status'];

/**
 * The body of a delivery. It looks like REST v2: rich text has become a wiki string, and what a receiver needs may be
 * missing. Written in the zone of the hook's owner, whose eyes Jira uses.
 */
export function payloadOf(site: Site, event: SiteEvent, ownerId: string): Record<string, unknown> {
	const looking: Looking = { site, viewer: accountOf(site, ownerId), version: 2 };
	const head = { timestamp: site.world.now(), webhookEvent: event.name };
	switch (event.kind) {
		case 'issue': return {
			...head,
			issue_event_type_name: event.typeName,
			user: personView(site, event.actorId, looking.viewer, 2),
			issue: wholeIssue(event, looking),
			...(event.history ? { changelog: { id: event.history.id, items: event.history.items } } : {}),
			...(event.comment && event.name === 'jira:issue_updated' ? { comment: commentView(event.comment, event.issue, looking) } : {}),
		};
		case 'comment': return {
			...head,
			comment: commentView(event.comment, event.issue, looking),
			issue: {
				id: event.issue.id,
				self: apiUrl(site, 2, event.issue.id),
				key: event.issue.key,
				fields: fieldValues(event.issue, fieldsOf(site).filter((field) => STUB.includes(field.id)), looking),
			},
			eventType: 'primaryAction',
		};
		case 'attachment': return { ...head, attachment: attachmentView(event.attachment, looking) };
		case 'property': return {
			...head,
			user: personView(site, event.actorId, looking.viewer, 2),
			issue: wholeIssue(event, looking),
			property: { key: event.key, value: event.value },
		};
		case 'issueLink': {
			const type = required(site.data.linkTypes.find((one) => one.id === event.link.typeId), 'link type');
			return {
				...head,
				issueLink: {
					id: Number(event.link.id),
					sourceIssueId: Number(event.link.inwardId),
					destinationIssueId: Number(event.link.outwardId),
					issueLinkType: { id: Number(type.id), name: type.name, outwardName: type.outward, inwardName: type.inward, isSubTaskLinkType: false, isSystemLinkType: false },
					systemLink: false,
				},
			};
		}
		case 'worklog': return { ...head, worklog: worklogView(event.worklog, event.issue, looking) };
	}
}

function wholeIssue(event: { issue: Parameters<typeof fieldValues>[0] }, looking: Looking): Record<string, unknown> {
	const fields = fieldsOf(looking.site).filter((field) => !['worklog', 'comment'].includes(field.id));
	return {
		id: event.issue.id,
		self: apiUrl(looking.site, 2, event.issue.id),
		key: event.issue.key,
		fields: fieldValues(event.issue, fields, looking),
	};
}
