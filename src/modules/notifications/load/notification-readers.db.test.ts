import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChangeSet, decideChanges, undoChanges } from '#modules/changesets';
import { noteStatements, resolveContradiction, reviewContradictions, tieChanges } from '#modules/contradictions';
import { crmAssociations, crmDefinitions, findRecord, readValueWords } from '#modules/crm';
import { receiveEvent, retryEvent, settleEvent } from '#modules/intake';
import { listDrifts, recordDrift, recordGap, recordStation } from '#modules/ledger';
import { and, eq } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createChangeWorld, deal, dealOwner, setting } from '#test/change-world';
import { noConnections } from '#test/no-connections';
import { configureNotifications, createNotificationReaders, renderView } from '../index.ts';

const suite = await analysisSuite();
const readers = createNotificationReaders({
  baseUrl: () => 'http://127.0.0.1:8000',
  loadFurther: () => Promise.resolve(null),
});

describe('what notifications say', () => {
  test('of a call comes from its newest analysis, and stays its own workspace’s', async () => {
    const plain = await suite.freshContext();
    const ctx = { ...plain, connections: noConnections };
    const text =
      'Maya Okafor: I will send you the three-year proposal by Friday.\nSam Ortiz: Good. Your price is above what we can pay, and that is a risk for us.\n';
    const { callId } = await analyzeText({ ctx: plain, name: 'call.txt', text });
    const question = { ctx, kind: 'call_summary', subject: { callId } } as const;
    const view = await readers.loadView(question);
    assert.ok(view?.kind === 'call_summary');
    assert.deepEqual(view.people.toSorted(), ['Maya Okafor', 'Sam Ortiz']);
    assert.equal(view.reportAddress, `http://127.0.0.1:8000/calls/${ctx.workspaceId}/${callId}`);
    assert.match(view.nextSteps[0]?.text ?? '', /three-year proposal/);
    assert.ok(renderView(view).length === 1);
    assert.deepEqual(await readers.accountOf(question), {
      recordId: null,
      companyName: null,
      ownerEmail: null,
      teams: [],
    });
    const other = { ...(await suite.freshContext()), connections: noConnections };
    assert.equal(await readers.loadView({ ...question, ctx: other }), null);
  });

  test('of changes are those that somebody is asked about, by their label, with who decided', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('closedate', '2026-12-15')]);
    assert.ok(change !== undefined);
    const subject = { changeSetId: change.changeSetId };
    const question = { ctx: world.ctx, kind: 'approval_request', subject } as const;
    const before = await readers.loadView(question);
    assert.ok(before?.kind === 'approval_request');
    assert.deepEqual(
      before.changes.map(({ field, newValue, state }) => [field, newValue, state]),
      [['Close date', 'Tue, Dec 15, 2026', 'waiting']],
    );
    const account = await readers.accountOf(question);
    assert.deepEqual([account.ownerEmail, account.teams], ['maya@tidewater.example', ['Sales']]);
    const isHere = eq(crmDefinitions.workspaceId, world.ctx.workspaceId);
    const owners = await world.ctx.db
      .delete(crmDefinitions)
      .where(and(isHere, eq(crmDefinitions.kind, 'owner')))
      .returning();
    const unread = await readers.accountOf(question);
    assert.deepEqual([unread.ownerEmail, unread.isOwnerUnread], [null, true], 'the owners are read later');
    const card = await readers.loadView(question);
    assert.ok(card?.kind === 'approval_request');
    const command = `sophia changes approve ${change.changeId.slice(-8)} --workspace ${world.ctx.workspaceId}`;
    assert.match(card.changes[0]?.deciders ?? '', new RegExp(`runs Sophia decides: ${command}$`));
    await world.ctx.db.insert(crmDefinitions).values(owners);
    const decision = { changeId: change.changeId, decision: 'reject' as const, value: null, reason: 'In jest.' };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    const decided = await readers.loadView(question);
    assert.ok(decided?.kind === 'approval_request');
    assert.deepEqual([decided.changes[0]?.state, decided.changes[0]?.decisions[0]?.reason], ['rejected', 'In jest.']);
    assert.ok(!JSON.stringify(renderView(decided)).includes('"button"'));
  });

  test('belong to the company of their deal, and to the deal where it has a channel of its own', async () => {
    const { ctx, crm, sync } = await createChangeWorld(suite);
    const company = { objectType: 'company', externalId: '201' } as const;
    crm.seed(company, { name: { value: 'Larkspur', source: 'person' } });
    await sync();
    async function recordOf({ objectType, externalId }: typeof deal) {
      const type = objectType === 'company' ? 'company' : 'deal';
      return (await findRecord({ ctx, input: { objectType: type, externalId } }))?.recordId ?? '';
    }
    const [dealId, companyId] = [await recordOf(deal), await recordOf(company)];
    const tie = {
      fromType: 'deal',
      fromExternalId: deal.externalId,
      toType: 'company',
      toExternalId: '201',
    } as const;
    await ctx.db
      .insert(crmAssociations)
      .values({ workspaceId: ctx.workspaceId, source: 'hubspot', ...tie, syncedAt: ctx.clock.now() });
    async function accountOf(recordId: string) {
      const account = await readers.accountOf({ ctx, kind: 'risk_warning', subject: { recordId } });
      return [account.recordId, account.dealRecordId];
    }
    assert.deepEqual(await accountOf(dealId), [companyId, dealId]);
    assert.deepEqual(await accountOf(companyId), [companyId, undefined]);
  });

  test('of a change that was taken back say who had it taken back', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('closedate', '2026-12-15')]);
    const { changeId = '', changeSetId = '' } = change ?? {};
    const decision = { changeId, decision: 'approve' as const, value: null, reason: null };
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions: [decision] } });
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId } });
    const question = { ctx: world.ctx, kind: 'approval_request', subject: { changeSetId } } as const;
    async function words(): Promise<string> {
      const view = await readers.loadView(question);
      return view === null ? '' : JSON.stringify(renderView(view));
    }
    assert.doesNotMatch(await words(), /took it back/);
    await undoChanges({ ctx: world.as(dealOwner), input: { changeId } });
    assert.match(await words(), /maya@tidewater\.example approved .* maya@tidewater\.example took it back /);
  });

  test('name fields, days and sums of a deal also before the CRM was asked how it describes itself', async () => {
    const words = await readValueWords(await suite.freshContext());
    const place = { objectType: 'deal', property: 'closedate' };
    const amount = { objectType: 'deal', property: 'amount' };
    assert.deepEqual([words.field(place), words.field(amount)], ['Close date', 'Amount']);
    assert.equal(words.value({ ...place, value: '2027-01-02T00:00:00.000Z' }), 'Sat, Jan 2, 2027');
    assert.deepEqual(
      ['16920.00', '12000'].map((value) => words.value({ ...amount, value })),
      ['$16,920', '$12,000'],
    );
  });

  test('go by the teams of the CRM: a line for a team that there is not is refused with those there are', async () => {
    const world = await createChangeWorld(suite);
    const destination = { to: 'channel', channel: '#sales' } as const;
    const known = { ctx: world.ctx, input: { routes: [{ team: 'sales', destination }] } };
    assert.equal((await configureNotifications(known)).routes.length, 1);
    const unknown = { ctx: world.ctx, input: { routes: [{ team: 'West', destination }] } };
    await assert.rejects(configureNotifications(unknown), {
      code: 'input.invalid',
      message: /a team of the CRM's owners \(Sales\), found "West"/,
    });
  });

  test('of a change is its whole sentence, old and new written alike, and what it contradicts', async () => {
    const world = await createChangeWorld(suite);
    const { threads, models } = await suite.freshContext();
    const ctx = { ...world.ctx, threads, models };
    const said = 'The owners agree. It is $27,500 that got approved, as Mr. Ortiz said. Thank you.';
    const text = `Maya Okafor: Where are we?\nAna Ruiz: ${said}\n`;
    const { callId } = await analyzeText({ ctx, name: 'sum.txt', text });
    const noted = { callId, dealRecordId: `${ctx.workspaceId}-deal-501`, competitorField: null };
    const { recordIds } = await noteStatements({ ctx, input: noted });
    const { found } = await reviewContradictions({ ctx, input: { recordIds } });
    const start = said.indexOf('$27,500');
    const place = { quote: '$27,500', turn: 1, start, end: start + 7, sentence: '1.1', startMs: 0, endMs: 4000 };
    const evidence = { ...place, speaker: 'Ana Ruiz', side: 'external' } as const;
    const [change] = await world.propose([
      { ...setting('amount', '27500'), evidence: [{ callId, claimId: null, evidence, note: null }] },
      setting('dealstage', 's2'),
    ]);
    await tieChanges({ ctx, input: { changeSetId: change?.changeSetId ?? '' } });
    const subject = { changeSetId: change?.changeSetId ?? '' };
    const view = await readers.loadView({ ctx, kind: 'approval_request', subject });
    assert.ok(view?.kind === 'approval_request');
    const [amount, stage] = view.changes;
    assert.deepEqual([amount?.oldValue, amount?.newValue], ['$30,000', '$27,500']);
    assert.deepEqual([stage?.field, stage?.oldValue, stage?.newValue], ['Stage', 'Discovery', 'Negotiation']);
    assert.equal(stage?.deciders, 'Decides: maya@tidewater.example');
    assert.deepEqual(amount?.quote, {
      text: 'It is $27,500 that got approved, as Mr. Ortiz said.',
      speaker: 'Ana Ruiz (theirs)',
      address: null,
      turnAddress: `http://127.0.0.1:8000/calls/${ctx.workspaceId}/${callId}#turn-1`,
    });
    assert.match(
      amount.contradiction ?? '',
      /^Contradiction: the CRM has \$30,000.*, the call says \$27,500\. Approving says that the call is right, rejecting that the CRM is\.$/,
    );
    assert.equal(stage?.contradiction, null);
    const words = JSON.stringify(renderView(view));
    assert.match(words, /⚠ Contradiction: the CRM has \$30,000/);
    assert.match(words, /> It is \$27,500 that got approved, as Mr\. Ortiz said\.\\nAna Ruiz \(theirs\) · <.*\|read>/);
    const answer = { contradictionId: found[0] ?? '', state: 'crm_right' as const };
    await resolveContradiction({ ctx, input: answer });
    const answered = await readers.loadView({ ctx, kind: 'approval_request', subject });
    assert.ok(answered?.kind === 'approval_request');
    assert.match(
      answered.changes[0]?.contradiction ?? '',
      /the call says \$27,500; .* has said that the CRM is right\.$/,
    );
  });

  test('of a stage names the change in its contradiction, and no contradiction that says another thing', async () => {
    for (const [said, wanted] of [
      ['We decided on you.', /, the call says agreed; Negotiation is proposed for that\. Approving says/],
      ['We decided to go with someone else.', null],
    ] as const) {
      const world = await createChangeWorld(suite);
      const { threads, models } = await suite.freshContext();
      const ctx = { ...world.ctx, threads, models };
      const { callId } = await analyzeText({ ctx, name: 'stage.txt', text: `Maya Okafor: And?\nAna Ruiz: ${said}\n` });
      const noted = { callId, dealRecordId: `${ctx.workspaceId}-deal-501`, competitorField: null };
      const { recordIds } = await noteStatements({ ctx, input: noted });
      assert.equal((await reviewContradictions({ ctx, input: { recordIds } })).found.length, 1, said);
      const evidence = [{ callId, claimId: null, evidence: null, note: null }];
      const [change] = await world.propose([{ ...setting('dealstage', 's2'), evidence }]);
      const changeSetId = change?.changeSetId ?? '';
      await tieChanges({ ctx, input: { changeSetId } });
      const view = await readers.loadView({ ctx, kind: 'approval_request', subject: { changeSetId } });
      assert.ok(view?.kind === 'approval_request');
      const told = view.changes[0]?.contradiction ?? null;
      if (wanted === null) assert.equal(told, null);
      else assert.match(told ?? '', wanted);
    }
  });

  test('of a vendor that is not as it was says what, and what that means', async () => {
    const ctx = { ...(await suite.freshContext()), connections: noConnections };
    const renamed = { label: 'Deal Priority', difference: 'option-renamed', before: 'low', after: 'lowest' };
    const gone = { label: 'Company Industry', difference: 'removed', before: null, after: null };
    const drift = {
      source: 'hubspot',
      what: 'definitions',
      key: 'a',
      severity: 'high',
      lines: [renamed, gone],
    } as const;
    await recordDrift({ ctx, input: { ...drift, lines: [renamed, gone] } });
    const { drifts } = await listDrifts({ ctx, input: { since: '2026-01-01', limit: 1 } });
    const view = await readers.loadView({ ctx, kind: 'drift', subject: { driftId: drifts[0]?.driftId ?? '' } });
    assert.ok(view?.kind === 'drift');
    assert.deepEqual(view.lines, ['Deal Priority has an option renamed: “low” → “lowest”', 'Company Industry is gone']);
    assert.match(JSON.stringify(renderView(view)), /HubSpot describes itself otherwise.*sophia policy show/);
    const other = { ...(await suite.freshContext()), connections: noConnections };
    const subject = { driftId: drifts[0]?.driftId ?? '' };
    assert.equal(await readers.loadView({ ctx: other, kind: 'drift', subject }), null);
  });

  test('of owners who cannot be reached names all of the day', async () => {
    const ctx = { ...(await suite.freshContext()), connections: noConnections };
    for (const owner of ['left', 'gone']) {
      const after = `Expected the owner in Slack by the address ${owner}@tidewater.example`;
      const lines = [{ label: 'An owner of the CRM', difference: 'unreachable', before: null, after }];
      const drift = { source: 'slack', what: 'delivery', severity: 'medium', lines } as const;
      await recordDrift({ ctx, input: { ...drift, key: `owners:${owner}` } });
    }
    const { drifts } = await listDrifts({ ctx, input: { since: '2026-01-01', limit: 2 } });
    const view = await readers.loadView({ ctx, kind: 'drift', subject: { driftId: drifts[1]?.driftId ?? '' } });
    assert.ok(view?.kind === 'drift');
    assert.deepEqual(view.lines, [
      'An owner of the CRM cannot be reached: “Expected the owner in Slack by the address left@tidewater.example”',
      'An owner of the CRM cannot be reached: “Expected the owner in Slack by the address gone@tidewater.example”',
    ]);
    assert.equal(view.title, 'Owners of the CRM cannot be reached in Slack');
    assert.match(view.advice, /slack-link/);
  });

  test('of a change that became too old to be written unasked shows it with its buttons', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('next_steps', 'Board')]);
    assert.ok(change !== undefined);
    world.ctx.clock.advance(25 * 3_600_000);
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId: change.changeSetId } });
    const subject = { changeSetId: change.changeSetId };
    const view = await readers.loadView({ ctx: world.ctx, kind: 'approval_request', subject });
    assert.ok(view?.kind === 'approval_request');
    assert.deepEqual(
      view.changes.map(({ newValue, state }) => [newValue, state]),
      [['Board', 'waiting']],
    );
  });

  test('of what failed in every try names each with its cause, and is told only while something has', async () => {
    const ctx = { ...(await suite.freshContext()), connections: noConnections };
    const day = ctx.clock.now().toISOString().slice(0, 10);
    const question = { ctx, kind: 'dead_letters', subject: { source: 'hubspot', day } } as const;
    assert.equal(await readers.loadView(question), null);
    const problem = { code: 'vendor.refused', message: 'It was refused.', action: 'Look at it.' };
    const kept: string[] = [];
    for (let count = 1; count <= 25; count += 1) {
      const told = {
        source: 'hubspot',
        kind: 'deal.propertyChange',
        dedupeKey: `${count}`,
        subject: `${count}`,
      } as const;
      const { inboxId } = await receiveEvent({ ctx, input: { ...told, payload: {}, occurredAt: null } });
      await settleEvent({ ctx, input: { inboxId, problem, attempts: 3 } });
      kept.push(inboxId);
    }
    const view = await readers.loadView(question);
    assert.ok(view?.kind === 'dead_letters');
    assert.deepEqual([view.source, view.count, view.letters.length], ['HubSpot', 25, 20]);
    assert.deepEqual(view.letters[0]?.cause, 'It was refused.');
    assert.equal(view.address, 'http://127.0.0.1:8000/ledger?tab=calls');
    const messages = renderView(view);
    assert.equal(messages.length, 1);
    assert.equal(messages[0]?.text, '25 events of HubSpot could not be processed');
    for (const inboxId of kept) await retryEvent({ ctx, input: { inboxId } });
    assert.equal(await readers.loadView(question), null);
  });

  test('of a gap is told only while there is one', async () => {
    const ctx = { ...(await suite.freshContext()), connections: noConnections };
    const subject = { source: 'gong', externalId: '77' };
    const question = { ctx, kind: 'gap', subject } as const;
    assert.equal(await readers.loadView(question), null);
    const gap = {
      missing: 'stored',
      cause: 'transcript_not_ready',
      detail: 'Asked twice.',
      nextAttemptAt: null,
    } as const;
    const url = 'https://app.gong.example/call?id=77';
    await recordStation({ ctx, input: { ...subject, stations: ['expected'], title: 'Kick-off', url } });
    await recordGap({ ctx, input: { ...subject, ...gap } });
    const view = await readers.loadView(question);
    assert.ok(view?.kind === 'gap');
    assert.deepEqual(
      [view.title, view.missing, view.cause, view.attempts, view.address],
      ['Kick-off', 'stored', 'transcript not ready', 1, 'http://127.0.0.1:8000/ledger?tab=calls'],
    );
    assert.deepEqual([view.externalId, view.sourceAddress, view.reportAddress], ['77', url, null]);
    const refused = { missing: 'written', cause: 'write_refused', detail: 'No.', nextAttemptAt: null } as const;
    await recordGap({ ctx, input: { ...subject, ...refused } });
    const asked = { ...question, subject: { ...subject, cause: 'write_refused' } } as const;
    const other = await readers.loadView(asked);
    assert.ok(other?.kind === 'gap');
    assert.deepEqual([other.missing, other.detail, other.reportAddress], ['written', 'No.', null]);
    await recordStation({ ctx, input: { ...subject, stations: ['received'], callId: 'call_77' } });
    const analyzed = await readers.loadView(asked);
    assert.ok(analyzed?.kind === 'gap');
    assert.equal(analyzed.reportAddress, `http://127.0.0.1:8000/calls/${ctx.workspaceId}/call_77`);
    assert.match(JSON.stringify(renderView(analyzed)), /call 77 .*\|Report>.*\|Recording in Gong>.*\|Ledger>/);
  });
});
