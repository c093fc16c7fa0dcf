/** Every way a TypeScript file can name another module. */
import ts from 'typescript';

export interface Import {
	node: ts.Node;
	/** As written; undefined when it is computed and so cannot be judged. */
	module: string | undefined;
}

const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);

const isRequire = (node: ts.CallExpression) => ts.isIdentifier(node.expression) && node.expression.text === 'require';

function namedBy(node: ts.Node): ts.Node | undefined | false {
	if (ts.isImportDeclaration(node)) return node.moduleSpecifier;
	if (ts.isExportDeclaration(node)) return node.moduleSpecifier ?? false;
	if (ts.isExternalModuleReference(node)) return node.expression;
	if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
	if (!ts.isCallExpression(node)) return false;
	return node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(node) ? node.arguments[0] : false;
}

/** The import that a node is, if it is one. */
export function importAt(node: ts.Node): Import | undefined {
	const named = namedBy(node);
	return named === false ? undefined : { node, module: textOf(named) };
}
