import type { Looking } from '../fields/shown.ts';
import type { History } from '../model.ts';
import { personView } from './people.ts';
import { jiraTime } from './time.ts';

export function historyView(history: History, { site, viewer, version }: Looking): Record<string, unknown> {
	return {
		id: history.id,
		author: personView(site, history.authorId, viewer, version),
		created: jiraTime(history.created, viewer.timeZone),
		items: history.items,
		...(history.historyMetadata ? { historyMetadata: history.historyMetadata } : {}),
	};
}
