import { testRule } from '../test-rule.ts';
import { noHistoryComments } from './no-history-comments.ts';

testRule({
  name: 'no-history-comments',
  rule: noHistoryComments,
  valid: [
    '// A retry would send the message twice, so there is none.\nexport const a = 1;',
    '/** UTF-16 units; a run that can no longer be replayed is marked. */\nexport const a = 1;',
  ],
  invalid: [
    { code: '// TODO: page this\nexport const a = 1;', messages: [/belong to the commit/] },
    { code: '// This used to be a class.\nexport const a = 1;', messages: [/used to be/] },
    { code: '/* See issue 12. */\nexport const a = 1;', messages: [/issue 12/] },
    { code: '// Fixes #42\nexport const a = 1;', messages: [/Fixes #42/] },
    { code: '// A list is enough for now.\nexport const a = 1;', messages: [/for now/] },
  ],
});
