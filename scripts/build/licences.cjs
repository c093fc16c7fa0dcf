const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** The package that a bundled file belongs to, as a path; undefined for our own files. */
const packageOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/**
 * The licences of all packages that are inside the bundles, which they demand to be passed on.
 *
 * @param inputs files by path, as esbuild lists them
 * @returns one text, in which packages of one licence stand together
 * @throws when a package has no text of its licence
 */
function licencesOf(inputs) {
	const byText = new Map();
	for (const folder of new Set(inputs.map(packageOf).filter(Boolean))) {
		const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) ?? sharedLicence(folder);
		if (!file) throw new Error(`${name} has no text of its licence.`);
		const text = readFileSync(join(folder, file), 'utf8').trim();
		byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`].sort());
	}
	const parts = [...byText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`).sort();
	return ['The files of this package contain the packages below.\n', ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Packages of one repository may carry its licence in the main one only. */
function sharedLicence(folder) {
	const scope = /node_modules\/@([^/]+)\//.exec(folder)?.[1];
	return scope && ['LICENSE.txt', 'LICENSE', 'LICENSE.md'].map((name) => join('..', '..', scope, name)).find((path) => existsSync(join(folder, path)));
}

module.exports = { licencesOf };
