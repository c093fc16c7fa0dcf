import { act, element, labelled, select } from './elements.js';

/** Opens a form above the page; it stays as typed while the page refreshes beneath. */
function open(title, testId, fields, submitText, submit) {
	const form = element('form', { method: 'dialog' });
	const dialog = element('dialog', { 'aria-label': title, 'data-testid': testId, onclose: () => dialog.remove() }, form);
	form.append(
		element('h2', {}, title),
		...fields,
		element('div', { class: 'buttons' },
			element('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, 'Cancel'),
			element('button', { type: 'submit', 'data-testid': 'dialog-submit' }, submitText)),
	);
	form.addEventListener('submit', async (event) => {
		event.preventDefault();
		if (await submit(new FormData(form))) dialog.close();
	});
	document.body.append(dialog);
	dialog.showModal();
}

function controlFor(field) {
	const attributes = { name: field.id, required: field.required, 'data-testid': `field-${field.id}` };
	if (field.kind === 'comment') return element('textarea', { ...attributes, rows: 3 });
	if (field.kind === 'richText') return element('textarea', { ...attributes, rows: 4 });
	if (!field.choices) return element('input', { ...attributes, type: { number: 'number', date: 'date' }[field.kind] ?? 'text' });
	return select(field.required ? field.choices : [['', '—'], ...field.choices], attributes);
}

export function openTransition(site, person, issue, transition) {
	const asksComment = transition.screen.some((field) => field.id === 'comment');
	const fields = transition.screen.map((field) => labelled(field.name + (field.required ? ' (required)' : ''), controlFor(field)));
	if (asksComment && issue.mayCommentInternally) fields.push(visibilityChoice());
	open(`${transition.name}: ${issue.key}`, `transition-${issue.key}`, fields, transition.name, (data) => {
		const values = {};
		for (const field of transition.screen) {
			const value = data.get(field.id);
			if (field.id === 'comment' || value === null || value === '') continue;
			values[field.id] = field.kind === 'number' ? Number(value) : ['options', 'versions'].includes(field.kind) ? [value] : value;
		}
		return act(site.name, 'transition', { as: person(), key: issue.key, name: transition.name, comment: data.get('comment') ?? '', internal: data.get('visibility') === 'internal', fields: values });
	});
}

export function visibilityChoice() {
	const option = (value, text, checked) => element('label', { class: `choice ${value}` },
		element('input', { type: 'radio', name: 'visibility', value, checked, 'data-testid': `visibility-${value}` }), text);
	return element('fieldset', { class: 'visibility' }, element('legend', {}, 'Who sees it'), option('public', 'Public: the customer too', true), option('internal', 'Internal: agents only', false));
}

export function openCreate(site, person) {
	const project = select(site.projects.map((one) => [one.key, `${one.name} (${one.key})`]), { name: 'project', 'data-testid': 'create-project' });
	const type = select([], { name: 'type', 'data-testid': 'create-type' });
	const offerTypes = () => type.replaceChildren(...select(site.projects.find((one) => one.key === project.value)?.types ?? []).children);
	project.addEventListener('change', offerTypes);
	offerTypes();
	open(`Create an issue on ${site.title}`, `create-${site.name}`, [
		labelled('Project', project),
		labelled('Type', type),
		labelled('Summary', element('input', { name: 'summary', required: true, maxlength: 255, 'data-testid': 'create-summary' })),
		labelled('Description', element('textarea', { name: 'description', rows: 4, 'data-testid': 'create-description' })),
	], 'Create', (data) => act(site.name, 'create', { as: person(), ...Object.fromEntries(data) }));
}

export function openEdit(site, person, issue) {
	const summary = element('input', { name: 'summary', required: true, maxlength: 255, 'data-testid': 'edit-summary' });
	const description = element('textarea', { name: 'description', rows: 6, 'data-testid': 'edit-description' });
	summary.value = issue.summary;
	description.value = issue.description;
	open(`Edit ${issue.key}`, `edit-${issue.key}`, [labelled('Summary', summary), labelled('Description', description)], 'Save', () => {
		// Only what was changed is sent: an untouched description keeps its formatting.
		const fields = {};
		if (summary.value !== issue.summary) fields.summary = summary.value;
		if (description.value !== issue.description) fields.description = description.value === '' ? null : description.value;
		return Object.keys(fields).length === 0 ? true : act(site.name, 'edit', { as: person(), key: issue.key, fields });
	});
}
