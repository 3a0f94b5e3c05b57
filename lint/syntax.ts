/** A node of the syntax tree as far as every rule can rely on it; parts are read by the functions below. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly range: [number, number];
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The part of that name, where it is a node. */
export function partOf(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  const value = valueOf(node, name);
  return isNode(value) ? value : undefined;
}

/** The nodes in the part of that name, where it is a list. */
export function partsOf(node: SyntaxNode | undefined, name: string): readonly SyntaxNode[] {
  const value = valueOf(node, name);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function textOf(node: SyntaxNode | undefined, name: string): string | undefined {
  const value = valueOf(node, name);
  return typeof value === 'string' ? value : undefined;
}

export function isSet(node: SyntaxNode | undefined, name: string): boolean {
  return valueOf(node, name) === true;
}

export function parentOf(node: SyntaxNode): SyntaxNode | undefined {
  return partOf(node, 'parent');
}

export function isFunction(node: SyntaxNode | undefined): boolean {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** `a` for `a(…)`, `b` for `a.b(…)`. */
export function calledName(call: SyntaxNode): string | undefined {
  const callee = partOf(call, 'callee');
  return textOf(callee?.type === 'MemberExpression' ? partOf(callee, 'property') : callee, 'name');
}

/** `a.b` for the member expression `a.b`, where both are plain names. */
export function memberName(node: SyntaxNode | undefined): string | undefined {
  const object = textOf(partOf(node, 'object'), 'name');
  const property = textOf(partOf(node, 'property'), 'name');
  const plain = node?.type === 'MemberExpression' && !isSet(node, 'computed');
  return plain && object !== undefined && property !== undefined ? `${object}.${property}` : undefined;
}

const asides = new Set(['parent', 'comments', 'tokens']);

/** The node and everything inside it, outermost first; where `enter` says no, what is inside is left out. */
export function* nodesIn(
  node: SyntaxNode,
  enter: (inner: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode, void, undefined> {
  yield node;
  if (!enter(node)) {
    return;
  }
  for (const [name, value] of Object.entries(node)) {
    if (asides.has(name)) {
      continue;
    }
    for (const inner of Array.isArray(value) ? value : [value]) {
      if (isNode(inner)) {
        yield* nodesIn(inner, enter);
      }
    }
  }
}

/** Whether the node holds a call of a function of that name. */
export function callsInside(node: SyntaxNode, name: string): boolean {
  for (const inner of nodesIn(node)) {
    if (inner.type === 'CallExpression' && calledName(inner) === name) {
      return true;
    }
  }
  return false;
}

/** The names that a statement of a module exports, default exports aside. */
export function exportedNames(statement: SyntaxNode): readonly string[] {
  if (statement.type !== 'ExportNamedDeclaration') {
    return [];
  }
  const declaration = partOf(statement, 'declaration');
  const declared = [declaration, ...partsOf(declaration, 'declarations')].map((node) =>
    textOf(partOf(node, 'id'), 'name'),
  );
  const listed = partsOf(statement, 'specifiers').map((node) => textOf(partOf(node, 'exported'), 'name'));
  return [...declared, ...listed].filter((name) => name !== undefined);
}

function valueOf(node: SyntaxNode | undefined, name: string): unknown {
  return node === undefined ? undefined : Reflect.get(node, name);
}
