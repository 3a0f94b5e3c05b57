import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { claimIn, emptyFindings, plainReport, reportOf } from '#test/build-report';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import type { TestContext } from '#test/test-context';
import { listCommitments, settleCommitment, trackCommitments } from './index.ts';

const suite = await databaseForSuite();
const parties = [partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' })];
const startedAt = '2026-09-08T10:00:00.000Z';
const scope = { dealRecordId: 'rec_deal', companyRecordId: null };
const all = { state: null, dealRecordId: null, dueBy: null, limit: 50 } as const;

interface Said {
  readonly words: string;
  readonly due: string;
}
const friday = { words: 'I will send you the collections workflow by Friday.', due: '2026-10-09' };
const monday = { words: 'I will send you the collections workflow by Monday.', due: '2026-10-12' };
const notes = { words: 'I will email you the meeting notes tomorrow.', due: '2026-10-07' };
const pricing = { words: 'I will share the pricing overview on Thursday.', due: '2026-10-08' };

async function openCall() {
  const ctx = await suite.createContext({ workspaceId: await suite.createWorkspace() });
  const callId = await storeCall({ ctx, externalId: ctx.workspaceId, startedAt, parties });
  /** The call as a version has it, each promise in a turn of its own. */
  async function say(...promises: readonly Said[]) {
    const turns = promises.map(({ words }) => ({ speaker: 'Maya Okafor', side: 'internal', text: words }) as const);
    const plain = plainReport(turns);
    const call = { ...plain.result.call, startedAt, date: '2026-09-08' };
    const found = promises.map(({ words, due }) => ({
      ...claimIn(call, words),
      owner: 'Maya Okafor',
      ownerSide: 'internal' as const,
      text: words,
      due: { text: due, date: due },
    }));
    // The id of a claim is its place: in each version the first one stands where another stood.
    const placed = found.map((claim, place) => ({ ...claim, id: `commitments:${place}:0-40` }));
    const report = reportOf(call, { ...emptyFindings(call), commitments: placed });
    const input = { report: { ...report, envelope: { ...report.envelope, callId } }, ...scope };
    return trackCommitments({ ctx, input });
  }
  return { ctx, say };
}

async function promised(ctx: TestContext): Promise<string[]> {
  const listed = await listCommitments({ ctx, input: all });
  const now = listed.commitments.map(({ text, evidence, dueDate, state }) => {
    assert.equal(evidence.quote, text);
    return `${text} ${dueDate} ${state}`;
  });
  return now.toSorted();
}

function line({ words, due }: Said, state: string): string {
  return `${words} ${due} ${state}`;
}

describe('promises of a call that comes in with other words', () => {
  it('are those of the version that counts, through four of them', async () => {
    const { ctx, say } = await openCall();
    await say(friday);
    await say(monday, pricing);
    assert.deepEqual(await promised(ctx), [line(monday, 'open'), line(pricing, 'open')].toSorted());
    await say(friday);
    assert.deepEqual(await promised(ctx), [line(friday, 'open'), line(pricing, 'dropped')].toSorted());
    await say(monday, pricing);
    assert.deepEqual(await promised(ctx), [line(monday, 'open'), line(pricing, 'open')].toSorted());
    assert.equal((await say(monday, pricing)).made, 0, 'the same once more changes nothing');
    await say();
    assert.deepEqual(await promised(ctx), [line(monday, 'dropped'), line(pricing, 'dropped')].toSorted());
    const where = and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'commitment.settled'));
    assert.equal((await ctx.db.select().from(outbox).where(where)).length, 3, 'each time one is dropped');
  });

  it('stay as people have settled them', async () => {
    const { ctx, say } = await openCall();
    await say(friday, pricing);
    const { commitments } = await listCommitments({ ctx, input: all });
    for (const { commitmentId, text } of commitments) {
      const state = text === friday.words ? ('kept' as const) : ('dropped' as const);
      await settleCommitment({ ctx, input: { commitmentId, state, reason: null } });
    }
    const settled = [line(friday, 'kept'), line(pricing, 'dropped')].toSorted();
    await say();
    assert.deepEqual(await promised(ctx), settled);
    await say(friday, pricing);
    assert.deepEqual(await promised(ctx), settled);
  });

  it('are followed beside one that is settled, and that one is known again wherever the call says it', async () => {
    const { ctx, say } = await openCall();
    await say(friday);
    const [first] = (await listCommitments({ ctx, input: all })).commitments;
    await settleCommitment({ ctx, input: { commitmentId: first?.commitmentId ?? '', state: 'kept', reason: null } });
    await say(pricing);
    assert.deepEqual(await promised(ctx), [line(friday, 'kept'), line(pricing, 'open')].toSorted());
    assert.equal((await say(pricing)).made, 0, 'once');
    await say(friday);
    assert.deepEqual(await promised(ctx), [line(friday, 'kept'), line(pricing, 'dropped')].toSorted());
    await say(pricing, friday);
    assert.deepEqual(await promised(ctx), [line(friday, 'kept'), line(pricing, 'open')].toSorted());
    const { commitments } = await listCommitments({ ctx, input: all });
    const commitmentId = commitments.find(({ text }) => text === pricing.words)?.commitmentId ?? '';
    await settleCommitment({ ctx, input: { commitmentId, state: 'broken', reason: null } });
    await say(notes, pricing);
    const settled = [line(friday, 'kept'), line(pricing, 'broken'), line(notes, 'open')];
    assert.deepEqual(await promised(ctx), settled.toSorted());
  });

  it('are quoted as the call says them now where they are settled, and settled as before', async () => {
    const { ctx, say } = await openCall();
    await say(friday);
    const [first] = (await listCommitments({ ctx, input: all })).commitments;
    await settleCommitment({ ctx, input: { commitmentId: first?.commitmentId ?? '', state: 'kept', reason: 'Sent' } });
    const corrected = { words: 'I will send you both the collections workflows by Friday.', due: friday.due };
    assert.equal((await say(notes, corrected)).made, 2, 'one is new, one is quoted otherwise');
    const { commitments } = await listCommitments({ ctx, input: all });
    const kept = commitments.find(({ state }) => state === 'kept');
    assert.deepEqual(
      [kept?.commitmentId, kept?.text, kept?.evidence.quote, kept?.evidence.turn],
      [first?.commitmentId, corrected.words, corrected.words, 1],
    );
    assert.deepEqual(kept?.settledBy, { by: 'person', name: 'test', reason: 'Sent' });
    assert.equal((await say(notes, corrected)).made, 0, 'once');
    await say(friday);
    const again = (await listCommitments({ ctx, input: all })).commitments.find(({ state }) => state === 'kept');
    assert.deepEqual([again?.evidence.quote, again?.evidence.turn], [friday.words, 0]);
  });

  it('are told of as changed where they are open again or say something else, for their cards to be drawn anew', async () => {
    const { ctx, say } = await openCall();
    async function changed(): Promise<number> {
      const where = and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'commitment.changed'));
      return (await ctx.db.select().from(outbox).where(where)).length;
    }
    await say(friday);
    await say();
    assert.equal(await changed(), 0);
    await say(friday);
    assert.equal(await changed(), 1, 'open again');
    await say(pricing);
    await say(pricing);
    assert.equal(await changed(), 2, 'other words, once');
  });

  it('let go of what was said again elsewhere, and of another day where the day of the call was corrected', async () => {
    const { ctx, say } = await openCall();
    await say(friday, monday);
    assert.equal((await promised(ctx)).length, 1, 'the same promise twice is followed once');
    await say(pricing, monday);
    assert.deepEqual(await promised(ctx), [line(monday, 'open'), line(pricing, 'open')].toSorted());
    await say({ ...pricing, due: '2026-10-15' }, monday);
    assert.deepEqual(
      await promised(ctx),
      [line(monday, 'open'), line({ ...pricing, due: '2026-10-15' }, 'open')].toSorted(),
    );
  });
});
