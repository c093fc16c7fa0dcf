/** Every kind of write that the engine sends: each must survive each kind of trouble. */
export const WRITES = [
	'add comment', 'claim content', 'claim creation', 'claim move', 'create issue', 'delete comment', 'delete file', 'edit comment', 'edit fields',
	'move', 'record', 'remote link', 'traces', 'upload',
] as const;
export type WriteKind = (typeof WRITES)[number];

const READS_BY_POST = /\/(search\/jql|comment\/list|issue\/bulkfetch|jql\/match)$/;

export const isWrite = (method: string, path: string): boolean => method !== 'GET' && !READS_BY_POST.test(path);

/** What kind of write a request is; undefined for reads and for what only tidies up. */
export function writeKind(method: string, path: string): WriteKind | undefined {
	if (!isWrite(method, path)) return undefined;
	if (/\/rest\/api\/3\/issue$/.test(path)) return 'create issue';
	if (/\/comment(\/\d+)?$/.test(path)) return method === 'POST' ? 'add comment' : method === 'PUT' ? 'edit comment' : 'delete comment';
	if (/\/attachment\/\d+$/.test(path)) return 'delete file';
	if (/\/attachments$/.test(path)) return 'upload';
	if (/\/transitions$/.test(path)) return 'move';
	if (/\/remotelink$/.test(path)) return 'remote link';
	if (/\/user\/properties\//.test(path)) return method === 'PUT' ? 'claim creation' : undefined;
	const property = /\/issue\/[^/]+\/properties\/([^/]+)$/.exec(path)?.[1];
	if (property !== undefined) {
		if (method !== 'PUT') return undefined;
		if (/\.[cf]\.\d+(\.\d+)?$/.test(property)) return 'claim content';
		if (/\.m\.[A-Za-z]+-\d+(\.\d+)?$/.test(property)) return 'claim move';
		return /\.t\d+$/.test(property) ? 'traces' : 'record';
	}
	return method === 'PUT' ? 'edit fields' : undefined;
}
