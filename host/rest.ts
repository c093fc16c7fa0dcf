/** n8n's own REST interface, the one its editor uses, with the editor's session cookie. */

export interface Owner {
	email: string;
	password: string;
}

export interface Rest {
	url: string;
	get<T>(path: string): Promise<T>;
	post<T>(path: string, body?: unknown): Promise<T>;
	patch<T>(path: string, body: unknown): Promise<T>;
	delete(path: string): Promise<void>;
}

/** Carries n8n's answer, so that a caller can tell one refusal from another. */
export class N8nRefusal extends Error {
	readonly status: number;

	constructor(status: number, method: string, path: string, answer: string) {
		super(`n8n refused ${method} ${path} with ${status}: ${answer}`);
		this.status = status;
	}
}

const messageIn = (text: string) => {
	try {
		return String((JSON.parse(text) as { message?: unknown }).message ?? text);
	} catch {
		return text.slice(0, 300);
	}
};

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');

/** Files of types are bare JSON, everything under /rest is wrapped in `data`. */
const unwrapped = (text: string) => {
	if (text === '') return undefined;
	const body = JSON.parse(text) as { data?: unknown };
	return Array.isArray(body) || body.data === undefined ? body : body.data;
};

/** A session nobody is logged in with yet. */
export function openRest(url: string): Rest {
	let cookie = '';
	async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie },
			...(body !== undefined && { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(60_000),
		});
		const text = await response.text();
		if (!response.ok) throw new N8nRefusal(response.status, method, path, messageIn(text));
		cookie = cookiesOf(response) || cookie;
		return unwrapped(text) as T;
	}
	return {
		url,
		get: (path) => send('GET', path),
		post: (path, body) => send('POST', path, body),
		patch: (path, body) => send('PATCH', path, body),
		delete: (path) => send('DELETE', path),
	};
}

interface Settings {
	userManagement: { showSetupOnFirstLoad?: boolean };
}

/** Logs the owner in, creating the account in an n8n that has none yet. */
export async function openSession(url: string, owner: Owner): Promise<Rest> {
	const rest = openRest(url);
	const { userManagement } = await rest.get<Settings>('/rest/settings');
	if (userManagement.showSetupOnFirstLoad) await rest.post('/rest/owner/setup', { ...owner, firstName: 'Jira', lastName: 'Sync' });
	else await rest.post('/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	return rest;
}
