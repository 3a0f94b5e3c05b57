import { proposeChangeSet } from '#modules/changesets';
import { syncPeople } from '#modules/people';
import { type ChangeTestContext, createChangeWorld, draftOf, setting } from './change-world.ts';
import type { DatabaseSuite } from './database-for-suite.ts';
import { personOf } from './graph-world.ts';
import { partyOf, storeCall } from './source-calls.ts';

interface Proposed {
  readonly changeSetId: string;
  readonly changeId: string;
}

export interface TakenOffWorld {
  readonly ctx: ChangeTestContext;
  readonly callId: string;
  readonly title: string;
  /** What is said in place of a quote. */
  readonly note: string;
  /** Taking the activity off the deal, and what the same call says of the amount of that deal. */
  readonly off: Proposed;
  readonly amount: Proposed;
  /** Whose deal it is, who held the call, and who leads both. */
  readonly maya: ChangeTestContext;
  readonly ben: ChangeTestContext;
  readonly lead: ChangeTestContext;
}

/** A call that Ben held, of which an activity stands on a deal of Maya and is to be taken off there. */
export async function createTakenOffWorld(suite: DatabaseSuite): Promise<TakenOffWorld> {
  const { ctx, as } = await createChangeWorld(suite);
  await syncPeople({ ctx });
  const title = 'A merger, hush hush';
  const callId = await storeCall({
    ctx,
    externalId: `taken-off-${ctx.workspaceId}`,
    startedAt: ctx.clock.now().toISOString(),
    parties: [
      partyOf({ side: 'internal', name: 'Ben', speakerId: '1', email: 'ben@tidewater.example' }),
      partyOf({ side: 'external', name: 'Sam', speakerId: '2', email: 'sam@elsewhere.example' }),
    ],
    title,
  });
  const note = 'Somebody has said what the call is about, and Larkspur Hill is no part of it.';
  const evidence = [{ callId, claimId: 'claim:1', evidence: null, note }];
  async function propose(draft: ReturnType<typeof draftOf>): Promise<Proposed> {
    const drafts = [{ ...draft, evidence }];
    const key = `call:${callId}:${draft.action.type}`;
    const input = { kind: 'call', key, title, callId, analysisId: null, tainted: false, drafts } as const;
    const { changeSetId, changes } = await proposeChangeSet({ ctx, input: { ...input, drafts } });
    return { changeSetId, changeId: changes[0]?.changeId ?? '' };
  }
  const off = await propose(draftOf({ type: 'dissociate', from: { objectType: 'call', externalId: '9001' } }));
  const amount = await propose(setting('amount', '27500'));
  const team = ['lead@tidewater.example', 'maya@tidewater.example', 'ben@tidewater.example'];
  return {
    ctx,
    callId,
    title,
    note,
    off,
    amount,
    maya: as(personOf('maya@tidewater.example')),
    ben: as(personOf('ben@tidewater.example')),
    lead: as(personOf('lead@tidewater.example', { role: 'manager', seesOnly: team })),
  };
}
