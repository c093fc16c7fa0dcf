import { textOf } from '../adf/read.ts';
import { wikiOf } from '../adf/wiki.ts';
import type { Account, FieldOption, Issue, Json } from '../model.ts';
import type { Site } from '../site.ts';
import { findAccount, issueTypeOf, namedOf, projectOf } from '../site.ts';
import { componentView, issueTypeView, linkedIssueView, namedView, optionView, priorityView, resolutionView, statusView, versionView } from '../views/objects.ts';
import type { ApiVersion } from '../views/people.ts';
import { personView } from '../views/people.ts';
import { jiraTime } from '../views/time.ts';
import type { Field } from './field.ts';

const strings = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

export interface Looking {
	site: Site;
	viewer: Account;
	/** 2 turns rich text into wiki strings, as in webhook bodies. */
	version: ApiVersion;
}

/** A stored value as REST shows it. */
export function shown(field: Field, issue: Issue, { site, viewer, version }: Looking): unknown {
	const stored = issue.values[field.id] ?? null;
	const project = projectOf(site, issue);
	if (field.schema.type === 'array' && stored === null) return [];
	switch (field.kind) {
		case 'richText': return version === 2 ? wikiOf(stored, (mediaId) => issue.attachments.find((file) => file.mediaId === mediaId)?.filename) : stored;
		case 'datetime': return typeof stored === 'number' ? jiraTime(stored, viewer.timeZone) : null;
		case 'user': return personView(site, stored as string | null, viewer, version);
		case 'users': return strings(stored).map((id) => personView(site, id, viewer, version));
		case 'priority': return priorityView(site, namedOf(site.data.priorities, stored), version);
		case 'resolution': return resolutionView(site, namedOf(site.data.resolutions, stored), version);
		case 'security': return namedView(site, 'securitylevel', project.securityLevels.find((one) => one.id === stored), version);
		case 'issuetype': return issueTypeView(site, String(stored), version);
		case 'status': return statusView(site, String(stored), version);
		case 'parent': return typeof stored === 'string' && site.data.issues[stored] ? linkedIssueView(site, site.data.issues[stored], version) : undefined;
		case 'components': return project.components.filter((one) => strings(stored).includes(one.id)).map((one) => componentView(site, one, version));
		case 'versions': return project.versions.filter((one) => strings(stored).includes(one.id)).map((one) => versionView(site, one, version));
		case 'version': return project.versions.filter((one) => one.id === stored).map((one) => versionView(site, one, version))[0] ?? null;
		case 'option': return optionsOf(field, [stored]).map((one) => optionView(site, one, version))[0] ?? null;
		case 'options': return optionsOf(field, strings(stored)).map((one) => optionView(site, one, version));
		case 'cascade': return cascadeShown(field, stored, site, version);
		default: return stored;
	}
}

function cascadeShown(field: Field, stored: Json, site: Site, version: ApiVersion): unknown {
	const [parent, child] = cascadeOf(field, stored);
	if (!parent) return null;
	return { ...optionView(site, parent, version), ...(child ? { child: optionView(site, child, version) } : {}) };
}

export function optionsOf(field: Field, ids: Json[]): FieldOption[] {
	return (field.custom?.options ?? []).filter((option) => ids.includes(option.id));
}

export function cascadeOf(field: Field, stored: Json): FieldOption[] {
	const [parentId, childId] = strings(stored);
	const parent = field.custom?.options?.find((option) => option.id === parentId);
	const child = parent?.children?.find((option) => option.id === childId);
	return parent ? [parent, ...(child ? [child] : [])] : [];
}

export interface Trace {
	id: string | null;
	text: string | null;
}

/** A stored value as the change history writes it: an id where there is one, and words. */
export function traceOf(field: Field, stored: Json, issue: Issue, site: Site): Trace {
	if (stored === null || (Array.isArray(stored) && stored.length === 0)) return { id: null, text: field.schema.type === 'array' ? '' : null };
	const project = projectOf(site, issue);
	switch (field.kind) {
		case 'richText': return { id: null, text: textOf(stored) };
		case 'user': return { id: String(stored), text: findAccount(site, String(stored))?.displayName ?? null };
		case 'users': return { id: `[${strings(stored).join(', ')}]`, text: strings(stored).map((id) => findAccount(site, id)?.displayName ?? id).join(', ') };
		case 'priority': return { id: String(stored), text: namedOf(site.data.priorities, stored)?.name ?? null };
		case 'resolution': return { id: String(stored), text: namedOf(site.data.resolutions, stored)?.name ?? null };
		case 'security': return { id: String(stored), text: project.securityLevels.find((one) => one.id === stored)?.name ?? null };
		case 'issuetype': return { id: String(stored), text: issueTypeOf(site, String(stored)).name };
		case 'parent': return { id: String(stored), text: site.data.issues[String(stored)]?.key ?? null };
		case 'labels': return { id: null, text: strings(stored).join(' ') };
		case 'option': return { id: String(stored), text: optionsOf(field, [stored])[0]?.value ?? null };
		case 'options': return { id: `[${strings(stored).join(', ')}]`, text: optionsOf(field, strings(stored)).map((one) => one.value).join(',') };
		case 'cascade': {
			const [parent, child] = cascadeOf(field, stored);
			return { id: String(child?.id ?? parent?.id), text: `Parent values: ${parent?.value}(${parent?.id})${child ? `Level 1 values: ${child.value}(${child.id})` : ''}` };
		}
		case 'components': return joined(project.components, stored);
		case 'versions': return joined(project.versions, stored);
		case 'version': return joined(project.versions, [stored]);
		case 'datetime': return { id: new Date(Number(stored)).toISOString(), text: new Date(Number(stored)).toISOString() };
		case 'date': return { id: String(stored), text: String(stored) };
		default: return { id: null, text: String(stored) };
	}
}

function joined(known: Array<{ id: string; name: string }>, stored: Json): Trace {
	const found = known.filter((one) => strings(stored).includes(one.id));
	return { id: found.map((one) => one.id).join(','), text: found.map((one) => one.name).join(',') };
}
