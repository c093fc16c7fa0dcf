/** Paths that Jira reads by POST, because the question is too long for an address: they change nothing. */
export const READS_BY_POST = /\/(search\/jql|search\/approximate-count|comment\/list|issue\/bulkfetch|jql\/match)$/;
