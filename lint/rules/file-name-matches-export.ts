import { basename, dirname } from 'node:path';
import type { Rule } from '../rule.ts';
import { exportedNames, isNode, partsOf } from '../syntax.ts';

/** From this many exports on a file is a family, such as calendar.ts, and has no main one. */
const familySize = 4;

/** A file is named in kebab-case after its main export: `get-deal.ts` exports `getDeal`. */
export const fileNameMatchesExport: Rule = {
  create: (context) => ({
    Program: (program) => {
      const fileName = basename(context.filename).replace(/\.[cm]?[jt]sx?$/, '');
      const statements = isNode(program) ? partsOf(program, 'body') : [];
      const exported = statements.flatMap(exportedNames);
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(fileName)) {
        context.report({ node: program, message: `Name the file in kebab-case: ${toKebab(fileName)}.ts.` });
      } else if (
        exported.length > 0 &&
        exported.length < familySize &&
        !exported.some((name) => isNamedAfter(context.filename, name))
      ) {
        context.report({
          node: program,
          message: `A file is named after its main export: this one exports ${exported.join(', ')}. Rename it, for example to ${toKebab(exported[0] ?? '')}.ts.`,
        });
      }
    },
  }),
};

/** `errorCatalogue` may stand in errors/catalogue.ts, and `addCallRoutes` in routes/calls.ts. */
function isNamedAfter(path: string, name: string): boolean {
  const fileName = basename(path).replace(/\.[cm]?[jt]sx?$/, '');
  const words = toKebab(name);
  const inFolder = `-${singular(words)}-`;
  return (
    `-${words}-`.includes(`-${fileName}-`) ||
    (inFolder.includes(`-${singular(fileName)}-`) && inFolder.includes(`-${singular(basename(dirname(path)))}-`))
  );
}

function singular(kebab: string): string {
  return kebab.replace(/(?<=[^-]{2})s(?=-|$)/g, '');
}

function toKebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/[_.\s]+/g, '-')
    .toLowerCase();
}
