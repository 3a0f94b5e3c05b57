import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { Answer } from '#contracts';
import { crmDefinitions, crmRecords } from '#modules/crm';
import { createHealthRegistry } from '#platform/health';
import { eq } from '#platform/sql';
import { performOperation } from '#surfaces/operations';
import { analysisSuite } from '#test/analysis-suite';
import { assertKept } from '#test/assert-kept';
import { runShown } from '#test/assistant-world';
import { openPeopleInSlack } from '#test/people-in-slack';
import { createRestServer } from '#test/rest-server';
import { runCommand } from '#test/run-command';
import { createTwoTeamsWorld, type Side } from '#test/two-teams-world';

const suite = await analysisSuite();
const { ctx, chat, west, east, keyOf } = await createTwoTeamsWorld(suite);
await makeRenewals();
const { server } = await createRestServer(ctx);
after(() => server.close());
const slack = openPeopleInSlack({ ctx, chat });

const question = 'which renewals are at risk this quarter and why?';
const sides = [
  { who: 'MAYA', own: west, other: east },
  { who: 'BEN', own: east, other: west },
] as const;

const Rows = z.array(z.record(z.string(), z.unknown()));

/** Both deals stand in a pipeline of renewals; the second closes this quarter without an amount. */
async function makeRenewals(): Promise<void> {
  const stages = [{ externalId: 'r1', label: 'Up for renewal', position: 0, isClosed: false, isWon: false }];
  await ctx.db.insert(crmDefinitions).values({
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    kind: 'pipeline',
    scope: 'deal',
    externalId: 'renewals',
    body: {
      externalId: 'renewals',
      label: 'Renewals',
      stages: stages.map((stage) => ({ ...stage, probability: 0.5 })),
    },
    goneAt: null,
    updatedAt: ctx.clock.now(),
  });
  for (const { dealId, dealName } of [west, east]) {
    const properties = { dealname: dealName, dealstage: 'r1', pipeline: 'renewals', closedate: '2026-09-28' };
    await ctx.db.update(crmRecords).set({ properties }).where(eq(crmRecords.id, dealId));
  }
}

async function askByRest(side: Side): Promise<Answer> {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/v1/questions?workspace=${ctx.workspaceId}`,
    headers: { host: '127.0.0.1:8000', authorization: `Bearer ${await keyOf(side.email)}` },
    payload: { question },
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return Answer.parse(answer.json());
}

/** The command line belongs to whoever has the machine and sees everything. Returns the answer and what is written. */
async function askByCommand(parameters: readonly string[]): Promise<{ answer: Answer; output: string }> {
  const health = createHealthRegistry({ clock: ctx.clock });
  const input = { question, channel: 'command_line', conversation: null } as const;
  const answer = await performOperation('assistant.ask', { ctx, health, input });
  const { code, asked, output } = await runCommand(['ask', ...parameters, question], answer);
  assert.deepEqual(
    [code, asked.map((call) => z.array(z.unknown()).parse(call).slice(0, 2))],
    [0, [['assistant.ask', input]]],
  );
  return { answer, output };
}

/** The number of an answer is what its query gives when it is run again as it is shown. */
async function assertCounted(answer: Answer, expected: number): Promise<void> {
  const [figure] = answer.figures;
  assert.equal(figure?.value, expected, answer.text);
  const [row] = Rows.parse(await runShown(ctx, answer.queries[figure?.query ?? 0]?.sql ?? ''));
  assert.equal(Number(row?.[figure?.column ?? '']), expected);
  assert.ok(answer.text.includes(String(expected)), answer.text);
}

describe('“which renewals are at risk this quarter and why?”', () => {
  it('over REST gives each their own number from the shown query, with reasons that open the turn', async () => {
    for (const { own, other } of sides) {
      const answer = await askByRest(own);
      assert.equal(answer.intent, 'warnings.at_risk');
      await assertCounted(answer, 1);
      assert.match(answer.understood, /this quarter/);
      const numbers = answer.lines.flatMap(({ citations }) => citations);
      const cited = answer.citations.filter(({ number }) => numbers.includes(number));
      const turn = cited.find(({ type, callId }) => type === 'turn' && callId === own.callId);
      assert.equal(turn?.path, `/calls/${ctx.workspaceId}/${own.callId}#turn-2`);
      assert.match(JSON.stringify(answer.lines), new RegExp(own.dealName));
      assert.ok(answer.unknown.some((sentence) => sentence.includes('yours to see')));
      assertKept(JSON.stringify(answer), { secrets: other.secrets, what: 'REST' });
    }
  });

  it('in Slack tells the same number, what it counts, the reasons with their turns and what is not known', async () => {
    for (const { who, own, other } of sides) {
      const { whispers, posted } = await slack.ask(who, `<@U0> ${question}`);
      assert.equal(posted.length, 0);
      const told = JSON.stringify(whispers);
      assert.match(told, /\b1 open deal\b/);
      assert.match(told, /Counted: Open deals[^"]*this quarter|Counted: Open deals[^"]*2026-07-01 to 2026-09-30/);
      assert.match(told, /\/answers\/ans_[^|]*\|The query>/);
      assert.ok(told.includes(`/calls/${ctx.workspaceId}/${own.callId}#turn-2|`), told);
      assert.match(told, /Not known: [^"]*yours to see/);
      assertKept(told, { secrets: other.secrets, what: 'Slack' });
    }
  });

  it('by `sophia ask` counts both, shows the query, and its number is what the query gives', async () => {
    const { answer, output } = await askByCommand(['--show-query']);
    await assertCounted(answer, 2);
    const [query] = answer.queries;
    assert.ok(output.includes(`-- ${query?.definition}\n${query?.sql};`), output);
    for (const { dealName, callId } of [west, east]) {
      assert.ok(output.includes(dealName));
      assert.ok(output.includes(`/calls/${ctx.workspaceId}/${callId}#turn-2`));
    }
  });
});
