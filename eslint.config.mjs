import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Sources of what ships, and what ships. */
const SHIPPED = ['nodes/**/*.ts', 'credentials/**/*.ts', 'rules/**/*.ts', 'sync/**/*.ts', 'content/**/*.ts', 'jira/**/*.ts', 'engine/**/*.ts', 'memory/**/*.ts'];
const RUN_BY_NODE = ['host/**/*.ts', 'sandbox/**/*.ts', 'scripts/**/*.ts'];
const BUILT = ['dist/**/*.js'];
const community = n8nCommunityNodesPlugin.configs.recommended;

/**
 * Rules of eslint-plugin-n8n-nodes-base that are off, as in n8n's own configuration of it for
 * community packages; the scanner for community packages leaves them out as well.
 */
const OFF_FOR_CREDENTIALS = {
	// Wants a slug of n8n's documentation; a community package has an address of its own.
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	// Superseded by the community rule, which knows more names.
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};
const OFF_FOR_NODES = {
	// Know only the text 'main', where n8n now wants NodeConnectionTypes.Main.
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	// Forbids maxValue, which n8n supports.
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

export default tseslint.config(
	globalIgnores(['node_modules', 'host/node_modules', '.data', '.tools', 'tools', 'coverage', 'sandbox/page/**']),
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
		},
	},
	{
		// Node runs these as they are and only takes the types away; jest would take more, so the tests do not show it.
		files: RUN_BY_NODE,
		rules: {
			'@typescript-eslint/parameter-properties': 'error',
			'no-restricted-syntax': ['error', { selector: ':matches(TSEnumDeclaration, TSModuleDeclaration, TSImportEqualsDeclaration)', message: 'Node cannot strip this.' }],
		},
	},
	{
		files: SHIPPED,
		extends: [community, importX.configs['flat/recommended']],
		settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
		rules: { 'no-console': 'error', 'prefer-spread': 'off' },
	},
	{ plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{
		files: ['package.json'],
		extends: [community],
		rules: { ...n8nNodesBase.configs.community.rules },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{ files: ['credentials/**/*.ts'], rules: { ...n8nNodesBase.configs.credentials.rules, ...OFF_FOR_CREDENTIALS } },
	{ files: ['nodes/**/*.ts'], rules: { ...n8nNodesBase.configs.nodes.rules, ...OFF_FOR_NODES } },
	{
		// The scanner lints the published bundle too, and there no comment can switch a rule off.
		files: BUILT,
		extends: [community],
		linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
		rules: { 'no-console': 'error' },
	},
);
