import type { JiraPort, PortRequest } from '../port';

/**
 * A port on which the v3 functions of jira.js reach the v2 API of a Data Center. Most resources
 * have the same path and shape there; the others have files of their own in this folder.
 */
export function onVersion2(port: JiraPort): JiraPort {
	const toV2 = (path: string): string => path.replace(/^\/rest\/api\/3\//, '/rest/api/2/');
	return {
		...port,
		request: (ask: PortRequest) => port.request({ ...ask, path: toV2(ask.path) }),
		sendRequest: (call) => port.sendRequest({ ...call, url: toV2(call.url) }),
	};
}
