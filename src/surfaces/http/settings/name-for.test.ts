import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nameFor } from './name-for.ts';

it('names for programs come from names for people, each once', () => {
  const taken = new Set(['bant']);
  const names = ['Audit ahead', 'Audit ahead', 'BANT', 'Préavis légal', '3 reasons', '予算', 'constructor'];
  assert.deepEqual(
    names.map((words) => nameFor(words, { taken, otherwise: 'element' })),
    ['auditAhead', 'auditAhead2', 'bant2', 'preavisLegal', 'reasons', 'element', 'constructor2'],
  );
  assert.match(nameFor('a very long name '.repeat(9), { taken, otherwise: 'element' }), /^[a-z][A-Za-z0-9]{0,39}$/);
});
