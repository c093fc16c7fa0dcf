import { webhookName } from '../connection';
import { addressOf } from '../delivery';
import { howToMakeWebhook } from '../handMadeWebhook';
import { jqlText } from '../jql';
import { holds, type CheckFacts, type CheckQuestion } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { ADMINISTER, listensHere } from './permissions';
import { screensOf } from './screens';

const WEBHOOK = { check: 'webhook', title: 'Webhook' };
const ENABLED = { check: 'webhook.enabled', title: 'Webhook Switched On' };
const SINGLE = { check: 'webhook.single', title: 'One Webhook per Address' };

const AGAIN = 'Unpublish the workflow with Jira Sync Trigger and publish it again: that leaves exactly one.';

/** The check knows neither the trigger's address nor its scope, but where a person reads the one, and the project. */
const byHand = ({ project }: CheckQuestion): string =>
	howToMakeWebhook('that the panel of Jira Sync Trigger shows as Production URL', project === undefined ? 'that limits it to the projects of Scope' : `project = ${jqlText(project)}`);

/** Whether Jira calls the connection's trigger. Nothing where the trigger does not listen. */
export function webhookFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	if (!listensHere(question)) return [];
	const { webhooks } = facts;
	if (!('told' in webhooks)) return [unlisted(facts, webhooks, question)];
	const name = webhookName(question.connection);
	const ours = webhooks.told.filter((hook) => hook.name === name);
	if (ours.length === 0) {
		return [problem(WEBHOOK, `Jira has no webhook "${name}", so it tells nobody of changes.`, 'Publish the workflow with Jira Sync Trigger: that registers it. If the workflow is published, somebody has deleted the webhook: unpublish and publish it. One that was made by hand has another name and is not looked for.')];
	}
	const off = ours.filter(({ enabled }) => !enabled);
	const urls = [...new Set(ours.map(({ url }) => addressOf(url)))];
	const doubled = urls.filter((url) => ours.filter((hook) => addressOf(hook.url) === url).length > 1);
	return [
		fine(WEBHOOK, `${ours.length === 1 ? 'One webhook is' : `${ours.length} webhooks are`} registered as "${name}"${urls.length > 1 ? `, for ${urls.length} workflows` : ''}.`),
		off.length > 0
			? problem(ENABLED, `${off.length === ours.length ? 'It is' : `${off.length} of ${ours.length} are`} switched off, so changes are not told.`, `Switch it on again: ${screensOf(facts).webhooks}. Or: ${AGAIN}`)
			: fine(ENABLED, 'Jira delivers to it.'),
		doubled.length > 0
			? problem(SINGLE, `${doubled.length === 1 ? 'One address is' : `${doubled.length} addresses are`} registered more than once: each change is delivered as often, and only one of the signatures can be right.`, AGAIN)
			: fine(SINGLE, 'No address is registered twice.'),
	];
}

function unlisted(facts: CheckFacts, webhooks: Extract<CheckFacts['webhooks'], { untold: string }>, question: CheckQuestion): Finding {
	const refused = webhooks.code === 'forbidden' || webhooks.code === 'unauthorized';
	if (!refused || !('told' in facts.account)) return cannotTell(WEBHOOK, webhooks);
	if (holds(facts.globalPermissions, ADMINISTER) !== true) {
		return cannotTell(WEBHOOK, {
			untold: 'Only administrators of Jira may list webhooks, so nobody can tell whether one is there.',
			next: `Set Listen By to Sweep Only, which needs no webhook, or look in ${screensOf(facts).webhooks} whether one is there. ${byHand(question)}`,
		});
	}
	return problem(
		WEBHOOK,
		`The account administers Jira, but this credential may not list webhooks. ${webhooks.untold}`,
		`API tokens with scopes never reach webhooks: use a token without scopes for the trigger, or set Listen By to Sweep Only. ${byHand(question)}`,
	);
}
