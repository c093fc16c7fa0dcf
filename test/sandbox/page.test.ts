import { readAll } from '../../sandbox/http/exchange';
import { bench } from './support';

const HOST = { host: '127.0.0.1:8900' };

function page(sandbox: ReturnType<typeof bench>['sandbox']) {
	return async (request: string, options: { headers?: Record<string, string>; body?: unknown } = {}) => {
		const [method = 'GET', path = '/'] = request.split(' ');
		const response = await sandbox.handle(sandbox.urls().page + path, {
			method,
			headers: { ...HOST, ...(method === 'POST' ? { 'x-sandbox-page': '1', 'content-type': 'application/json' } : {}), ...options.headers },
			...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
		});
		const bytes = Buffer.isBuffer(response.body) || response.body === undefined ? await readAll(response.body) : Buffer.from('stream');
		return { status: response.status, headers: response.headers, text: bytes.toString('utf8'), get json() { return JSON.parse(bytes.toString('utf8')); } };
	};
}

describe('the page', () => {
	test('serves its files, and nothing beside them', async () => {
		const ask = page(bench().sandbox);
		expect((await ask('GET /')).text).toContain('Two Jira sites');
		for (const file of ['/page.js', '/page.css', '/issueCard.js', '/dialogs.js', '/elements.js', '/favicon.svg']) expect((await ask(`GET ${file}`)).status).toBe(200);
		for (const file of ['/../api.ts', '/api.ts', '/%2e%2e/api.ts', '/constructor', '/page/api/desk/constructor']) expect((await ask(`GET ${file}`)).status).toBe(404);
	});

	test('allows no code but its own', async () => {
		expect((await page(bench().sandbox)('GET /')).headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
	});

	test('answers only requests made to this computer by its own page', async () => {
		const ask = page(bench().sandbox);
		expect((await ask('GET /page/api/state', { headers: { host: 'rebound.example' } })).status).toBe(403);
		expect((await ask('GET /page/api/state', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
		expect((await ask('POST /page/api/desk/comment', { headers: { 'x-sandbox-page': '' }, body: { as: 'ann', key: 'DESK-1', text: 'x' } })).status).toBe(403);
		expect((await ask('GET /page/api/state', { headers: { origin: 'http://127.0.0.1:8900' } })).status).toBe(200);
	});

	test('shows a person what that person may see', async () => {
		const ask = page(bench().sandbox);
		const comments = async (handle: string) => {
			const { sites } = (await ask(`GET /page/api/state?desk=${handle}`)).json;
			return sites[0].issues.find((issue: { key: string }) => issue.key === 'DESK-1')?.comments.map((comment: { public: boolean }) => comment.public);
		};
		expect(await comments('ann')).toEqual([true, true, false]);
		expect(await comments('casey')).toEqual([true, true]);
	});

	test('offers the transitions of the acting person, with the fields of their screens', async () => {
		const { sites } = (await page(bench().sandbox)('GET /page/api/state?desk=ann')).json;
		const issue = sites[0].issues.find((one: { key: string }) => one.key === 'DESK-1');
		expect(issue.transitions.find((one: { name: string }) => one.name === 'Send to development').screen).toEqual([{ id: 'comment', name: 'Comment', kind: 'comment', required: false }]);
	});

	test('carries out what a person does, by the same rules as REST', async () => {
		const { sandbox } = bench();
		const ask = page(sandbox);
		expect((await ask('POST /page/api/desk/transition', { body: { as: 'ann', key: 'DESK-1', name: 'Send to development', comment: 'please look', internal: true } })).status).toBe(200);
		const issue = sandbox.site('desk').issue('DESK-1');
		expect(issue.status).toBe('Waiting for development');
		expect(issue.comments.at(-1)).toMatchObject({ author: 'ann', text: 'please look', public: false });
		const refused = await ask('POST /page/api/desk/transition', { body: { as: 'ann', key: 'DESK-1', name: 'Send to development' } });
		expect(refused.status).toBe(400);
		expect(refused.json.error).toContain('offers no transition');
		expect((await ask('POST /page/api/desk/create', { body: { as: 'casey', project: 'DESK', type: 'Incident', summary: 'No network', description: '' } })).json.result).toBe('DESK-2');
		await ask('POST /page/api/desk/attach', { body: { as: 'ann', key: 'DESK-2', filename: 'a.txt', mimeType: 'text/plain', content: Buffer.from('hello').toString('base64') } });
		await ask('POST /page/api/desk/edit', { body: { as: 'ann', key: 'DESK-2', fields: { summary: 'No network at all' } } });
		expect(sandbox.site('desk').issue('DESK-2')).toMatchObject({ summary: 'No network at all', reporter: 'casey', files: [{ name: 'a.txt', size: 5 }] });
	});

	test('gives files as downloads only, to those who see the issue', async () => {
		const { sandbox } = bench();
		const ask = page(sandbox);
		const file = sandbox.site('desk').issue('DESK-1').files[0];
		const given = await ask(`GET /page/api/desk/file/DESK-1/${file?.id}?as=ann`);
		expect(given.headers['content-disposition']).toContain('attachment');
		expect(given.text.length).toBe(12_288);
		expect((await ask(`GET /page/api/desk/file/DESK-1/${file?.id}?as=nobody`)).status).toBe(404);
	});
});
