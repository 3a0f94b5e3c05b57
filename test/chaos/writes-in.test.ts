import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Portal, Version } from './read-vendors.ts';
import { writesIn } from './writes-in.ts';

const byPerson: Version = { value: 'a', atMs: 1000, sourceType: 'CRM_UI', sourceId: 'userId:1' };
const ours: Version = { value: 'b', atMs: 2000, sourceType: 'INTEGRATION', sourceId: '8100002' };
const later: Version = { ...ours, value: 'c', atMs: 4000 };

function record(id: string, { into, versions }: { into: string | null; versions: readonly Version[] }) {
  return { id, archivedAtMs: null, mergedIntoId: into, versions: { jobtitle: [...versions] } };
}

describe('what was written into the CRM', () => {
  it('stands under the present id of its record, once, with what followed after records were made one', () => {
    const contacts = {
      '1': record('1', { into: '3', versions: [byPerson, ours] }),
      '2': record('2', { into: '3', versions: [{ ...ours, value: 'z' }] }),
      '3': record('3', { into: null, versions: [byPerson, ours, later] }),
    };
    const portal: Portal = { records: { contacts }, owners: [] };
    assert.deepEqual(
      writesIn(portal).map(({ externalId, version, before, after }) => [
        externalId,
        version.value,
        before?.value ?? null,
        after.map(({ value }) => value),
      ]),
      [
        ['3', 'z', null, []],
        ['3', 'b', 'a', ['c']],
        ['3', 'c', 'b', []],
      ],
    );
  });
});
