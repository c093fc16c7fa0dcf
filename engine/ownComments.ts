import { toAdf } from '../content/richText';
import { fingerprint } from '../content/fingerprint';
import type { Jira } from '../jira/types';
import type { RuleDecision } from '../sync/fieldChange';
import type { ContentOutcome } from '../sync/outcome';
import type { ReplicaComment } from '../sync/replica';
import { writeComments, type CommentTask } from './writeComments';

/**
 * Comments in the rules' own words, each text once for an issue: by the same claims and traces as every copy. One that
 * somebody has taken away is not written again.
 *
 * @throws as writeComments
 */
export async function writeOwnComments(jira: Jira, task: Omit<CommentTask, 'bare' | 'internal'> & { canHide: boolean }, own: RuleDecision['ownComments']): Promise<ContentOutcome[]> {
	const { issue, builtAt } = task.replica.meta;
	const outcomes: ContentOutcome[] = [];
	for (const { text, internal, rule } of own) {
		const id = `rule-${fingerprint(text)}`;
		if (Object.hasOwn(task.traces.comments, id)) continue;
		const body = { format: 'adf' as const, document: toAdf({ format: 'wiki', text: escaped(text) }) };
		const comment: ReplicaComment = { id, author: { id: '', name: '' }, created: builtAt, updated: builtAt, body, public: !internal, url: issue.url };
		const written = await writeComments(jira, { ...task, internal: internal && task.canHide, bare: true }, [{ kind: 'add', comment }]);
		outcomes.push(...written.map((each) => ({ reason: rule, ...each })));
	}
	return outcomes;
}

/** A rule writes words, not markup. */
const escaped = (text: string): string => text.replace(/[\\{}[\]*_|^~+!-]/g, '\\$&');
