import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackage } from '../../host/installPackage.ts';
import { STEP } from './support/useN8n';

const MEGABYTE = 1024 * 1024;

const NODES = ['ApplyIncomingRules', 'BuildReplica', 'JiraSyncTrigger', 'Transition', 'TwinLookup'];

describe('the file that npm pack makes', () => {
	const folder = mkdtempSync(join(tmpdir(), 'jira-sync-pack-'));
	let file = '';
	let names: string[] = [];

	beforeAll(async () => {
		file = await packPackage(folder);
		const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n');
		names = listed.map((name) => name.replace(/^package\//, '')).sort();
		execFileSync('tar', ['-xzf', file, '-C', folder]);
	}, STEP);

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const manifest = () => JSON.parse(readFileSync(join(folder, 'package', 'package.json'), 'utf8')) as Record<string, unknown>;

	test('holds what is built, the manifest, the licence and the README, nothing else', () => {
		expect(names.filter((name) => !name.startsWith('dist/'))).toEqual(['LICENSE.md', 'README.md', 'package.json']);
	});

	test('holds every node with its codex file', () => {
		const wanted = NODES.flatMap((node) => [`dist/nodes/${node}/${node}.node.js`, `dist/nodes/${node}/${node}.node.json`]);
		expect(names.filter((name) => name.startsWith('dist/nodes/'))).toEqual(wanted.sort());
	});

	test('holds everything that the manifest names to n8n', () => {
		const { credentials, nodes } = manifest().n8n as { credentials: string[]; nodes: string[] };
		expect(nodes).toHaveLength(NODES.length);
		expect(names).toEqual(expect.arrayContaining([...credentials, ...nodes]));
	});

	test('holds a light and a dark icon and the templates', () => {
		expect(names.filter((name) => /^dist\/icons\/[\w.]+\.svg$/.test(name)).length).toBeGreaterThanOrEqual(2);
		expect(names).toEqual(expect.arrayContaining(['dist/templates/dev-resolution.json', 'dist/templates/service-desk-escalation.json']));
	});

	test('passes on the licences of what is bundled', () => {
		const text = readFileSync(join(folder, 'package', 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
		for (const part of ['jira.js 6.', 'MIT License', 'chevrotain 13.', 'Apache License']) expect(text).toContain(part);
	});

	test('has no dependencies and runs nothing when it is installed', () => {
		const { dependencies, scripts, peerDependencies } = manifest();
		expect(dependencies).toBeUndefined();
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(Object.keys(scripts as object).filter((name) => /install|prepare/.test(name))).toEqual([]);
	});

	test('holds no sources, maps, tests or data', () => {
		expect(names.filter((name) => /(\.ts|\.map|\.test\.js|\.env|\.tgz)$|node_modules|\.data/.test(name))).toEqual([]);
	});

	test('is small', () => {
		expect(statSync(file).size).toBeLessThan(2 * MEGABYTE);
	});
});
