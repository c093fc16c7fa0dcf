import { readHeld } from '../cloud/setup';
import type { JiraPort } from '../port';
import type { Jira } from '../types';

/** `GET /mypermissions` of a Data Center takes no list of permissions: it answers all it knows (document of 10.3). */
export const dataCenterPermissions = (port: JiraPort): Pick<Jira, 'readPermissions'> => ({
	async readPermissions(keys, project) {
		const answer = await port.request({
			method: 'GET',
			path: '/rest/api/2/mypermissions',
			query: { projectKey: project },
		});
		return readHeld(answer.body, keys);
	},
});
