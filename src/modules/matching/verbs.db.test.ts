import { describe, test } from 'node:test';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const { ctx } = await createChangeWorld(suite);
type Ctx = typeof ctx;
const recordId = `${ctx.workspaceId}-deal-501`;
const callId = await storeCall({
  ctx,
  externalId: '7001',
  startedAt: ctx.clock.now().toISOString(),
  title: 'Pricing with Larkspur',
  parties: [partyOf({ side: 'external', speakerId: 's1', name: 'Sam', email: 'sam@larkspur.example' })],
});
await door.matchCall({ ctx, input: { callId } });
await door.correctMatch({ ctx, input: { callId, objectType: 'deal', recordId } });
const page = { after: null, limit: 10 };
const day = ctx.clock.now().toISOString().slice(0, 10);

const cases: Readonly<Record<string, VerbCase<Ctx>>> = {
  correctMatch: {
    ask: (as) => door.correctMatch({ ctx: as, input: { callId, objectType: 'deal', recordId } }),
    nonsense: (as) => door.correctMatch({ ctx: as, input: { callId, objectType: 'deal', recordId: 'no such deal' } }),
  },
  getMatch: { ask: (as) => door.getMatch({ ctx: as, input: { callId } }) },
  listCallsOfPeriod: { ask: (as) => door.listCallsOfPeriod({ ctx: as, input: { from: day, to: day, limit: 10 } }) },
  listCallsOfRecord: { ask: (as) => door.listCallsOfRecord({ ctx: as, input: { recordId, limit: 10 } }) },
  listCallsOfRecords: {
    ask: async (as) => [...(await door.listCallsOfRecords({ ctx: as, input: { recordIds: [recordId], limit: 10 } }))],
  },
  listUndecidedCalls: { ask: (as) => door.listUndecidedCalls({ ctx: as, input: { since: day, limit: 10 } }) },
  shareCallsOfRecords: {
    ask: async (as) => [...(await door.shareCallsOfRecords({ ctx: as, input: { recordIds: [recordId], ...page } }))],
  },
  shareRecordsOfCalls: {
    ask: async (as) => {
      const input = { callIds: [callId], objectType: 'deal', ...page } as const;
      return [...(await door.shareRecordsOfCalls({ ctx: as, input }))];
    },
  },
  matchCall: {
    ask: (as) => door.matchCall({ ctx: as, input: { callId } }),
    nonsense: (as) => door.matchCall({ ctx: as, input: { callId: 'no such call' } }),
  },
  moveLinks: {
    ask: (as) => door.moveLinks({ ctx: as, input: { fromRecordId: recordId, intoRecordId: recordId } }),
    nonsense: (as) => door.moveLinks({ ctx: as, input: { fromRecordId: '', intoRecordId: recordId } }),
  },
};

describe('every verb of matching', () => {
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs: [], cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets: [callId, recordId, 'Pricing with Larkspur'] });
  });
});
