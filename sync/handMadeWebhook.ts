/**
 * Everything that changes an issue, its comments or its files; what a change means is read later. Events of
 * files alone do not say which issue they belong to; the change of the issue that comes with them does.
 */
export const WEBHOOK_EVENTS = ['comment_created', 'comment_deleted', 'comment_updated', 'jira:issue_created', 'jira:issue_deleted', 'jira:issue_updated'];

/** Where a person enters a secret of their own. n8n encrypts a credential; parameters of a node stand in the workflow and in every execution. */
const ENTER_SECRET = 'Enter the same text under Webhook Secret in the credential of Jira Sync Trigger.';

/**
 * What a person does where the account may not register a webhook. No secret is told: it is the person's own, and goes from the person to
 * Jira and to the credential.
 *
 * @param url address of the trigger, or where it is found
 * @param jql the scope; empty for everything
 */
export const howToMakeWebhook = (url: string, jql: string): string =>
	`To be told of changes at once, let an administrator of Jira create a webhook (System > WebHooks) with the URL ${url}, the events ${WEBHOOK_EVENTS.join(', ')}, the JQL filter ${jql || '(none)'}, and a long random text of your own as its secret. ${ENTER_SECRET} Then turn on Webhook Is Made by Hand in the options of Jira Sync Trigger.`;

/** The same where Jira cannot sign (Data Center 9 and older): a caller that can set a header. */
export const howToCallWithToken = (url: string): string =>
	`To be told of changes at once, let an automation rule of Jira send a web request to ${url} with the issue as its body and the header X-Jira-Sync-Token, which holds a long random text of your own. ${ENTER_SECRET} Then turn on Webhook Is Made by Hand in the options of Jira Sync Trigger.`;
