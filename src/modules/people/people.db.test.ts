import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { joinIdentity } from './join-identities.ts';
import { identities, people } from './tables.ts';

const suite = await databaseForSuite();

describe('people', () => {
  it('have the columns of their tables', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { people, identities } });
  });

  it('are one person where they share an address, and by their name only where nobody else has it', () => {
    const maya = {
      personId: 'per_1',
      name: 'Maya Okafor',
      identities: [
        {
          identityId: 'idn_1',
          source: 'hubspot',
          externalId: '7',
          name: 'Maya Okafor',
          email: 'maya@tidewater.example',
          otherEmails: [],
          evidence: { rule: 'first_seen', detail: '' },
          manual: false,
        },
      ],
    } as const;
    const everybody = [
      { ...maya, identities: maya.identities.map((one) => ({ ...one, otherEmails: [...one.otherEmails] })) },
    ];
    const listed = { source: 'gong', externalId: '1', name: 'M. Okafor', emails: ['maya@tidewater.example'] };
    const byEmail = joinIdentity({ listed, everybody, namesakes: 1 });
    assert.deepEqual([byEmail.person?.personId, byEmail.evidence.rule], ['per_1', 'same_email']);
    const other = { source: 'slack', externalId: 'U1', name: 'Máya  okafor', emails: ['mo@home.example'] };
    assert.equal(joinIdentity({ listed: other, everybody, namesakes: 1 }).evidence.rule, 'same_name');
    assert.equal(joinIdentity({ listed: other, everybody, namesakes: 2 }).person, null);
    const sameSystem = { ...other, source: 'hubspot' };
    assert.equal(joinIdentity({ listed: sameSystem, everybody, namesakes: 1 }).person, null);
  });
});
