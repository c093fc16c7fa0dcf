/** What makes the result of a function depend on more than its input. */
import ts from 'typescript';

/** Read or called without an argument, these ask a clock or a source of randomness. */
const MEMBERS: Record<string, string[]> = {
	Date: ['now'],
	Math: ['random'],
	performance: ['now', 'timeOrigin'],
	DateTime: ['now'],
	globalThis: ['process', 'performance', 'fetch', 'setTimeout', 'setInterval'],
	crypto: ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'],
};

const NOW_WITHOUT_ARGUMENTS: Record<string, string[]> = { DateTime: ['local', 'utc'] };

const NAMES = ['process', 'performance', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];

const RANDOM_IMPORTS = ['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues', 'webcrypto'];

const nameOf = (node: ts.Node) => (ts.isIdentifier(node) ? node.text : undefined);

/** `object.member` or `object['member']`. */
function memberAt(node: ts.Node): [object: string, member: string] | undefined {
	if (ts.isPropertyAccessExpression(node)) return [nameOf(node.expression) ?? '', node.name.text];
	if (!ts.isElementAccessExpression(node) || !ts.isStringLiteralLike(node.argumentExpression)) return undefined;
	return [nameOf(node.expression) ?? '', node.argumentExpression.text];
}

function impureMember(node: ts.Node): string | undefined {
	const found = memberAt(node);
	if (!found) return undefined;
	const [object, member] = found;
	if (MEMBERS[object]?.includes(member)) return `${object}.${member}`;
	const isBareCall = ts.isCallExpression(node.parent) && node.parent.expression === node && node.parent.arguments.length === 0;
	return isBareCall && NOW_WITHOUT_ARGUMENTS[object]?.includes(member) ? `${object}.${member}() without an argument` : undefined;
}

function impureDate(node: ts.Node): string | undefined {
	if (ts.isNewExpression(node) && nameOf(node.expression) === 'Date' && !node.arguments?.length) return 'new Date() without an argument';
	return ts.isCallExpression(node) && nameOf(node.expression) === 'Date' ? 'Date() as a function' : undefined;
}

/** A name that stands for the value, not a property, a declaration's name or a type. */
function isUse(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
	if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
	if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
	return ts.isExpression(parent) || ts.isShorthandPropertyAssignment(parent) || ts.isExpressionStatement(parent) || ts.isReturnStatement(parent);
}

/** Names that the file declares itself are its own business. */
function declaredIn(file: ts.SourceFile): Set<string> {
	const names = new Set<string>();
	const visit = (node: ts.Node): void => {
		const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node) || ts.isImportSpecifier(node);
		if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
		ts.forEachChild(node, visit);
	};
	visit(file);
	return names;
}

const impureName = (node: ts.Node, own: Set<string>) =>
	ts.isIdentifier(node) && NAMES.includes(node.text) && !own.has(node.text) && isUse(node) ? node.text : undefined;

const randomImport = (node: ts.Node) =>
	ts.isImportSpecifier(node) && RANDOM_IMPORTS.includes((node.propertyName ?? node.name).text) ? `import of ${(node.propertyName ?? node.name).text}` : undefined;

const isWaiting = (node: ts.Node) => ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);

/** Returns a judge for the nodes of one file: what is impure about a node, undefined when nothing is. */
export function impurityIn(file: ts.SourceFile): (node: ts.Node) => string | undefined {
	const own = declaredIn(file);
	return (node) => (isWaiting(node) ? 'await' : (impureMember(node) ?? impureDate(node) ?? impureName(node, own) ?? randomImport(node)));
}
