/** The two Jira sites the templates connect: real ones, named by variables. */
import { Failure } from '../../scripts/setup/failure.mjs';

export const SIDES = ['Desk', 'Dev'] as const;
export type Side = (typeof SIDES)[number];

export interface Site {
	url: string;
	email: string;
	token: string;
	project: string;
	issueType?: string | undefined;
}

export type Sites = Record<Side, Site>;

const SHIPPED_PROJECTS: Record<Side, string> = { Desk: 'DESK', Dev: 'ACME' };
const NEEDED = ['URL', 'EMAIL', 'TOKEN'];

export const variable = (side: Side, what: string) => `JIRA_${side.toUpperCase()}_${what}`;

function siteFrom(side: Side, environment: NodeJS.ProcessEnv): Site {
	const read = (what: string) => environment[variable(side, what)]?.trim() ?? '';
	return {
		url: read('URL').replace(/\/+$/, ''),
		email: read('EMAIL'),
		token: read('TOKEN'),
		project: read('PROJECT') || SHIPPED_PROJECTS[side],
		issueType: read('ISSUE_TYPE') || undefined,
	};
}

function requireAddress(side: Side, { url }: Site) {
	if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return;
	throw new Failure(`${variable(side, 'URL')} is "${url}". Set it to the address of the site, such as https://example.atlassian.net.`);
}

/** Undefined when no site is named: then the sandbox is used. Refuses a half-named pair. */
export function readSites(environment: NodeJS.ProcessEnv): Sites | undefined {
	const needed = SIDES.flatMap((side) => NEEDED.map((what) => variable(side, what)));
	const missing = needed.filter((name) => !environment[name]?.trim());
	if (missing.length === needed.length) return undefined;
	if (missing.length > 0) throw new Failure(`To use your own Jira sites also set ${missing.join(', ')}; to use the sandbox set none of them.`);
	const sites: Sites = { Desk: siteFrom('Desk', environment), Dev: siteFrom('Dev', environment) };
	for (const side of SIDES) requireAddress(side, sites[side]);
	return sites;
}

const ANSWERS: Record<number, (side: Side, site: Site) => string> = {
	401: (side) => `it does not accept the account. Check ${variable(side, 'EMAIL')} and ${variable(side, 'TOKEN')}.`,
	403: (side, { email }) => `it refuses ${email}. Log in to the site once with this account, or use another in ${variable(side, 'EMAIL')}.`,
	404: (side) => `there is no Jira at this address. Check ${variable(side, 'URL')}.`,
};

const unknownAnswer = (status: number) => (side: Side) => `it answered ${status}. Check ${variable(side, 'URL')}.`;

async function answerOf(side: Side, { url, email, token }: Site): Promise<Response> {
	const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
	try {
		return await fetch(`${url}/rest/api/3/myself`, {
			headers: { authorization, accept: 'application/json' },
			redirect: 'manual',
			signal: AbortSignal.timeout(20_000),
		});
	} catch (error) {
		const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
		throw new Failure(`The ${side} site ${url} cannot be reached (${cause?.code ?? cause?.message ?? message}). Check ${variable(side, 'URL')} and the connection.`);
	}
}

/** Asks the site who we are. Says in one line what is wrong with address or account. */
export async function probe(side: Side, site: Site): Promise<void> {
	const response = await answerOf(side, site);
	const isJson = response.headers.get('content-type')?.includes('json');
	if (response.status === 200 && isJson) return;
	const says = (response.status === 200 ? ANSWERS[404] : ANSWERS[response.status]) ?? unknownAnswer(response.status);
	throw new Failure(`The ${side} site ${site.url}: ${says(side, site)}`);
}

/** A site on this machine reaches n8n without a public address. */
export const isLocal = ({ url }: Site) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
