import assert from 'node:assert/strict';
import type { FoundPgvector } from '#platform/vectors';
import { testDatabaseUrl } from './needs.ts';

/**
 * That pgvector was not found only where it need not be: on a server that does not offer it, which is said. A test that
 * needs it asserts this in place of being left out, since no run with a server has to skip anything.
 */
export function assertPgvectorAbsent(found: FoundPgvector): void {
  assert.notEqual(testDatabaseUrl(), null, 'The embedded database offers pgvector.');
  assert.match(found.state === 'off' ? found.reason : '', /pgvector/);
}
