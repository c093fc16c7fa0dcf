import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readOptions } from '../../host/start/options.ts';
import { requireFree } from '../../host/start/ports.ts';
import { isLocal, probe, readSites } from '../../host/start/sites.ts';

describe('options of npm start', () => {
	test('defaults, variables, and flags before variables', () => {
		expect(readOptions([], {}).n8n.port).toBe(5678);
		expect(readOptions([], { N8N_PORT: '6000', JIRA_SANDBOX_DESK_PORT: '' }).sandbox.desk.port).toBe(8711);
		expect(readOptions(['--n8n-port', '7000', '--fresh'], { N8N_PORT: '6000' })).toMatchObject({ fresh: true, n8n: { port: 7000 } });
	});

	test.each([[['--frsh']], [['--n8n-port', '70000']], [['--n8n-port', 'x']]])('%j is refused in one line', (args) => {
		expect(() => readOptions(args, {})).toThrow(/^[^\n]+$/);
	});
});

describe('ports', () => {
	const listener = (port: number, what: string) => ({ port, what, flag: 'x-port', variable: 'X_PORT' });

	test('a taken port is named with what to set', async () => {
		const server: Server = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as AddressInfo;
		await expect(requireFree([listener(port, 'n8n')])).rejects.toThrow(new RegExp(`^Port ${port} is taken, n8n needs it\\..*X_PORT`));
		await new Promise((resolve) => server.close(resolve));
		await expect(requireFree([listener(port, 'n8n')])).resolves.toBeUndefined();
	});

	test('one port for two things is refused', async () => {
		await expect(requireFree([listener(1234, 'n8n'), listener(1234, 'the page')])).rejects.toThrow(/both n8n and the page/);
	});
});

describe('sites of a person', () => {
	const both = {
		JIRA_DESK_URL: 'https://desk.example/', JIRA_DESK_EMAIL: 'a@b', JIRA_DESK_TOKEN: 't',
		JIRA_DEV_URL: 'http://127.0.0.1:8080/jira', JIRA_DEV_EMAIL: 'a@b', JIRA_DEV_TOKEN: 't',
	};

	test('none named means the sandbox', () => {
		expect(readSites({ JIRA_DESK_URL: ' ' })).toBeUndefined();
	});

	test('both named, with the projects of the templates unless others are chosen', () => {
		const sites = readSites({ ...both, JIRA_DEV_PROJECT: 'CORE' });
		expect(sites).toMatchObject({ Desk: { url: 'https://desk.example', project: 'DESK' }, Dev: { project: 'CORE' } });
		expect([isLocal(sites!.Desk), isLocal(sites!.Dev)]).toEqual([false, true]);
	});

	test('half a pair names what is missing', () => {
		expect(() => readSites({ ...both, JIRA_DEV_TOKEN: '', JIRA_DESK_EMAIL: '' })).toThrow(/JIRA_DESK_EMAIL, JIRA_DEV_TOKEN/);
	});

	test('what is no address is refused', () => {
		expect(() => readSites({ ...both, JIRA_DESK_URL: 'desk.example' })).toThrow(/^JIRA_DESK_URL is "desk.example"/);
	});

	describe('are asked who we are', () => {
		let answer: [number, string, string] = [200, 'application/json', '{}'];
		const server = createServer((_, response) => {
			const [status, type, body] = answer;
			response.writeHead(status, { 'content-type': type }).end(body);
		});
		const site = () => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, email: 'a@b', token: 't', project: 'DESK' });

		beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
		afterAll(() => new Promise((resolve) => server.close(resolve)));

		test('an accepted account says nothing', async () => {
			answer = [200, 'application/json', '{}'];
			await expect(probe('Desk', site())).resolves.toBeUndefined();
		});

		test.each([
			[401, 'text/plain', 'JIRA_DESK_TOKEN'],
			[403, 'text/plain', 'JIRA_DESK_EMAIL'],
			[404, 'text/html', 'JIRA_DESK_URL'],
			[302, 'text/html', 'JIRA_DESK_URL'],
			[200, 'text/html', 'JIRA_DESK_URL'],
		])('%d %s points to %s', async (status, type, variable) => {
			answer = [status, type, ''];
			await expect(probe('Desk', site())).rejects.toThrow(variable);
		});

		test('a site that is not there', async () => {
			await expect(probe('Dev', { ...site(), url: 'http://127.0.0.1:9' })).rejects.toThrow(/cannot be reached .*JIRA_DEV_URL/);
		});
	});
});
