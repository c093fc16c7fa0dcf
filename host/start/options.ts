/** What a person can choose for `npm start`, by flag or by variable; a flag wins. */
import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/setup/failure.mjs';

export interface Listener {
	/** The flag without its dashes. */
	flag: string;
	variable: string;
	port: number;
	what: string;
}

export const N8N: Listener = { flag: 'n8n-port', variable: 'N8N_PORT', port: 5678, what: 'n8n' };

export const SANDBOX = {
	page: { flag: 'page-port', variable: 'JIRA_SANDBOX_PORT', port: 8710, what: "the sandbox's page" },
	desk: { flag: 'desk-port', variable: 'JIRA_SANDBOX_DESK_PORT', port: 8711, what: 'the sandbox site Desk' },
	dev: { flag: 'dev-port', variable: 'JIRA_SANDBOX_DEV_PORT', port: 8712, what: 'the sandbox site Dev' },
	media: { flag: 'media-port', variable: 'JIRA_SANDBOX_MEDIA_PORT', port: 8713, what: "the sandbox's files" },
	gateway: { flag: 'gateway-port', variable: 'JIRA_SANDBOX_GATEWAY_PORT', port: 8714, what: "the sandbox's gateway for scoped tokens" },
} satisfies Record<string, Listener>;

export type SandboxPort = keyof typeof SANDBOX;

export interface Options {
	fresh: boolean;
	n8n: Listener;
	sandbox: Record<SandboxPort, Listener>;
}

const HIGHEST_PORT = 65_535;

function parse(args: string[]) {
	const ports = [N8N, ...Object.values(SANDBOX)].map(({ flag }) => [flag, { type: 'string' as const }] as const);
	try {
		return parseArgs({
			args,
			options: { fresh: { type: 'boolean' }, ...Object.fromEntries(ports) },
		}).values as Record<string, string | boolean | undefined>;
	} catch (error) {
		const known = ['--fresh', ...ports.map(([flag]) => `--${flag} <port>`)].join(', ');
		throw new Failure(`${(error as Error).message.split('.')[0]}. What npm start knows (after "--"): ${known}.`);
	}
}

function chosen(listener: Listener, flags: Record<string, unknown>, environment: NodeJS.ProcessEnv): Listener {
	const text = flags[listener.flag] ?? environment[listener.variable];
	if (text === undefined || text === '') return listener;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port <= HIGHEST_PORT) return { ...listener, port };
	throw new Failure(`"${text}" is no port for ${listener.what}. Set ${listener.variable} or --${listener.flag} to a number from 1 to ${HIGHEST_PORT}.`);
}

export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options {
	const flags = parse(args);
	const sandbox = Object.entries(SANDBOX).map(([name, listener]) => [name, chosen(listener, flags, environment)]);
	return {
		fresh: flags.fresh === true,
		n8n: chosen(N8N, flags, environment),
		sandbox: Object.fromEntries(sandbox) as Options['sandbox'],
	};
}
