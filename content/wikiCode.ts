import { stringAttr, type AdfNode } from './adf';
import { codeText } from './plainText';

/**
 * Languages that Data Center can colour. For any other one it shows an error box in place of the code: "Unable to find
 * source-code formatter for language", with this list.
 */
const LANGUAGES: ReadonlySet<string> = new Set([
	'actionscript', 'ada', 'applescript', 'bash', 'c', 'c#', 'c++', 'cpp', 'css', 'erlang', 'go', 'groovy', 'haskell', 'html', 'java', 'javascript', 'js',
	'json', 'lua', 'none', 'objc', 'perl', 'php', 'python', 'r', 'ruby', 'scala', 'sh', 'sql', 'swift', 'visualbasic', 'xml', 'yaml',
]);

/**
 * A code block as `{code:x}`, or `{noformat}` where no language is named that Jira knows, because it takes `{code}`
 * alone for Java. `nested`: inside a quote or panel.
 */
export function writeCode(node: AdfNode, nested: boolean): string {
	const language = stringAttr(node, 'language')?.toLowerCase() ?? '';
	const macro = LANGUAGES.has(language) ? 'code' : 'noformat';
	const opening = macro === 'code' ? `{code:${language}}` : '{noformat}';
	// Code that holds the closing tag of a macro around it cannot be spelt: one space is put into the tag
	const closing = macro === 'code' ? /\{(?=code\})/g : /\{(?=noformat\})/g;
	const hidden = nested ? /\{(?=(?:code|noformat|quote|panel)[:}])/g : closing;
	return `${opening}\n${codeText(node).replace(/\r\n?/g, '\n').replace(hidden, '{ ')}\n{${macro}}`;
}
