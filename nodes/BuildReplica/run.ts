import type { IDataObject } from 'n8n-workflow';
import { readSource } from '../../engine/readSource';
import type { Jira } from '../../jira/types';
import { emptyOutcome } from '../../sync/outcome';
import type { Outputs } from '../shared/eachItem';
import type { ReplicaOptions } from './options';

/** Builds the replicas of one input item: output 0 holds replicas, output 1 what was not let out and why. */
export async function run(jira: Jira, options: ReplicaOptions, customFields: Record<string, string>): Promise<Outputs> {
	const { wanted } = options;
	const issues = 'idOrKey' in wanted ? [wanted.idOrKey] : (await jira.search(wanted)).map(({ id }) => id);
	const replicas: IDataObject[] = [];
	const skipped: IDataObject[] = [];
	for (const idOrKey of issues) {
		const answer = await readSource(jira, {
			connection: options.connection,
			idOrKey,
			rules: {
				fields: options.fields,
				customFields,
				comments: options.includeInternal ? 'publicAndInternal' : 'public',
			},
			sendSecured: options.sendSecured,
			start: options.start,
			reached: options.reached,
		});
		const common = { connection: options.connection, ...(options.start ? { start: { ...options.start } } : {}) };
		if (answer.kind === 'skipped') {
			const outcome = emptyOutcome('skipped', answer.reason, answer.code);
			skipped.push({ ...common, issue: { id: idOrKey }, outcome: { ...outcome } });
			continue;
		}
		const { id, key } = answer.replica.meta.issue;
		replicas.push({
			...common,
			issue: { id, key },
			replica: answer.replica as unknown as IDataObject,
			twin: answer.replica.meta.twin && { ...answer.replica.meta.twin },
			outcome: null,
			...(options.retry ? { retry: { ...options.retry } } : {}),
		});
	}
	return [replicas, skipped];
}
