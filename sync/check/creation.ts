import type { FieldMeta } from '../issue';
import type { CheckFacts, CheckQuestion, Untold } from './facts';
import { cannotTell, fine, problem, type Finding } from './finding';
import { nearNames } from '../nearNames';
import { writtenIds } from './rules';
import { lacks, screensOf } from './screens';

const TYPE = { check: 'issueType', title: 'Issue Type' };
const REQUIRED = { check: 'requiredFields', title: 'Required Fields' };
const ON_CREATE = { check: 'description.create', title: 'Description on the Create Screen' };
const ON_EDIT = { check: 'description.edit', title: 'Description on the Edit Screen' };

/** All that Jira keeps from an account that may not create issues. */
const ALL = [TYPE, REQUIRED, ON_CREATE, ON_EDIT];

/** Always filled: they say what is created, and every issue has a summary. */
const FILLED = ['issuetype', 'project', 'summary'];

/** Names of many types make no sentence. */
const LONGEST_LIST = 30;

/** The issue type that was chosen by name or by id; undefined when the project has none like it. */
export const chosenType = (types: Array<{ id: string; name: string }>, wanted: CheckQuestion['type']): { id: string; name: string } | undefined =>
	types.find((type) => ('id' in wanted ? type.id === wanted.id : type.name.toLowerCase() === wanted.name.toLowerCase()));

/** Whether a counterpart can be created and changed: its type, and what the screens ask for. Nothing where nothing is written. */
export function creationFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	if (!question.writes) return [];
	const wanted = 'id' in question.type ? question.type.id : question.type.name;
	const closed: Untold = { untold: 'Jira tells create screens only to accounts that may create issues.', next: 'Grant Create Issues, then check again.' };
	const { types } = facts;
	if (!question.used.includes('creation')) return changeFindings(facts, question);
	if (lacks(facts, 'CREATE_ISSUES')) return ALL.map((named) => cannotTell(named, closed));
	if (!('told' in types)) return ALL.map((named) => cannotTell(named, types));
	const type = chosenType(types.told, question.type);
	if (!type) {
		const first: Untold = { untold: `There is no issue type ${wanted} whose screens could be looked at.`, next: 'Choose an issue type that exists, then check again.' };
		return [unknownType(wanted, types.told, question.project), ...[REQUIRED, ON_CREATE, ON_EDIT].map((named) => cannotTell(named, first))];
	}
	return [fine(TYPE, `${type.name} (id ${type.id}) exists in ${question.project ?? ''}.`), ...screenFindings(facts, type.name, question)];
}

function unknownType(wanted: string, types: Array<{ id: string; name: string }>, project = ''): Finding {
	const near = nearNames(wanted, types.map(({ name }) => name));
	const list = types.map(({ name }) => name).slice(0, LONGEST_LIST).join(', ') || 'none that the account can see';
	return problem(
		TYPE,
		`${project} has no issue type ${wanted}. It has ${list}.`,
		near.length > 0 ? `Choose ${near.join(' or ')} in Apply Incoming Rules, or add the type to the project.` : 'Choose one of these in Apply Incoming Rules, or add the type to the project.',
	);
}

function screenFindings(facts: CheckFacts, type: string, question: CheckQuestion): Finding[] {
	const { project = '' } = question;
	const { createFields, editFields } = facts;
	const screens = screensOf(facts);
	const filled = (question.rows || question.scripts) && [...FILLED, ...writtenIds(facts, question)];
	// Where rows decide, their own findings say what the screens hold.
	if (filled) return 'told' in createFields ? requiredFindings(createFields.told, type, screens.fields, filled) : [cannotTell(REQUIRED, createFields)];
	const created =
		'told' in createFields
			? [
					...requiredFindings(createFields.told, type, screens.fields),
					onScreen(ON_CREATE, createFields.told.some(({ fieldId }) => fieldId === 'description'), `${type} is created`, 'New counterparts come without description', screens.fieldScreens),
				]
			: [REQUIRED, ON_CREATE].map((named) => cannotTell(named, createFields));
	return [...created, edited(facts, editFields, { type, project, screen: screens.fieldScreens })];
}

/** Where counterparts are changed and never created. Rows have findings of their own, and of another type than the chosen one nothing is known. */
function changeFindings(facts: CheckFacts, question: CheckQuestion): Finding[] {
	const type = 'told' in facts.types ? chosenType(facts.types.told, question.type) : undefined;
	if (!type || question.rows || question.scripts) return [];
	return [edited(facts, facts.editFields, { type: type.name, project: question.project ?? '', screen: screensOf(facts).fieldScreens })];
}

function edited(facts: CheckFacts, fields: CheckFacts['editFields'], { type, project, screen }: { type: string; project: string; screen: string }): Finding {
	if (lacks(facts, 'EDIT_ISSUES')) return cannotTell(ON_EDIT, { untold: 'Jira tells edit screens only to accounts that may edit issues.', next: 'Grant Edit Issues, then check again.' });
	if (!('told' in fields)) return cannotTell(ON_EDIT, fields);
	if (fields.told === undefined) {
		return cannotTell(ON_EDIT, { untold: `${project} has no ${type} yet whose edit screen could be looked at.`, next: `Check again when there is one; until then look at the screens of the project: ${screen}.` });
	}
	return onScreen(ON_EDIT, fields.told.some(({ fieldId }) => fieldId === 'description'), `${type} is edited`, 'A changed description does not reach counterparts', screen);
}

const onScreen = (named: typeof ON_EDIT, there: boolean, moment: string, without: string, screen: string): Finding =>
	there
		? fine(named, `Description is on the screen on which a ${moment}.`)
		: problem(named, `Description is not on the screen on which a ${moment}. ${without}.`, `Add Description to that screen: ${screen}.`);

/** @param filledByRows what rows fill; undefined for Basic rules */
function requiredFindings(fields: FieldMeta[], type: string, screen: string, filledByRows?: string[]): Finding[] {
	const [filled, rules] = filledByRows ? [filledByRows, 'the rules do'] : [FILLED, 'Basic rules do'];
	const missing = fields.filter(({ fieldId, required, hasDefaultValue }) => required && !hasDefaultValue && !filled.includes(fieldId));
	if (missing.length === 0) return [fine(REQUIRED, `A new ${type} asks for nothing that ${rules} not fill.`)];
	return missing.map((field) => requiredFinding(field, type, screen, rules));
}

function requiredFinding({ fieldId, name, allowedValues }: FieldMeta, type: string, screen: string, rules: string): Finding {
	const named = { check: `requiredFields.${fieldId}`, title: `Required Field ${name}` };
	if (fieldId === 'description') {
		return problem(named, `A new ${type} must have a description, and an issue without one cannot be brought over.`, `Make Description optional, or give it a default: ${screen}.`);
	}
	if (fieldId === 'parent') return problem(named, `A new ${type} must have a parent, and Basic rules give none.`, 'Choose an issue type that is no sub-task.');
	const choices = allowedValues === undefined ? 'It takes any value' : `It has ${allowedValues.length} allowed ${allowedValues.length === 1 ? 'value' : 'values'}`;
	return problem(
		named,
		`A new ${type} must have ${name} (${fieldId}), and ${rules} not fill it: no counterpart can be created. ${choices}.`,
		`Let Mapping or a Script in Apply Incoming Rules fill ${name}. Or give it a default value or make it optional for ${type}: ${screen}. Or choose another issue type.`,
	);
}
