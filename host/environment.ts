/** The settings n8n is started with: on loopback only, silent towards n8n's own services. */
import { join } from 'node:path';
import { TOOLS } from './places.ts';

/** Runs `factor` times as fast as the real one since `begin` (epoch milliseconds). */
export interface FastClock {
	factor: number;
	begin: number;
}

/** The time such a clock shows. */
export const timeOf = ({ factor, begin }: FastClock): number => Math.round(begin + (Date.now() - begin) * factor);

export interface N8nSettings {
	/** n8n keeps its database, its key and the community packages in `<userFolder>/.n8n`. */
	userFolder: string;
	port: number;
	/** The port on which n8n's task runner reports; two n8n on one machine need two. */
	brokerPort: number;
	encryptionKey: string;
	/** Where Jira reaches this n8n, when that is not the loopback address. */
	webhookUrl?: string | undefined;
	/** A clock that runs faster, for what takes hours. */
	clock?: FastClock;
	/** Further variables, for tests of other ways to run n8n. */
	more?: Record<string, string>;
}

const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
};

const LOCAL = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	// Without TLS in between a browser would drop a secure cookie.
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
};

/** Variables of the shell or of jest (NODE_ENV=test) that would make this n8n another one. */
const isForeign = (name: string) => /^(N8N_|DB_|EXECUTIONS_|QUEUE_|NODES_|JEST_|(WEBHOOK_URL|NODE_OPTIONS|NODE_ENV)$)/.test(name);

export function n8nEnvironment(settings: N8nSettings): Record<string, string> {
	const inherited = Object.entries(process.env).filter(([name, value]) => value !== undefined && !isForeign(name));
	return {
		...(Object.fromEntries(inherited) as Record<string, string>),
		...QUIET,
		...LOCAL,
		// Loading n8n's code takes half as long when it has been compiled before.
		NODE_COMPILE_CACHE: join(TOOLS, 'compile-cache'),
		N8N_USER_FOLDER: settings.userFolder,
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_ENCRYPTION_KEY: settings.encryptionKey,
		...(settings.webhookUrl && { WEBHOOK_URL: settings.webhookUrl }),
		...(settings.clock && { CLOCK_FACTOR: String(settings.clock.factor), CLOCK_BEGIN: String(settings.clock.begin) }),
		...settings.more,
	};
}
