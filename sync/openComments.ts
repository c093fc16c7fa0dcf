import omit from 'lodash/omit';
import { withoutOpening } from '../content/openingWords';
import type { Replica, ReplicaComment } from './replica';

/**
 * A replica in which comments that begin with these words are open: their copies are shown to the customers of a service project although
 * others are not, and the words are left out. What is internal or restricted at the other side is never opened, and what a replica itself
 * says of open comments does not count.
 *
 * @param words empty: none are
 */
export const withOpenComments = (replica: Replica, words: string): Replica =>
	replica.comments ? { ...replica, comments: replica.comments.map((comment) => opened(omit(comment, 'open'), words)) } : replica;

function opened(comment: ReplicaComment, words: string): ReplicaComment {
	const body = words !== '' && comment.public ? withoutOpening(comment.body, words) : undefined;
	return body ? { ...comment, body, open: true } : comment;
}
