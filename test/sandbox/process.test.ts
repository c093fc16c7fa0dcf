import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import { dropConnection, faultQueue } from '../../sandbox/faults';

const open: Sandbox[] = [];
const started = async (options: Parameters<typeof createSandbox>[0] = {}) => {
	const sandbox = createSandbox(options);
	open.push(sandbox);
	return { sandbox, urls: await sandbox.listen() };
};
afterEach(async () => { await Promise.all(open.splice(0).map((sandbox) => sandbox.close())); });

describe('over real sockets', () => {
	test('every origin answers, and links inside the answers point to it', async () => {
		const { sandbox, urls } = await started();
		const headers = { authorization: sandbox.site('desk').syncAccount.authorization };
		const issue = await (await fetch(`${urls.desk}/rest/api/3/issue/DESK-1`, { headers })).json() as { self: string };
		expect(issue.self.startsWith(urls.desk!)).toBe(true);
		expect((await fetch(issue.self, { headers })).status).toBe(200);
		expect((await fetch(`${urls.page}/`)).status).toBe(200);
		const browse = await fetch(`${urls.dev}/browse/ACME-1`, { redirect: 'manual' });
		expect(browse.headers.get('location')).toBe(`${urls.page}/#dev/ACME-1`);
	});

	test('a file goes up and comes down as it was; a followed redirect carries no credentials', async () => {
		const { sandbox, urls } = await started();
		const { authorization } = sandbox.site('desk').syncAccount;
		const content = randomBytes(300_000);
		const form = new FormData();
		form.append('file', new Blob([content]), 'noise.bin');
		const up = await fetch(`${urls.desk}/rest/api/3/issue/DESK-1/attachments`, { method: 'POST', body: form, headers: { authorization, 'X-Atlassian-Token': 'no-check' } });
		const [{ id, size }] = await up.json() as [{ id: string; size: number }];
		expect(size).toBe(content.length);
		const down = await fetch(`${urls.desk}/rest/api/3/attachment/content/${id}`, { headers: { authorization } });
		expect(createHash('sha256').update(Buffer.from(await down.arrayBuffer())).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
		expect(sandbox.violations()).toEqual([]);
	});

	test('a dropped connection is a broken socket', async () => {
		const { urls } = await started({ faults: faultQueue({ fault: dropConnection }) });
		await expect(fetch(`${urls.desk}/rest/api/3/myself`)).rejects.toMatchObject({ cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) } });
	});

	test('webhooks are delivered, and delivered again after a failure', async () => {
		const calls: Array<{ retry: string | undefined; id: string | undefined; event: string }> = [];
		const receiver = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				calls.push({ retry: request.headers['x-atlassian-webhook-retry'] as string | undefined, id: request.headers['x-atlassian-webhook-identifier'] as string, event: JSON.parse(Buffer.concat(chunks).toString()).webhookEvent });
				response.writeHead(calls.length === 1 ? 503 : 200).end();
			});
		});
		await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
		const { sandbox, urls } = await started({ retryPauses: [20] });
		await fetch(`${urls.desk}/rest/webhooks/1.0/webhook`, {
			method: 'POST', headers: { authorization: sandbox.site('desk').syncAccount.authorization, 'content-type': 'application/json' },
			body: JSON.stringify({ name: 'x', url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, events: ['comment_created'] }),
		});
		sandbox.site('desk').as('ann').addComment('DESK-1', 'x');
		await sandbox.deliveriesIdle();
		expect(calls).toEqual([{ retry: undefined, id: expect.any(String), event: 'comment_created' }, { retry: '1', id: calls[0]?.id, event: 'comment_created' }]);
		expect(sandbox.deliveryLog().map((one) => [one.attempt, one.result, one.verdict])).toEqual([[1, '503', 'retry'], [2, '200', 'delivered']]);
		await new Promise((resolve) => { receiver.close(resolve); });
	});

	test('a port that is taken is named', async () => {
		const { urls } = await started();
		const port = Number(new URL(urls.dev!).port);
		await expect(createSandbox().listen({ ports: { dev: port } })).rejects.toThrow(`Port ${port} on 127.0.0.1, wanted for dev, is already in use`);
	});
});

describe('keeping', () => {
	test('a restart on the same folder finds everything, files too', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
		const first = await started({ dataDir });
		first.sandbox.site('desk').as('ann').editIssue('DESK-1', { summary: 'kept' });
		const fileId = first.sandbox.site('desk').issue('DESK-1').files[0]!.id;
		await first.sandbox.close();
		const second = createSandbox({ dataDir });
		expect(second.site('desk').issue('DESK-1').summary).toBe('kept');
		expect(second.site('desk').fileBytes('DESK-1', fileId)).toHaveLength(12_288);
		expect(second.site('desk').as('ann').createIssue({ project: 'DESK', summary: 'next' })).toBe('DESK-2');
		await second.close();
		rmSync(dataDir, { recursive: true, force: true });
	});

	test('a snapshot brings back the moment it was taken, deliveries included', () => {
		const sandbox = createSandbox({ webhooks: 'hold' });
		const desk = sandbox.site('desk');
		desk.data.webhooks.push({ id: '1', name: 'x', url: 'http://x/', events: ['jira:issue_updated'], jql: '', excludeBody: false, enabled: true, secret: null, ownerId: desk.syncAccount.accountId, lastUpdated: 0 });
		desk.as('ann').editIssue('DESK-1', { summary: 'before' });
		const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot()));
		desk.as('ann').editIssue('DESK-1', { summary: 'after' });
		desk.as('ada').deleteIssue('OPS-1');
		sandbox.restore(snapshot);
		expect([desk.issue('DESK-1').summary, desk.has('OPS-1'), desk.outbox.waiting().length]).toEqual(['before', true, 1]);
	});

	test('the same clock and chance give the same world', () => {
		const world = () => {
			let seed = 1;
			return createSandbox({ now: () => 1_800_000_000_000, random: () => { seed = (seed * 16_807) % 2_147_483_647; return seed / 2_147_483_647; } }).snapshot();
		};
		expect(world()).toEqual(world());
	});
});
