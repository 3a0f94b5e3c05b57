import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findRecord, syncDefinitions, syncRecords } from '#modules/crm';
import { transact } from '#platform/db';
import { sql } from '#platform/sql';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { needs } from '#test/needs';
import { partyOf, storeCall } from '#test/source-calls';
import { waitUntil } from '#test/wait-until';
import { correctMatch, getMatch, listUndecidedCalls, matchCall, moveLinks } from './index.ts';

const suite = await crmSuite();
const { portal } = suite;
const startedAt = '2026-11-10T15:00:00.000Z';
const maya = partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' });
const ana = partyOf({ side: 'external', name: 'Ana Ruiz', email: 'ana.ruiz@alderpoint.example', speakerId: '2' });
const tom = partyOf({ side: 'external', name: 'Tom Beckett', speakerId: '3' });

type World = Awaited<ReturnType<typeof openWorld>>;

/** A mirror of the portal, read by a person. */
async function openWorld() {
  const system = await suite.freshContext();
  const ctx: CrmTestContext = { ...system, actor: { type: 'operator', name: 'Maya' } };
  async function read() {
    for (const objectType of ['company', 'contact', 'deal', 'lead'] as const) {
      await syncRecords({ ctx: system, input: { objectType, mode: 'full' } });
    }
  }
  await syncDefinitions({ ctx: system });
  await read();
  return {
    ctx,
    system,
    read,
    recordOf: async (objectType: 'deal' | 'lead' | 'contact' | 'company', externalId: string) =>
      (await findRecord({ ctx, input: { objectType, externalId } }))?.recordId ?? '',
    /** What a call of these people is about at first. */
    matched: async (externalId: string, parties = [maya, ana, tom]) => {
      const callId = await storeCall({ ctx: system, externalId, startedAt, parties });
      await matchCall({ ctx: system, input: { callId } });
      return callId;
    },
  };
}

async function linksOf({ ctx }: World, { callId, objectType }: { callId: string; objectType: string }) {
  const match = await getMatch({ ctx, input: { callId } });
  return (match?.links ?? [])
    .filter((link) => link.objectType === objectType)
    .map(({ recordId, method }) => `${recordId} ${method}`)
    .toSorted();
}

async function addDeal(dealname: string): Promise<string> {
  return portal.add({ objectType: 'deal', values: { dealname, pipeline: 'default', dealstage: 'discovery' } });
}

describe('what a person says of a call', () => {
  it('is one deal: the one said last, whatever was said before, and a lead no more', async () => {
    const [first, second] = [await addDeal('Corrected once'), await addDeal('Corrected twice')];
    const leadId = await portal.add({
      objectType: 'lead',
      values: { hs_lead_name: 'A lead of the correction', hs_pipeline_stage: 'connected-stage-id' },
      associatedWith: [{ objectType: 'contact', id: await portal.idOf('contact-tom') }],
    });
    const world = await openWorld();
    const callId = await world.matched('cm1');
    async function say(objectType: 'deal' | 'lead', externalId: string) {
      const recordId = await world.recordOf(objectType, externalId);
      const { links } = await correctMatch({ ctx: world.ctx, input: { callId, objectType, recordId } });
      const about = links.filter((link) => link.objectType === 'deal' || link.objectType === 'lead');
      assert.deepEqual(
        about.map((link) => link.recordId),
        [recordId],
      );
      assert.deepEqual(await linksOf(world, { callId, objectType }), [`${recordId} manual`]);
    }
    await say('deal', first);
    await say('deal', second);
    await say('deal', first);
    await say('lead', leadId);
    await say('deal', second);
    assert.deepEqual(await linksOf(world, { callId, objectType: 'lead' }), []);
  });

  it('of one participant is about that one: the others stay, and whoever was taken for them goes', async () => {
    const world = await openWorld();
    const anaId = await world.recordOf('contact', await portal.idOf('contact-ana'));
    const tomId = await world.recordOf('contact', await portal.idOf('contact-tom'));
    const callId = await world.matched('cm2');
    assert.deepEqual(
      await linksOf(world, { callId, objectType: 'contact' }),
      [`${anaId} email`, `${tomId} name`].toSorted(),
    );
    await correctMatch({ ctx: world.ctx, input: { callId, objectType: 'contact', recordId: tomId } });
    assert.deepEqual(
      await linksOf(world, { callId, objectType: 'contact' }),
      [`${anaId} email`, `${tomId} manual`].toSorted(),
    );
    const values = { firstname: 'Tom', lastname: 'Beckett', email: 'tom.beckett@elsewhere.example' };
    const otherTom = await portal.add({ objectType: 'contact', values });
    const stranger = await portal.add({ objectType: 'contact', values: { firstname: 'Uma', lastname: 'Vance' } });
    await world.read();
    const otherId = await world.recordOf('contact', otherTom);
    await correctMatch({ ctx: world.ctx, input: { callId, objectType: 'contact', recordId: otherId } });
    assert.deepEqual(
      await linksOf(world, { callId, objectType: 'contact' }),
      [`${anaId} email`, `${otherId} manual`].toSorted(),
    );
    const umaId = await world.recordOf('contact', stranger);
    await correctMatch({ ctx: world.ctx, input: { callId, objectType: 'contact', recordId: umaId } });
    const three = [`${anaId} email`, `${otherId} manual`, `${umaId} manual`];
    assert.deepEqual(await linksOf(world, { callId, objectType: 'contact' }), three.toSorted());
    await correctMatch({ ctx: world.ctx, input: { callId, objectType: 'contact', recordId: umaId, takesOff: true } });
    assert.deepEqual(await linksOf(world, { callId, objectType: 'contact' }), three.slice(0, 2).toSorted());
    await correctMatch({ ctx: world.ctx, input: { callId, objectType: 'contact', recordId: null } });
    assert.deepEqual(await linksOf(world, { callId, objectType: 'contact' }), []);
    await portal.control('archive', { objectType: 'contacts', id: otherTom });
  });

  it('of a participant leaves open which deal it is, where nothing decides that', async () => {
    const values = { firstname: 'Una', lastname: 'Kerr', email: 'una@undecided.example' };
    const unaId = await portal.add({ objectType: 'contact', values });
    for (const dealname of ['Undecided one', 'Undecided two']) {
      const id = await addDeal(dealname);
      const to = { objectType: 'contact', externalId: unaId } as const;
      await portal.crm.associate({ from: { objectType: 'deal', externalId: id }, to });
    }
    const world = await openWorld();
    const { ctx } = world;
    const una = partyOf({ side: 'external', name: 'Una Kerr', email: values.email, speakerId: '2' });
    const later = new Date(portal.clock.now().getTime() + 3_600_000).toISOString();
    const callId = await storeCall({ ctx: world.system, externalId: 'cm5', startedAt: later, parties: [maya, una] });
    const { candidates } = await matchCall({ ctx: world.system, input: { callId } });
    assert.equal(candidates.length, 2);
    const recordId = await world.recordOf('contact', unaId);
    const match = await correctMatch({ ctx, input: { callId, objectType: 'contact', recordId } });
    assert.deepEqual([match.state, match.manual, match.candidates], ['ambiguous', true, candidates]);
    const companyId = await world.recordOf('company', await portal.idOf('account-alder'));
    const ofCompany = await correctMatch({ ctx, input: { callId, objectType: 'company', recordId: companyId } });
    assert.deepEqual(
      [ofCompany.state, ofCompany.candidates],
      ['ambiguous', candidates],
      'nor does whose company it is',
    );
    const since = later.slice(0, 10);
    const asked = await listUndecidedCalls({ ctx, input: { since, limit: 10 } });
    assert.deepEqual(
      asked.undecided.map((call) => [call.callId, call.nextAttemptAt]),
      [[callId, null]],
      'no rule looks at it again',
    );
    const dealId = candidates[0]?.recordId ?? '';
    await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: dealId } });
    assert.deepEqual((await listUndecidedCalls({ ctx, input: { since, limit: 10 } })).undecided, []);
  });

  it('stands where the rules look at the call meanwhile', async () => {
    const externalId = await addDeal('Said while the rules look');
    const world = await openWorld();
    const { ctx, system } = world;
    const recordId = await world.recordOf('deal', externalId);
    const callId = await world.matched('cm6');
    await Promise.all([
      matchCall({ ctx: system, input: { callId } }),
      correctMatch({ ctx, input: { callId, objectType: 'deal', recordId } }),
    ]);
    assert.deepEqual(await linksOf(world, { callId, objectType: 'deal' }), [`${recordId} manual`]);
    const match = await getMatch({ ctx, input: { callId } });
    assert.deepEqual([match?.manual, match?.corrections], [true, 1]);
    assert.deepEqual(await matchCall({ ctx: system, input: { callId } }), match, 'and the rules answer with it');
  });

  it('is waited for by the rules and by who says something else', needs.realPostgres, async () => {
    const externalId = await addDeal('Said for a while');
    const uma = await portal.add({ objectType: 'contact', values: { firstname: 'Uma', lastname: 'Later' } });
    const world = await openWorld();
    const { ctx, system } = world;
    const dealId = await world.recordOf('deal', externalId);
    const umaId = await world.recordOf('contact', uma);
    const callId = await world.matched('cm8');
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const others = begun.then(() =>
      Promise.all([
        matchCall({ ctx: system, input: { callId } }),
        correctMatch({ ctx, input: { callId, objectType: 'contact', recordId: umaId } }),
      ]),
    );
    const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const bothWait = begun.then(() =>
      waitUntil('both wait for what is being said', {
        condition: async () => (await ctx.db.execute(waiting)).rows.length === 2,
        timeoutMs: 20_000,
      }),
    );
    await transact({ ctx }, async (inner) => {
      await correctMatch({ ctx: inner, input: { callId, objectType: 'deal', recordId: dealId } });
      begin();
      await bothWait;
    });
    await others;
    assert.deepEqual(await linksOf(world, { callId, objectType: 'deal' }), [`${dealId} manual`]);
    assert.ok((await linksOf(world, { callId, objectType: 'contact' })).includes(`${umaId} manual`));
    const match = await getMatch({ ctx, input: { callId } });
    assert.deepEqual([match?.manual, match?.corrections], [true, 2]);
  });

  it('is kept, each word of it, where two say something at once', async () => {
    const externalId = await addDeal('Said by one of two');
    const uma = await portal.add({ objectType: 'contact', values: { firstname: 'Uma', lastname: 'Twice' } });
    const world = await openWorld();
    const { ctx } = world;
    const dealId = await world.recordOf('deal', externalId);
    const umaId = await world.recordOf('contact', uma);
    const callId = await world.matched('cm7');
    await Promise.all([
      correctMatch({ ctx, input: { callId, objectType: 'deal', recordId: dealId } }),
      correctMatch({ ctx, input: { callId, objectType: 'contact', recordId: umaId } }),
    ]);
    assert.deepEqual(await linksOf(world, { callId, objectType: 'deal' }), [`${dealId} manual`]);
    const contacts = await linksOf(world, { callId, objectType: 'contact' });
    assert.ok(contacts.includes(`${umaId} manual`), contacts.join());
    assert.equal((await getMatch({ ctx, input: { callId } }))?.corrections, 2);
  });

  it('confirms what was found, and stands where the record is merged into another that was found too', async () => {
    const world = await openWorld();
    const { ctx } = world;
    const anaId = await world.recordOf('contact', await portal.idOf('contact-ana'));
    const tomId = await world.recordOf('contact', await portal.idOf('contact-tom'));
    const callId = await world.matched('cm3');
    await correctMatch({ ctx, input: { callId, objectType: 'contact', recordId: tomId } });
    await moveLinks({ ctx: world.system, input: { fromRecordId: tomId, intoRecordId: anaId } });
    assert.deepEqual(await linksOf(world, { callId, objectType: 'contact' }), [`${anaId} manual`]);
  });
});

describe('an address', () => {
  it('is the contact’s whether it is their first or a further one, in whatever letters', async () => {
    function add(email: string) {
      return portal.add({ objectType: 'contact', values: { firstname: 'Iris', lastname: 'Sole', email } });
    }
    let keptId = await add('iris@merged.example');
    for (const email of ['iris.old@merged.example', 'iris@further.example']) {
      const merged = await portal.crm.mergeRecords({ objectType: 'contact', keptId, mergedId: await add(email) });
      keptId = merged.externalId;
    }
    const world = await openWorld();
    const recordId = await world.recordOf('contact', keptId);
    for (const [place, email] of ['iris.old@merged.example', 'Iris@MERGED.example', 'iris@further.example'].entries()) {
      const iris = partyOf({ side: 'external', name: 'I. Sole', email, speakerId: '2' });
      const callId = await world.matched(`cm4-${place}`, [maya, iris]);
      assert.deepEqual(await linksOf(world, { callId, objectType: 'contact' }), [`${recordId} email`], email);
    }
  });
});
