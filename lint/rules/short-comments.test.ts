import { testRule } from '../test-rule.ts';
import { shortComments } from './short-comments.ts';

const fourLines = '// one\n// two\n// three\n// four\n';

testRule({
  name: 'short-comments',
  rule: shortComments,
  valid: [
    `${fourLines}export const a = 1;`,
    "import { z } from 'zod';\n/*\n * one\n * two\n * three\n * four\n */\nexport const a = z.string();",
    'export const a = 1;\n// one\n// two\n// three\nexport const b = 2;',
    'export const a = 1;\n// one\n// two\n\n// three\n// four\nexport const b = 2;',
    '// oxlint-disable-next-line max-lines -- the table is generated\nexport const a = 1;',
  ],
  invalid: [
    { code: `export const a = 1;\n${fourLines}export const b = 2;`, messages: [/3 lines at most/] },
    {
      code: 'export const a = 1;\n/**\n * one\n * two\n *\n * three\n * four\n */\nexport const b = 2;',
      messages: [/3 lines at most/],
    },
    { code: '// oxlint-disable-next-line max-params\nexport const a = 1;', messages: [/Say why the check is off/] },
    { code: '// @ts-expect-error\nexport const a: string = 1;', messages: [/Say why the check is off/] },
  ],
});
