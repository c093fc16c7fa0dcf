import type { Jira } from '../jira/types';
import { rememberWrite } from '../memory/ownWrites';

/** A comment is told twice, as a comment and as a change of its issue. */
const TOLD_TWICE = 2;

/**
 * The site, with everything that a connection writes to it remembered for a moment. For another
 * connection the same write is a change like any other, which it may have to pass on.
 */
export function rememberingWrites(jira: Jira, connection: string): Jira {
	const remember = (issueId: string, ...what: string[]) =>
		rememberWrite(`${connection} ${jira.siteUrl} ${issueId}`, what, jira.now());
	const comment = (id: string) => Array.from({ length: TOLD_TWICE }, () => `comment:${id}`);
	return {
		...jira,
		async createIssue(input) {
			const created = await jira.createIssue(input);
			remember(created.id, 'created');
			return created;
		},
		async editIssue(id, input) {
			await jira.editIssue(id, input);
			remember(id, ...Object.keys(input.fields).map((field) => `field:${field}`));
		},
		async addComment(issueId, input) {
			const created = await jira.addComment(issueId, input);
			remember(issueId, ...comment(created.id));
			return created;
		},
		async editComment(issueId, commentId, body) {
			const edited = await jira.editComment(issueId, commentId, body);
			remember(issueId, ...comment(commentId));
			return edited;
		},
		async deleteComment(issueId, commentId) {
			await jira.deleteComment(issueId, commentId);
			remember(issueId, ...comment(commentId));
		},
		async upload(issueId, file) {
			const attachment = await jira.upload(issueId, file);
			remember(issueId, `file:${attachment.id}`);
			return attachment;
		},
		async deleteAttachment(issueId, attachmentId) {
			await jira.deleteAttachment(issueId, attachmentId);
			remember(issueId, `file:${attachmentId}`);
		},
		async doTransition(issueId, transitionId, input) {
			await jira.doTransition(issueId, transitionId, input);
			// Moves into and out of a resolved status change the resolution in the same event.
			remember(issueId, 'field:status', 'field:resolution', ...Object.keys(input.fields).map((field) => `field:${field}`));
		},
	};
}
