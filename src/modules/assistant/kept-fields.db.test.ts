import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { leftWords } from '#modules/calls';
import { crmPropertyChanges, crmRecords } from '#modules/crm';
import { and, eq, sql } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { shippedPolicy } from '#test/change-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Of its deals only that of Larkspur Hill has a next step; today is 2026-09-14. */
const { ctx } = await createAssistantWorld(suite);

/** A field that holds words of a call that is gone. */
async function keep(externalId: string, { property, value }: { property: string; value: string }): Promise<void> {
  const { workspaceId } = ctx;
  const valueHash = createHash('sha256').update(value).digest('hex');
  await ctx.db.insert(leftWords).values({ workspaceId, objectType: 'deal', externalId, property, valueHash });
  await set(externalId, { property, value });
}

async function set(externalId: string, { property, value }: { property: string; value: string }): Promise<void> {
  const { workspaceId } = ctx;
  await ctx.db
    .update(crmRecords)
    .set({ properties: sql`${crmRecords.properties} || ${JSON.stringify({ [property]: value })}::jsonb` })
    .where(
      and(
        eq(crmRecords.workspaceId, workspaceId),
        eq(crmRecords.objectType, 'deal'),
        eq(crmRecords.externalId, externalId),
      ),
    );
}

async function moveTo(property: string, values: readonly string[]): Promise<void> {
  const { workspaceId } = ctx;
  const [deal] = await ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, workspaceId), eq(crmRecords.externalId, '501')));
  await ctx.db.insert(crmPropertyChanges).values(
    values.map((value, position) => ({
      workspaceId,
      recordId: deal?.id ?? '',
      property,
      value,
      at: new Date(Date.UTC(2026, 8, 8 + position)),
      position,
      source: 'person' as const,
      sourceType: 'CRM_UI',
    })),
  );
}

async function ask(question: string): Promise<Answer> {
  return askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
}

describe('a field that is kept from whoever asks', () => {
  it('is not empty: the deal is not among those without it', async () => {
    const question = 'which deals have no next step?';
    assert.match(JSON.stringify((await ask(question)).lines), /Quince Street - Recover/);
    await keep('503', { property: 'next_steps', value: 'They send the marmalade plan.' });
    const { text, lines } = await ask(question);
    assert.match(text, /^2 open deals have no next step in the CRM/);
    assert.doesNotMatch(JSON.stringify(lines), /Quince Street - Recover/);
    const inPeriod = await ask('which deals closing in November have no next step?');
    assert.doesNotMatch(JSON.stringify([inPeriod.text, inPeriod.lines]), /Quince Street - Recover/);
  });

  it('is said to be there where one deal is asked about', async () => {
    const { text } = await ask('what is the next step for Quince Street - Recover?');
    assert.equal(
      text,
      'What the CRM has as the next step of Quince Street - Recover is words of another call, which are not shown here.',
    );
    assert.match(JSON.stringify(await ask('status of Quince Street - Recover')), /next step: words of another call/);
    await keep('503', { property: 'main_competitor', value: 'Marmalade and Sons' });
    const rival = await ask('who is the competitor on Quince Street - Recover?');
    assert.match(rival.text, /^What the CRM has as the competitor of Quince Street - Recover is words of another call/);
    assert.doesNotMatch(JSON.stringify(rival), /marmalade/iu);
  });

  it('is a reason that is not shown, where deals were lost', async () => {
    await ctx.db.execute(sql`update crm_definitions set body = jsonb_set(body, '{stages,2,isWon}', 'false')
      where workspace_id = ${ctx.workspaceId} and kind = 'pipeline' and body -> 'stages' -> 2 ->> 'externalId' = 's3'`);
    const question = 'why did we lose deals?';
    assert.match(JSON.stringify(await ask(question)), /no reason given: 1/);
    await keep('504', { property: 'closed_lost_reason', value: 'The marmalade fee' });
    const answer = await ask(question);
    assert.match(JSON.stringify(answer.lines), /words of another call, which are not shown here: 1 \(Oakmere - Pay\)/);
    assert.doesNotMatch(JSON.stringify(answer), /marmalade|gives no reason/iu);
  });

  it('stood between the values before and after it', async () => {
    await keep('501', { property: 'hs_next_step', value: 'They send the marmalade plan.' });
    await moveTo('hs_next_step', ['Send the quote', 'They send the marmalade plan.', 'Send the contract']);
    const { lines } = await ask('what changed on Larkspur Hill in the last 30 days?');
    const told = lines.map(({ text }) => text).filter((text) => text.includes('next step'));
    assert.deepEqual(told, [
      'Larkspur Hill - Renewal: next step from words of another call, which are not shown here to Send the contract on 2026-09-10 (person)',
    ]);
  });
});

describe('the next step of a deal', () => {
  it('is what stands in the field that the policy names', async () => {
    await set('505', { property: 'plan_ahead', value: 'Visit the lighthouse' });
    const fields = { ...shippedPolicy.fields, nextSteps: 'plan_ahead' };
    const named = { ...ctx, policy: { fields } };
    const input = { question: 'which deals have no next step?', channel: 'api', conversation: null } as const;
    assert.match(JSON.stringify((await askQuestion({ ctx, input })).lines), /Oakmere - Euro/);
    assert.doesNotMatch(JSON.stringify((await askQuestion({ ctx: named, input })).lines), /Oakmere - Euro/);
    const one = { ...input, question: 'what is the next step for Oakmere - Euro?' };
    const { text } = await askQuestion({ ctx: named, input: one });
    assert.equal(text, 'The next step of Oakmere - Euro in the CRM: Visit the lighthouse.');
    const nothing = { ...ctx, policy: { fields: { ...fields, nextSteps: null } } };
    assert.match((await askQuestion({ ctx: nothing, input: one })).text, /^The CRM has no next step/);
  });
});
