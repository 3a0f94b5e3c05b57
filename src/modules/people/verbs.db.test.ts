import { describe, test } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const { ctx } = await createChangeWorld(suite);
type Ctx = typeof ctx;
await door.syncPeople({ ctx });
const person = await door.findPerson({ ctx, input: { source: 'hubspot', externalId: '11' } });
const personId = person?.personId ?? '';
const identityId = person?.identities[0]?.identityId ?? '';

const cases: Readonly<Record<string, VerbCase<Ctx>>> = {
  findPerson: { ask: (as) => door.findPerson({ ctx: as, input: { source: 'hubspot', externalId: '11' } }) },
  listPeople: { ask: (as) => door.listPeople({ ctx: as }) },
  moveIdentity: {
    ask: (as) => door.moveIdentity({ ctx: as, input: { identityId, personId } }),
    nonsense: (as) => door.moveIdentity({ ctx: as, input: { identityId: 'no such identity', personId } }),
  },
  syncPeople: { ask: (as) => door.syncPeople({ ctx: as }) },
};

describe('every verb of people', () => {
  const notVerbs = ['identityIn', 'nameKey'];
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs, cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets: [personId, identityId] });
  });
});
