import type { Person } from '../people/person.ts';

type Input = Record<string, unknown>;

const text = (input: Input, name: string): string => (typeof input[name] === 'string' ? input[name] : '');

/** What the page can ask a person to do, by name. */
export const ACTS: Record<string, (person: Person, input: Input) => unknown> = {
	create: (person, input) => person.createIssue({
		project: text(input, 'project'), type: text(input, 'type'), summary: text(input, 'summary'),
		...(text(input, 'description') === '' ? {} : { description: text(input, 'description') }),
	}),
	edit: (person, input) => person.editIssue(text(input, 'key'), input.fields as Record<string, unknown>),
	comment: (person, input) => person.addComment(text(input, 'key'), text(input, 'text'), typeof input.internal === 'boolean' ? { internal: input.internal } : {}),
	attach: (person, input) => person.attach(text(input, 'key'), text(input, 'filename') || 'file', Buffer.from(text(input, 'content'), 'base64'), text(input, 'mimeType') || 'application/octet-stream'),
	transition: (person, input) => person.transition(text(input, 'key'), text(input, 'name'), {
		...(text(input, 'comment') === '' ? {} : { comment: text(input, 'comment'), internal: input.internal === true }),
		fields: (input.fields ?? {}) as Record<string, unknown>,
	}),
};
