import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChangeSet, listChangeSets } from '#modules/changesets';
import { findRecord } from '#modules/crm';
import { analyzeCall } from '#modules/insights';
import { outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createChangeWorld, deal } from '#test/change-world';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { proposeFromCall } from './propose-from-call.ts';

const suite = await analysisSuite();
const parties = [
  partyOf({ side: 'internal', speakerId: 's1', name: 'Maya Okafor', email: 'maya@tidewater.example' }),
  partyOf({ side: 'external', speakerId: 's2', name: 'Ana Ruiz', email: 'ana@larkspur.example' }),
];

async function openWorld() {
  const { threads, models } = await suite.freshContext();
  const { ctx: changing, crm } = await createChangeWorld(suite);
  const ctx = { ...workContextOf(changing).ctx, threads, models };
  const record = await findRecord({ ctx, input: { objectType: 'deal', externalId: deal.externalId } });
  const links = { dealRecordId: record?.recordId ?? '', companyRecordId: null, contactRecordIds: [] };
  const call = { externalId: `call-${ctx.workspaceId}`, startedAt: ctx.clock.now().toISOString(), parties };

  /** The call comes in with these words, as version so and so, and is followed. */
  async function say(version: number, ...words: readonly string[]) {
    ctx.clock.advance(60_000);
    const said = { s1: ['Thank you for your time today.'], s2: ['The terms work for us.', ...words] };
    const callId = await storeCall({ ctx, ...call, said });
    await analyzeCall({ ctx, input: { callId, version, engine: 'rules' } });
    return proposeFromCall({ ctx, callId, links, backfill: false });
  }

  /** What became of the days of signing that were proposed, the oldest set first. */
  async function days() {
    const { changeSets } = await listChangeSets({ ctx, input: { limit: 50, beforeId: null } });
    return changeSets
      .toReversed()
      .flatMap(({ changes }) => changes)
      .flatMap(({ action, state }) =>
        action.type === 'set_property' && action.property === 'closedate' ? [`${action.value} ${state}`] : [],
      );
  }
  return { ctx, crm, say, days };
}

const january = 'We will sign the contract on January 15, 2027.';
const march = 'We will sign the contract on March 3, 2027.';

describe('what a call proposes', () => {
  it('ends with the version that said so, and is proposed anew where that is the current one again', async () => {
    const { ctx, crm, say, days } = await openWorld();
    const first = await say(1, january);
    assert.deepEqual(await days(), ['2027-01-15 waiting']);
    await applyChangeSet({ ctx, input: { changeSetId: first.changeSetId ?? '' } });
    function countLogged(): number {
      return crm.writes.filter((write) => write.endsWith('created')).length;
    }
    const logged = countLogged();
    assert.ok(logged > 0, 'the call is logged');
    await say(2, march);
    assert.deepEqual(await days(), ['2027-01-15 expired', '2027-03-03 waiting']);
    const again = await say(1, january);
    const returned = ['2027-01-15 expired', '2027-03-03 expired', '2027-01-15 waiting'];
    assert.deepEqual([await days(), again.waiting > 0], [returned, true]);
    assert.equal((await say(1, january)).changeSetId, again.changeSetId, 'once, however often it is followed');
    assert.deepEqual(await days(), returned);
    await applyChangeSet({ ctx, input: { changeSetId: again.changeSetId ?? '' } });
    assert.equal(countLogged(), logged, 'and not logged twice');
    await say(3);
    assert.deepEqual(await days(), [...returned.slice(0, 2), '2027-01-15 expired']);
    const where = and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'change_set.decided'));
    assert.equal((await ctx.db.select().from(outbox).where(where)).length, 3, 'their cards say so');
  });
});
