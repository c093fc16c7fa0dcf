import { openEdit, openTransition, visibilityChoice } from './dialogs.js';
import { act, day, element, fill, labelled, size, tell } from './elements.js';

const MAX_PAGE_FILE = 5 * 1024 * 1024;

/** One issue. The card is made once; `show` refreshes what is read and leaves what is being typed alone. */
export function issueCard(site, key, person, startOpen) {
	let issue;
	const parts = Object.fromEntries(['facts', 'actions', 'description', 'files', 'links', 'comments'].map((name) => [name, element('div', { class: name })]));
	const heading = element('summary', {});
	const forms = element('div', { class: 'forms' });
	const details = element('details', { open: startOpen }, heading, parts.facts, parts.actions, parts.description, parts.files, parts.links, parts.comments, forms);
	const card = element('article', { 'data-testid': `issue-${key}`, 'aria-label': key, id: `${site.name}/${key}` }, details);

	const comment = element('form', { class: 'comment-form' },
		labelled(`Add a comment to ${key}`, element('textarea', { name: 'text', rows: 2, required: true, 'data-testid': `comment-text-${key}` })),
		element('div', { class: 'row' }, element('button', { type: 'submit', 'data-testid': `comment-submit-${key}` }, 'Add comment')));
	comment.addEventListener('submit', async (event) => {
		event.preventDefault();
		const data = new FormData(comment);
		const internal = issue.mayCommentInternally ? { internal: data.get('visibility') === 'internal' } : {};
		if (await act(site.name, 'comment', { as: person(), key, text: data.get('text'), ...internal })) comment.reset();
	});
	const file = element('input', { type: 'file', 'data-testid': `file-${key}`, 'aria-label': `Add a file to ${key}` });
	file.addEventListener('change', async () => {
		const chosen = file.files[0];
		if (!chosen) return;
		if (chosen.size > MAX_PAGE_FILE) return void tell('The page takes files up to 5 MB.');
		const content = await base64(chosen);
		if (await act(site.name, 'attach', { as: person(), key, filename: chosen.name, mimeType: chosen.type, content })) file.value = '';
	});
	const attach = element('div', { class: 'attach' }, labelled('Add a file', file));
	let hasChoice = false;

	const show = (next) => {
		issue = next;
		fill(heading, [key, issue.summary, issue.status, issue.statusCategory, issue.resolution], () => [
			element('span', { class: 'key' }, key),
			element('span', { class: 'summary-text', 'data-testid': `summary-${key}` }, issue.summary),
			element('span', { class: `status ${issue.statusCategory}`, 'data-testid': `status-${key}` }, issue.status),
			issue.resolution ? element('span', { class: 'resolution', 'data-testid': `resolution-${key}` }, issue.resolution) : null,
		].filter(Boolean));
		fill(parts.facts, [issue.type, issue.assignee, issue.reporter, issue.priority, issue.labels, issue.fields, issue.updated, site.names], () => facts(issue, site));
		fill(parts.actions, [issue.transitions, issue.mayEdit], () => [
			...issue.transitions.map((transition) => element('button', { type: 'button', onclick: () => start(transition) }, transition.name)),
			...(issue.mayEdit ? [element('button', { type: 'button', class: 'plain', onclick: () => openEdit(site, person, issue) }, 'Edit')] : []),
		]);
		fill(parts.description, [issue.description], () => element('p', { class: 'text', 'data-testid': `description-${key}` }, issue.description || 'No description.'));
		fill(parts.files, [issue.files, person()], () => files(issue, site, person()));
		fill(parts.links, [issue.remoteLinks, issue.links], () => links(issue));
		fill(parts.comments, [issue.comments, site.names], () => comments(issue, site));
		if (issue.mayCommentInternally !== hasChoice) {
			hasChoice = issue.mayCommentInternally;
			comment.querySelector('.visibility')?.remove();
			if (hasChoice) comment.querySelector('.row').prepend(visibilityChoice());
		}
		const wanted = [issue.mayComment ? comment : null, issue.mayAttach ? attach : null].filter(Boolean);
		if (forms.children.length !== wanted.length) forms.replaceChildren(...wanted);
	};
	const start = (transition) => {
		if (transition.screen.length > 0) openTransition(site, person, issue, transition);
		else void act(site.name, 'transition', { as: person(), key, name: transition.name });
	};
	return { card, show, details };
}

function facts(issue, site) {
	const who = (handle) => (handle ? site.names[handle] ?? handle : 'nobody');
	const rows = [['Type', issue.type], ['Assignee', who(issue.assignee)], ['Reporter', who(issue.reporter)], ['Priority', issue.priority ?? 'none'], ['Labels', issue.labels.join(', ')], ...Object.entries(issue.fields), ['Updated', day(issue.updated)]];
	return element('dl', {}, rows.filter(([, value]) => value !== '').map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

function files(issue, site, handle) {
	if (issue.files.length === 0) return [];
	return [element('h3', {}, 'Files'), element('ul', {}, issue.files.map((file) => element('li', { 'data-testid': `file-${issue.key}-${file.name}` },
		element('a', { href: `/page/api/${site.name}/file/${issue.key}/${file.id}?as=${encodeURIComponent(handle)}`, download: file.name }, file.name),
		element('span', { class: 'quiet' }, ` ${size(file.size)}, by ${site.names[file.author] ?? file.author}`))))];
}

function links(issue) {
	const remote = issue.remoteLinks.map((link) => element('li', {},
		/^https?:/.test(link.object.url) ? element('a', { href: link.object.url, rel: 'noreferrer' }, link.object.title) : link.object.title,
		element('span', { class: 'quiet' }, ` ${link.relationship ?? 'linked'}`)));
	const local = issue.links.map((link) => element('li', {}, `${link.type} (${link.direction}): ${link.key}`));
	return remote.length + local.length === 0 ? [] : [element('h3', {}, 'Links'), element('ul', {}, remote, local)];
}

function comments(issue, site) {
	if (issue.comments.length === 0) return [element('p', { class: 'quiet' }, 'No comments.')];
	return [element('h3', {}, `Comments (${issue.comments.length})`), element('ol', {}, issue.comments.map((comment) => {
		const kind = comment.visibility ? comment.visibility : comment.public ? 'Public' : 'Internal';
		const shown = issue.serviceProject || comment.visibility;
		return element('li', { class: comment.public && !comment.visibility ? 'public' : 'internal', 'data-testid': `comment-${comment.id}` },
			element('div', { class: 'by' }, element('strong', {}, site.names[comment.author] ?? comment.author), ` ${day(comment.created)} `, shown ? element('span', { class: 'kind' }, kind) : null),
			element('p', { class: 'text' }, comment.text));
	}))];
}

async function base64(file) {
	const bytes = new Uint8Array(await file.arrayBuffer());
	let binary = '';
	for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return btoa(binary);
}
