import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { readAll } from '../../sandbox/http/exchange';
import { bench } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const desk = () => b.sandbox.site('desk');

/** A multipart body as clients write it. */
function multipart(files: Array<{ name?: string; filename: string; content: Buffer | string }>): { contentType: string; body: Buffer } {
	const boundary = 'x-sandbox-boundary';
	const parts = files.flatMap(({ name = 'file', filename, content }) => [
		Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n'),
	]);
	return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) };
}

async function upload(files: Parameters<typeof multipart>[0], { as = 'sync', headers = { 'x-atlassian-token': 'no-check' } as Record<string, string> } = {}) {
	const { contentType, body } = multipart(files);
	const response = await desk().handle({
		method: 'POST', path: '/rest/api/3/issue/DESK-1/attachments', body: Readable.from([body.subarray(0, 40), body.subarray(40)]),
		headers: { authorization: desk().credentials(as).authorization, 'content-type': contentType, ...headers },
	});
	return { status: response.status, body: JSON.parse(String(await readAll(response.body) || 'null')) };
}

const download = (path: string, headers: Record<string, string> = {}) => desk().handle({ method: 'GET', path: path.split('?')[0]!, query: path.split('?')[1] ?? '', headers: { authorization: desk().syncAccount.authorization, ...headers } });

describe('uploading', () => {
	test('answers a list, keeps the bytes, and two files may have one name', async () => {
		const answer = await upload([{ filename: 'a.txt', content: 'one' }, { filename: 'a.txt', content: 'two' }, { filename: 'ümlaut & co.txt', content: 'three' }]);
		expect(answer).toMatchObject({ status: 200, body: [{ filename: 'a.txt', size: 3 }, { filename: 'a.txt' }, { filename: 'ümlaut & co.txt', author: { displayName: 'Sync Desk' } }] });
		const [, , , third] = desk().issue('DESK-1').files;
		expect(third?.sha256).toBe(createHash('sha256').update('three').digest('hex'));
		expect(desk().issue('DESK-1').changelog.at(-1)?.changes).toMatchObject([{ field: 'Attachment', from: null, to: 'ümlaut & co.txt' }]);
	});

	test.each([
		['without the header against forged requests', [{ filename: 'a', content: 'a' }], { headers: {} as Record<string, string> }, 403],
		['by somebody who may only read', [{ filename: 'a', content: 'a' }], { as: 'rita' }, 403],
		['with more than 60 files', Array.from({ length: 61 }, (_, at) => ({ filename: `${at}`, content: 'x' })), {}, 413],
		['in a part of another name', [{ name: 'upload', filename: 'a', content: 'a' }], {}, 400],
	])('is refused %s', async (_, files, how, status) => {
		expect((await upload(files, how)).status).toBe(status);
		expect(desk().issue('DESK-1').files).toHaveLength(1);
	});

	test('is refused beyond the limit the site tells, whole', async () => {
		desk().data.uploadLimit = 1000;
		expect((await b.ask('desk', 'GET attachment/meta')).body).toEqual({ enabled: true, uploadLimit: 1000 });
		expect((await upload([{ filename: 'small', content: 'x' }, { filename: 'big', content: 'x'.repeat(1001) }])).status).toBe(413);
		expect(desk().issue('DESK-1').files).toHaveLength(1);
	});
});

describe('downloading', () => {
	test('goes by redirect to another host, which wants no credentials', async () => {
		const { id, sha256, mediaId } = desk().issue('DESK-1').files[0]!;
		const redirect = await download(`/rest/api/3/attachment/content/${id}`);
		const location = redirect.headers.location!;
		expect(redirect.status).toBe(303);
		expect(location).toContain(`/file/${mediaId}/binary?token=`);
		const file = await b.sandbox.handle(location, { method: 'GET' });
		expect(createHash('sha256').update(await readAll(file.body)).digest('hex')).toBe(sha256);
		expect(b.sandbox.violations()).toEqual([]);
		const leaked = await b.sandbox.handle(location, { method: 'GET', headers: { authorization: desk().syncAccount.authorization } });
		expect(leaked.status).toBe(403);
		expect(b.sandbox.violations()).toHaveLength(1);
		expect((await b.sandbox.handle(location.replace(/token=[^&]+/, 'token=made-up'), { method: 'GET' })).status).toBe(403);
	});

	test('streams through Jira when asked not to redirect, whole or in parts', async () => {
		const { id } = desk().issue('DESK-1').files[0]!;
		const path = `/rest/api/3/attachment/content/${id}?redirect=false`;
		expect((await readAll((await download(path)).body)).length).toBe(12_288);
		const part = await download(path, { range: 'bytes=12280-' });
		expect([part.status, part.headers['content-range'], (await readAll(part.body)).length]).toEqual([206, 'bytes 12280-12287/12288', 8]);
		expect((await readAll((await download(path, { range: 'bytes=-5' })).body)).length).toBe(5);
		expect((await download(path, { range: 'bytes=99999-' })).status).toBe(416);
		expect((await download(path, { range: 'lines=1-2' })).status).toBe(400);
	});

	test('is for those who see the issue', async () => {
		const { id } = desk().issue('DESK-1').files[0]!;
		desk().as('ada').editIssue('DESK-1', { security: 'Management' });
		expect((await b.ask('desk', `GET attachment/content/${id}`)).status).toBe(404);
		expect((await b.ask('desk', `GET attachment/${id}`)).status).toBe(404);
	});
});

test('deleting is for the author and for admins', async () => {
	const id = desk().as('ann').attach('DESK-1', 'mine.txt', 'x');
	expect((await b.ask('desk', `DELETE attachment/${id}`, undefined, 'ben')).status).toBe(403);
	expect((await b.ask('desk', `DELETE attachment/${id}`, undefined, 'ann')).status).toBe(204);
	expect((await b.ask('desk', `GET attachment/${id}`)).status).toBe(404);
});
