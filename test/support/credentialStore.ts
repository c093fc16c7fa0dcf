import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
} from 'n8n-workflow';
import { JiraSyncCloudApi } from '../../credentials/JiraSyncCloudApi.credentials';
import { JiraSyncCloudSourceApi } from '../../credentials/JiraSyncCloudSourceApi.credentials';
import { JiraSyncDataCenterApi } from '../../credentials/JiraSyncDataCenterApi.credentials';
import { JiraSyncDataCenterSourceApi } from '../../credentials/JiraSyncDataCenterSourceApi.credentials';

const TYPES: ICredentialType[] = [
	new JiraSyncCloudApi(),
	new JiraSyncCloudSourceApi(),
	new JiraSyncDataCenterApi(),
	new JiraSyncDataCenterSourceApi(),
];

export const credentialType = (name: string): ICredentialType => {
	const found = TYPES.find((type) => type.name === name);
	if (!found) throw new Error(`No credential type ${name}`);
	return found;
};

/** Credentials by name, asked and kept the way n8n does it: what `preAuthentication` finds is stored. */
export class CredentialStore extends ICredentialsHelper {
	constructor(readonly stored: Record<string, ICredentialDataDecryptedObject>) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getDecrypted(_data: unknown, details: INodeCredentialsDetails): Promise<ICredentialDataDecryptedObject> {
		const found = this.stored[details.name];
		if (!found) throw new Error(`No credential ${details.name}`);
		return { siteFacts: '', ...found };
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: { credentials?: Record<string, INodeCredentialsDetails> },
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = credentialType(typeName);
		if (!type.preAuthentication || (credentials.siteFacts !== '' && !expired)) return undefined;
		const found = await type.preAuthentication.call(helpers, credentials);
		if (found.siteFacts === undefined) return undefined;
		const name = node.credentials?.[typeName]?.name;
		if (name && this.stored[name]) Object.assign(this.stored[name], found);
		return Object.assign(credentials, found) as ICredentialDataDecryptedObject;
	}

	runPreAuthentication = (): never => this.unused();

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = credentialType(typeName);
		return typeof authenticate === 'function' ? await authenticate(credentials, options) : options;
	}

	getCredentials = (): never => this.unused();
	getCredentialsProperties = () => [];
	updateCredentials = (): never => this.unused();
	updateCredentialsOauthTokenData = (): never => this.unused();

	private unused(): never {
		throw new Error('Not part of what nodes ask for');
	}
}
