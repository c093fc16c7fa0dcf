import { saveCredential, testCredential } from '../../host/credentials.ts';
import { PACKAGE } from '../../host/installPackage.ts';
import { credentialsOf, STEP, useN8n, useSandbox } from './support/useN8n';

const n8n = useN8n();
const sandbox = useSandbox();

describe('n8n knows the installed package', () => {
	test('all five nodes, under the names the templates use', async () => {
		const nodes = await n8n().rest.get<Array<{ name: string }>>('/types/nodes.json');
		const ours = nodes.map(({ name }) => name).filter((name) => name.startsWith(`${PACKAGE}.`) && !name.endsWith('Tool'));
		expect(ours.sort()).toEqual(
			['applyIncomingRules', 'buildReplica', 'jiraSyncTrigger', 'transition', 'twinLookup'].map((name) => `${PACKAGE}.${name}`),
		);
	});

	test('all four credentials', async () => {
		const types = await n8n().rest.get<Array<{ name: string }>>('/types/credentials.json');
		const ours = types.map(({ name }) => name).filter((name) => name.startsWith('jiraSync'));
		expect(ours.sort()).toEqual(['jiraSyncCloudApi', 'jiraSyncCloudSourceApi', 'jiraSyncDataCenterApi', 'jiraSyncDataCenterSourceApi']);
	});
});

describe('the Test button of the credentials', () => {
	const credential = () => credentialsOf(sandbox()).find(({ name }) => name === 'Jira Desk')!;

	test('says OK for an account the site knows', async () => {
		const id = await saveCredential(n8n().rest, credential());
		expect(await testCredential(n8n().rest, id, credential())).toMatchObject({ status: 'OK' });
	}, STEP);

	test('names the fault of a wrong token', async () => {
		const wrong = { ...credential(), name: 'Wrong', data: { ...credential().data, apiToken: 'not-the-token' } };
		const id = await saveCredential(n8n().rest, wrong);
		expect(await testCredential(n8n().rest, id, wrong)).toEqual({ status: 'Error', message: expect.stringMatching(/token|authori[sz]|401/i) });
	}, STEP);
});
