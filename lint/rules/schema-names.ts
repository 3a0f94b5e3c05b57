import type { Rule, RuleContext } from '../rule.ts';
import { isNode, memberName, parentOf, partOf, partsOf, type SyntaxNode, textOf } from '../syntax.ts';

/** What a schema is begun with; other functions of zod, such as `z.prettifyError`, give no schema. */
const beginnings =
  /^z\.(?:any|array|bigint|boolean|coerce|custom|date|discriminatedUnion|email|enum|int|iso|lazy|literal|looseObject|null|nullable|number|object|preprocess|record|strictObject|string|templateLiteral|tuple|union|unknown|url|uuid)$/;
/** Where a chain leaves the schema for something else. */
const notASchema = new Set(['parse', 'safeParse', 'parseAsync', 'shape', 'options', 'meta', 'enum']);

/** A zod schema and its type share one capitalized name, so that one import serves both. */
export const schemaNames: Rule = {
  create: (context) => ({
    VariableDeclarator: (node) => {
      if (!isNode(node)) return;
      const name = partOf(node, 'id');
      const text = textOf(name, 'name') ?? '';
      if (name === undefined || !standsInModule(node) || !isSchema(partOf(node, 'init'))) return;
      if (/^[^A-Z]/.test(text) || /.Schema$/.test(text)) report({ context, node: name, text });
    },
    ImportSpecifier: (node) => {
      const local = isNode(node) ? partOf(node, 'local') : undefined;
      const text = textOf(local, 'name') ?? '';
      const imported = textOf(partOf(isNode(node) ? node : undefined, 'imported'), 'name');
      if (local !== undefined && text === `${imported}Schema`) report({ context, node: local, text });
    },
    TSTypeAliasDeclaration: (node) => {
      if (!isNode(node)) return;
      const alias = partOf(node, 'id');
      const schema = inferredSchema(partOf(node, 'typeAnnotation'));
      if (alias === undefined || schema === undefined || textOf(alias, 'name') === schema) return;
      context.report({
        node: alias,
        message: `Give the type the name of its schema: \`type ${schema} = z.infer<typeof ${schema}>\`, or rename both.`,
      });
    },
  }),
};

function report({ context, node, text }: { context: RuleContext; node: SyntaxNode; text: string }): void {
  const bare = text.replace(/Schema$/, '');
  const better = `${bare.charAt(0).toUpperCase()}${bare.slice(1)}`;
  context.report({
    node,
    message: `A schema and its type share one capitalized name without a suffix: write \`${better}\` for \`${text}\`; one import brings both.`,
  });
}

/** What a function makes of schemas on the way is a value as any other. */
function standsInModule(declarator: SyntaxNode): boolean {
  const declaration = parentOf(declarator);
  const around = declaration === undefined ? undefined : parentOf(declaration);
  return around?.type === 'Program' || around?.type === 'ExportNamedDeclaration';
}

/** Follows the chain `z.object(…).nullable()` inward to what it began with. */
function isSchema(value: SyntaxNode | undefined): boolean {
  if (value?.type === 'CallExpression') {
    const callee = partOf(value, 'callee');
    return beginnings.test(memberName(callee) ?? '') || isSchema(callee);
  }
  if (value?.type !== 'MemberExpression' || notASchema.has(textOf(partOf(value, 'property'), 'name') ?? ''))
    return false;
  const object = partOf(value, 'object');
  return beginnings.test(memberName(object) ?? '') || isSchema(object);
}

/** `A` for `z.infer<typeof A>`; `z.input` and `z.output` tell apart what goes in and comes out, under two names. */
function inferredSchema(type: SyntaxNode | undefined): string | undefined {
  const name = partOf(type, 'typeName');
  const qualified = [partOf(name, 'left'), partOf(name, 'right')].map((part) => textOf(part, 'name')).join('.');
  if (qualified !== 'z.infer') return undefined;
  const query = partsOf(partOf(type, 'typeArguments'), 'params')[0];
  return query?.type === 'TSTypeQuery' ? textOf(partOf(query, 'exprName'), 'name') : undefined;
}
