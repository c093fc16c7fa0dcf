import type { Rest } from './rest.ts';

export interface CredentialToSave {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

interface SavedCredential {
	id: string;
	name: string;
	type: string;
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export const listCredentials = (rest: Rest) => rest.get<SavedCredential[]>('/rest/credentials');

/** Creates the credential, or gives the one with this name and type the new data. Returns its id. */
export async function saveCredential(rest: Rest, credential: CredentialToSave): Promise<string> {
	const known = (await listCredentials(rest)).find(({ name, type }) => name === credential.name && type === credential.type);
	if (known) await rest.patch(`/rest/credentials/${known.id}`, credential);
	const { id } = known ?? (await rest.post<SavedCredential>('/rest/credentials', credential));
	return id;
}

/** What the Test button of a saved credential does, with the given data in place of the saved. */
export const testCredential = (rest: Rest, id: string, credential: CredentialToSave) =>
	rest.post<CredentialTestResult>('/rest/credentials/test', { credentials: { id, ...credential } });
