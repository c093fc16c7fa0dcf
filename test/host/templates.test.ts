import { parseFlatted } from '../../host/flatted.ts';
import { fillIn, readTemplate, templateNames } from '../../host/templates.ts';

const idFor = (type: string, name: string) => `id of ${type} ${name}`;

describe('the shipped templates', () => {
	test.each(templateNames())('%s: every connection leads to a node, and every node and credential says what it is', (name) => {
		const { nodes, connections } = readTemplate(name);
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(nodes.length);
		const ends = Object.values(connections as Record<string, { main: Array<Array<{ node: string }>> }>).flatMap(({ main }) => main.flat().map(({ node }) => node));
		expect([...Object.keys(connections), ...ends].filter((end) => !names.includes(end))).toEqual([]);
		for (const { credentials = {} } of nodes) for (const { id, name: credential } of Object.values(credentials)) expect([id, credential]).toEqual([null, expect.stringMatching(/^Jira D/)]);
	});

	test('no two nodes of all of them have one id', () => {
		const ids = templateNames().flatMap((name) => readTemplate(name).nodes.map(({ id }) => id));
		expect(new Set(ids).size).toBe(ids.length);
	});
});

describe('filling in a shipped template', () => {
	test.each(templateNames())('%s: only credentials get ids', (name) => {
		const template = readTemplate(name);
		const filled = fillIn(template, { credentialId: idFor });
		for (const node of filled.nodes) {
			for (const [type, chosen] of Object.entries(node.credentials ?? {})) expect(chosen.id).toBe(idFor(type, chosen.name));
		}
		const bare = (workflow: typeof template) => workflow.nodes.map(({ credentials: _, ...rest }) => rest);
		expect(bare(filled)).toEqual(bare(template));
		expect({ ...filled, nodes: [] }).toEqual({ ...template, nodes: [] });
	});

	test('other projects and another issue type', () => {
		const choices = { credentialId: idFor, projects: { DESK: 'HELP', ACME: 'CORE' }, issueType: 'Story' };
		const apply = fillIn(readTemplate('service-desk-escalation'), choices).nodes.find(({ name }) => name === 'Apply to Dev');
		expect(apply?.parameters).toMatchObject({ project: { mode: 'key', value: 'CORE' }, issueType: { mode: 'name', value: 'Story' } });
		const trigger = fillIn(readTemplate('service-desk-escalation'), choices).nodes.find(({ name }) => name === 'Desk Issue Changed');
		expect(trigger?.parameters).toMatchObject({ projects: ['HELP'] });
	});

	test('a credential that does not exist is named', () => {
		expect(() => fillIn(readTemplate('dev-resolution'), { credentialId: () => undefined })).toThrow(/wants the credential "Jira/);
	});
});

test("n8n's way of storing executions is undone, cycles included", () => {
	const parsed = parseFlatted('[{"a":"1","self":"0"},["2","3",4],"text",{"deep":"2"}]') as { a: unknown; self: unknown };
	expect(parsed.a).toEqual(['text', { deep: 'text' }, 4]);
	expect(parsed.self).toBe(parsed);
});
