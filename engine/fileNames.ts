import type { Jira } from '../jira/types';

/** A file with the name under which this site keeps it, or would. */
export const asKept = <File extends { name: string }>(jira: Pick<Jira, 'fileName'>, file: File): File => ({ ...file, name: jira.fileName(file.name) });
