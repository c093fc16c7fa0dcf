import { isOwnKey } from './connection';
import type { JiraComment } from './issue';
import type { Replica, ReplicaComment } from './replica';
import { asObject, asText } from './values';

/** The comment that a person wrote, of which everything else is a copy. */
export interface Origin {
	site: string;
	id: string;
}

/**
 * What a comment is a copy of, however many connections it has come through: its properties tell, which people cannot edit away. Undefined
 * for a comment that is none, and for one whose properties were not read.
 */
export function originOf({ properties = {} }: Pick<JiraComment, 'properties'>): Origin | undefined {
	for (const key of Object.keys(properties).filter(isOwnKey)) {
		const { root, ...from } = asObject(properties[key]);
		const { site, id } = asObject(root ?? from);
		if (asText(site) && asText(id)) return { site: asText(site), id: asText(id) };
	}
	return undefined;
}

/** The same of a comment that arrives: one that was not relayed was written where it comes from. */
export const arrivingOrigin = ({ meta }: Replica, { id, root }: ReplicaComment): Origin => root ?? { site: meta.site.id, id };

/** One text for each origin, for comparing. */
export const originKey = ({ site, id }: Origin): string => `${site} ${id}`;
