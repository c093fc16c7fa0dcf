import type { CheckFacts, CheckQuestion, SeenTransitions } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { nearNames } from '../nearNames';
import { lacks } from './screens';

/** Whether each named transition is anywhere in the workflows of the project. Nothing where nothing is moved. */
export function transitionFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	if (!question.writes || !question.used.includes('transitions')) return [];
	return question.transitions.map((wanted) => {
		const named = { check: `transition.${wanted}`, title: `Transition ${wanted}` };
		if (lacks(facts, 'TRANSITION_ISSUES')) {
			return cannotTell(named, { untold: 'Jira shows transitions only to accounts that may make them.', next: 'Grant Transition Issues, then check again.' });
		}
		return 'told' in facts.transitions ? finding(wanted, named, facts.transitions.told) : cannotTell(named, facts.transitions);
	});
}

function finding(wanted: string, named: Pick<Finding, 'check' | 'title'>, { transitions, unseen }: SeenTransitions): Finding {
	const found = transitions.filter(({ id, name }) => name === wanted || id === wanted);
	const [first] = found;
	if (first) return fine(named, `${first.name} (id ${found.map(({ id }) => id).join(', ')}) leads to ${[...new Set(found.map(({ to }) => to.name))].join(' or ')}.`);
	const names = [...new Set(transitions.map(({ name }) => name))];
	const near = nearNames(wanted, names);
	const meant = near.length > 0 ? ` Is ${near.join(' or ')} meant? Upper and lower case count.` : '';
	// REST tells transitions of issues only: a status without issues hides what leads out of it.
	if (unseen.length > 0 && !near.some((name) => name.toLowerCase() === wanted.toLowerCase())) {
		return cannotTell(named, {
			untold: `No issue offers ${wanted} to the account now. ${statuses(unseen)}.`,
			next: `Look at the workflow of the project, or check again when an issue is there.${meant}`,
		});
	}
	return problem(
		named,
		`No issue of the project offers ${wanted} to the account. It sees ${names.join(', ') || 'no transition at all'}.`,
		`Correct the name in the node Transition, or add the transition to the workflow.${meant}`,
	);
}

/** Statuses of a big workflow make no sentence. */
const MOST = 10;

const statuses = (unseen: string[]): string =>
	`Nobody can tell what leads out of ${unseen.slice(0, MOST).join(', ')}${unseen.length > MOST ? ` and ${unseen.length - MOST} more` : ''}, where no issue is`;
