import { existsSync, readFileSync } from 'fs';
import { resolve } from 'path';

import Ajv from 'ajv-draft-04';

const folder = process.env.JIRA_OPENAPI_DIR ?? resolve(__dirname, '../../../shared/jira');
const file = resolve(folder, 'adf-schema-v1-full.json');

/** `describe` where Atlassian's ADF schema is at hand; skipped, with the reason in its title, where it is not. */
export const describeWithSchema: (title: string, tests: () => void) => void = existsSync(file)
	? describe
	: (title, tests) => describe.skip(`${title} (skipped: no ${file})`, tests);

let compiled: ((value: unknown) => boolean) | undefined;

export function expectValid(document: unknown): void {
	const validate = (compiled ??= new Ajv({ strict: false, logger: false, validateFormats: false }).compile(
		JSON.parse(readFileSync(file, 'utf8')) as object,
	));
	if (validate(document)) return;
	throw new Error(`not valid ADF: ${JSON.stringify(document)}`);
}
