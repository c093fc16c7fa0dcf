import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { readObject } from '../http/router.ts';
import { compileJql } from '../jql/evaluate.ts';
import type { Webhook } from '../model.ts';
import { accountOf, nextId } from '../site.ts';
import { EVENT_NAMES, SILENT_EVENT_NAMES } from '../webhooks/events.ts';
import { param } from './answers.ts';

const KNOWN_EVENTS = new Set<string>([...EVENT_NAMES, ...SILENT_EVENT_NAMES]);

/** Webhooks an administrator keeps: the only kind an API token can register. */
export const webhookRoutes: Route[] = [
	['GET', '/rest/webhooks/1.0/webhook', (call) => {
		requireAdmin(call);
		return json(200, call.site.data.webhooks.map((hook) => hookView(call, hook)));
	}],
	['POST', '/rest/webhooks/1.0/webhook', async (call) => {
		requireAdmin(call);
		const hook: Webhook = { id: nextId(call.site, 'webhook'), ownerId: call.actor.accountId, lastUpdated: call.site.world.now(), ...readHook(call, await readObject(call)) };
		call.site.data.webhooks.push(hook);
		return json(201, hookView(call, hook), { location: selfOf(call, hook) });
	}],
	['GET', '/rest/webhooks/1.0/webhook/:id', (call) => {
		requireAdmin(call);
		return json(200, hookView(call, hookById(call)));
	}],
	['PUT', '/rest/webhooks/1.0/webhook/:id', async (call) => {
		requireAdmin(call);
		const hook = hookById(call);
		Object.assign(hook, readHook(call, await readObject(call), hook), { lastUpdated: call.site.world.now() });
		return json(200, hookView(call, hook));
	}],
	['DELETE', '/rest/webhooks/1.0/webhook/:id', (call) => {
		requireAdmin(call);
		const hook = hookById(call);
		call.site.data.webhooks = call.site.data.webhooks.filter((other) => other !== hook);
		return empty(204);
	}],
	['GET', '/rest/api/3/webhook', dynamic],
	['POST', '/rest/api/3/webhook', dynamic],
];

/** The other kind of webhook is closed to API tokens. */
function dynamic(): never {
	throw new JiraError(403, ['Only Connect and OAuth 2.0 apps can use this operation.']);
}

function requireAdmin({ actor }: Call): void {
	if (!actor.siteAdmin) throw new JiraError(403, ['You do not have permission to manage webhooks. Only Jira administrators do.']);
}

function hookById(call: Call): Webhook {
	const found = call.site.data.webhooks.find((hook) => hook.id === param(call, 'id'));
	if (!found) throw new JiraError(404, [`Webhook with id ${param(call, 'id')} does not exist.`]);
	return found;
}

/** Reads a registration; on change, what is left out stays, the secret too. */
function readHook(call: Call, body: Record<string, unknown>, before?: Webhook): Omit<Webhook, 'id' | 'ownerId' | 'lastUpdated'> {
	const name = body.name ?? before?.name;
	const url = body.url ?? before?.url;
	const events = body.events ?? before?.events ?? [];
	const filters = body.filters as Record<string, unknown> | undefined;
	const jql = String(filters?.['issue-related-events-section'] ?? before?.jql ?? '');
	if (typeof name !== 'string' || name.trim() === '') throw badRequest('The name of the webhook must not be empty.');
	if (typeof url !== 'string' || !isHttpUrl(url)) throw badRequest('The URL of the webhook is not a valid http or https URL.');
	if (!Array.isArray(events) || events.some((event) => !KNOWN_EVENTS.has(String(event)))) throw badRequest(`Unknown webhook events: ${String(events)}`);
	if (jql !== '') compileJql(jql, { site: call.site, viewer: call.actor });
	return {
		name,
		url,
		events: events.map(String),
		jql,
		excludeBody: typeof body.excludeBody === 'boolean' ? body.excludeBody : before?.excludeBody ?? false,
		enabled: typeof body.enabled === 'boolean' ? body.enabled : before?.enabled ?? true,
		secret: typeof body.secret === 'string' && body.secret !== '' ? body.secret : before?.secret ?? null,
	};
}

function isHttpUrl(value: string): boolean {
	try {
		return ['http:', 'https:'].includes(new URL(value.replace(/\{[\w.]+\}/g, '1')).protocol);
	} catch {
		return false;
	}
}

const selfOf = ({ site }: Call, hook: Webhook): string => `${site.baseUrl}/rest/webhooks/1.0/webhook/${hook.id}`;

/** No id but in `self`, and never the secret: only whether there is one. */
function hookView(call: Call, hook: Webhook): Record<string, unknown> {
	const owner = accountOf(call.site, hook.ownerId);
	return {
		name: hook.name,
		url: hook.url,
		excludeBody: hook.excludeBody,
		filters: { 'issue-related-events-section': hook.jql },
		events: hook.events,
		enabled: hook.enabled,
		self: selfOf(call, hook),
		lastUpdatedUser: owner.accountId,
		lastUpdatedDisplayName: owner.displayName,
		lastUpdated: hook.lastUpdated,
		isSigned: hook.secret !== null,
	};
}
