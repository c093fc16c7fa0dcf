import { createLexer } from '../../rules/readTokens';
import { ScriptGrammar } from '../../rules/scriptGrammar';

test('no word of the language hides another one', () => {
	expect(createLexer(false).lexerDefinitionErrors).toEqual([]);
});

test('the grammar is unambiguous', () => {
	expect(() => new ScriptGrammar(false)).not.toThrow();
});
