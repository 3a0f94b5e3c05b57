import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { AnalysisReport, HealthReport } from '#contracts';
import { KeptAnswers } from '#modules/analysis';
import { renderReport } from '#modules/reports';
import { callText } from '#test/batch-of-calls';
import { type ModelVendors, startModelVendors, type Vendor, vendorModels } from '#test/model-vendors';
import { type RunningServer, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';

const worlds = await sophiaWorlds();

let vendors: ModelVendors;
let calls = 100;

before(async () => {
  vendors = await startModelVendors();
});
beforeEach(() => vendors.recover());
after(() => vendors.close());

/** Analyzes a call that was never analyzed before by the engine `model` and returns the report. */
async function analyze(
  world: SophiaWorld,
  {
    environment,
    workspace = 'main',
    engine = ['--engine', 'model'],
  }: { environment: Record<string, string>; workspace?: string; engine?: readonly string[] },
): Promise<AnalysisReport> {
  calls += 1;
  const name = `call-${calls}.txt`;
  await writeFile(join(world.folder, name), callText(calls));
  const options = [...engine, '--format', 'json', '--internal', 'Maya Okafor', '--workspace', workspace];
  const ended = await world.run(['analyze', name, ...options], { environment });
  assert.equal(ended.code, 0, ended.stderr);
  return AnalysisReport.parse(JSON.parse(ended.stdout));
}

function assertMadeBy(vendor: Vendor, { envelope, result }: AnalysisReport): void {
  const { fellBackFrom: _failed, version, ...made } = result.engine;
  assert.deepEqual(made, { name: 'model', promptVersion: 'v2', provider: vendor, model: vendorModels[vendor] });
  assert.match(version, /^\d+$/u);
  assert.ok(envelope.costMicroUsd > 0 && result.verification.kept > 0);
}

function failuresOf({ result }: AnalysisReport): string[] {
  return result.engine.fellBackFrom.map(({ provider, model, reason }) => `${provider} ${model} ${reason}`);
}

describe('an analysis by models', { timeout: 900_000 }, () => {
  let world: SophiaWorld;
  let server: RunningServer;
  let environment: Record<string, string>;

  before(async () => {
    world = await worlds.create();
    environment = vendors.environment('anthropic', 'openai');
    server = await world.serve(['--no-example'], { environment });
  });

  async function modelHealth() {
    const report = HealthReport.parse(await (await fetch(`${server.address}/health/ready`)).json());
    return { all: report.state, models: report.dependencies.find(({ name }) => name === 'language models') };
  }

  it('is not made, and no vendor asked, where nobody asked for a model', async () => {
    const report = await analyze(world, { environment, engine: [] });
    assert.equal(report.result.engine.name, 'rules');
    assert.deepEqual(await vendors.received('anthropic'), []);
    assert.deepEqual(await vendors.received('openai'), []);
  });

  it('says which one made it and what it cost', async () => {
    const report = await analyze(world, { environment });
    assertMadeBy('anthropic', report);
    assert.deepEqual(report.result.engine.fellBackFrom, []);
    const { commitments } = report.result.findings;
    assert.ok(commitments.some(({ rule, quote }) => rule === 'model.analysis.v2' && /the contract/u.test(quote)));
    assert.equal((await vendors.received('openai')).length, 0);
  });

  for (const [kind, more, reason] of [
    ['malformed_json', {}, /^model\.malformed: After one repair the answer is not JSON\.$/u],
    ['overloaded', { retryAfterSeconds: null }, /^vendor\.unavailable: .* 529/u],
    ['truncated', {}, /^model\.truncated: The answer was cut off at 16000 tokens\.$/u],
    ['slow', { latencyMs: 20_000 }, /^vendor\.timeout: .* none after 10000 ms\.$/u],
    ['refusal', {}, /^model\.refused: The model declined to answer\.$/u],
    ['dropped_connection', {}, /^vendor\.unavailable: .* no working connection/u],
    ['unauthorized', {}, /^vendor\.unauthorized: /u],
  ] as const) {
    it(`goes to the next provider after ${kind} and says why`, async () => {
      await vendors.spoil('anthropic', { kind, ...more });
      const report = await analyze(world, { environment });
      assertMadeBy('openai', report);
      const [failure, ...further] = report.result.engine.fellBackFrom;
      assert.deepEqual(further, []);
      assert.deepEqual([failure?.provider, failure?.model], ['anthropic', vendorModels.anthropic]);
      assert.match(failure?.reason ?? '', reason);
    });
  }

  it('waits as long as a rate limit says and asks the same provider again', async () => {
    await vendors.spoil('anthropic', { kind: 'rate_limited', times: 1, retryAfterSeconds: 1 });
    assertMadeBy('anthropic', await analyze(world, { environment }));
    const [first, second] = await vendors.received('anthropic');
    assert.deepEqual([first?.status, second?.status], [429, 200]);
    assert.ok(Date.parse(second?.at ?? '') - Date.parse(first?.at ?? '') >= 1000);
  });

  it('is the rules’ where every provider fails, and names each', async () => {
    await vendors.spoil('anthropic', { kind: 'refusal' });
    await vendors.spoil('openai', { kind: 'malformed_json' });
    const report = await analyze(world, { environment });
    assert.deepEqual(
      [report.result.engine.name, report.result.engine.provider, report.result.engine.promptVersion],
      ['rules', null, null],
    );
    const [first, second, ...further] = failuresOf(report);
    assert.match(first ?? '', /^anthropic claude-sonnet-5-5 model\.refused: /u);
    assert.match(second ?? '', /^openai gpt-6\.1-sol model\.malformed: /u);
    assert.deepEqual(further, []);
    assert.ok(report.result.findings.commitments.length > 0);
    assert.ok(report.envelope.costMicroUsd > 0, 'what was asked in vain was paid for');
    if (world.databaseUrl === null) {
      const { all, models } = await modelHealth();
      assert.deepEqual([all, models?.state], ['degraded', 'degraded']);
      assert.match(models?.reason ?? '', /^anthropic:claude-sonnet-5-5 has failed since .*declined.*openai:gpt/u);
      assert.match(models?.reason ?? '', /In its place: the rules\.$/u);
      assert.notEqual(models?.action, null);
    }
  });

  it('asks the models again for a call that the rules had to make', async () => {
    await vendors.spoil('anthropic', { kind: 'refusal' });
    await vendors.spoil('openai', { kind: 'refusal' });
    assert.equal((await analyze(world, { environment })).result.engine.name, 'rules');
    await vendors.recover();
    calls -= 1;
    const again = await analyze(world, { environment });
    assertMadeBy('anthropic', again);
    assert.equal(again.envelope.analysisVersion, 2);
    if (world.databaseUrl === null) assert.match((await modelHealth()).models?.reason ?? '', /^openai:gpt/u);
  });

  for (const [kind, refusedFor] of [
    ['altered_quote', 'quote_not_found'],
    ['wrong_speaker', 'speaker_mismatch'],
    ['invented_number', 'number_not_in_quote'],
    ['invented_name', 'name_not_in_quote'],
    ['reversed_wording', 'negation_added'],
  ] as const) {
    it(`refuses and counts claims with ${kind}`, async () => {
      await vendors.spoil('anthropic', { kind });
      const report = await analyze(world, { environment });
      assertMadeBy('anthropic', report);
      const { refused, refusedByReason, kept, proposed } = report.result.verification;
      const number = refused.filter(({ reason }) => reason === refusedFor).length;
      assert.ok(number >= 3);
      assert.equal(refusedByReason[refusedFor], number);
      assert.equal(proposed, kept + refused.length);
      const claims = JSON.stringify(report.result.findings);
      for (const { quote, reason } of refused) {
        if (reason === 'quote_not_found') assert.ok(!claims.includes(JSON.stringify(quote)));
      }
    });
  }

  it('leaves a provider alone that asks for longer than a wait is worth', async () => {
    await vendors.spoil('anthropic', { kind: 'rate_limited', retryAfterSeconds: 600 });
    const report = await analyze(world, { environment });
    assertMadeBy('openai', report);
    assert.match(failuresOf(report)[0] ?? '', /^anthropic claude-sonnet-5-5 vendor\.rate-limited: /u);
    assert.equal((await vendors.received('anthropic')).length, 1);
  });

  it('leaves behind what it cost and every answer', async () => {
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    const { spend, kept } = await world.withDatabase(async ({ pool }) => ({
      spend: await pool.query(`select (select sum(cost_micro_usd)::int from model_usage) spent,
        (select sum(cost_micro_usd)::int from analyses) billed,
        (select count(*)::int from model_usage where workspace_id <> 'main' or purpose <> 'analysis') other`),
      kept: await pool.query(`select engine, media_type, derived_from ->> 0 = call_id as derived,
        convert_from(content, 'UTF8') as content
        from analyses left join artifacts on artifacts.hash = answers_hash order by analyses.id`),
    }));
    const [row] = z.array(z.object({ spent: z.int(), billed: z.int(), other: z.literal(0) })).parse(spend.rows);
    assert.ok(row !== undefined && row.spent > 0);
    assert.equal(row.spent, row.billed);
    const Kept = z.object({ engine: z.string(), content: z.string().nullable(), media_type: z.string().nullable() });
    const rows = z.array(Kept.extend({ derived: z.boolean().nullable() })).parse(kept.rows);
    assert.ok(rows.length > 10);
    for (const { engine, content, media_type: mediaType, derived } of rows) {
      assert.equal(content === null, engine === 'rules');
      if (content === null) continue;
      assert.deepEqual([mediaType, derived], ['application/json', true]);
      assert.equal(KeptAnswers.parse(JSON.parse(content)).analysis.length, 1);
    }
  });
});

describe('what models may cost', { timeout: 900_000 }, () => {
  it('is capped for each workspace and day, before the request that could pass the cap', async () => {
    const world = await worlds.create();
    const settings = vendors.environment('openai', 'anthropic');
    const none = await analyze(world, { environment: { ...settings, SOPHIA_MODEL_BUDGET_USD: '0' } });
    assert.equal(none.result.engine.name, 'rules');
    const needed = /up to \$(\d+\.\d+) more needed/u.exec(failuresOf(none)[0] ?? '')?.[1];
    assert.ok(needed !== undefined, failuresOf(none)[0]);
    await world.withDatabase(async ({ pool }) => {
      await pool.query("insert into workspaces (id, name, created_at) values ('second', 'Second', now())");
      await pool.query(`insert into model_usage (id, workspace_id, provider, model, purpose, input_tokens,
        cached_input_tokens, output_tokens, cost_micro_usd, estimated, created_at)
        values ('usage_yesterday', 'main', 'openai', 'm', 'analysis', 1, 0, 1, 900000000, false, now() - interval '1 day')`);
    });
    const environment = { ...settings, SOPHIA_MODEL_BUDGET_USD: String(Number(needed) + 0.001) };
    const server = await world.serve(['--no-example'], { environment });
    assertMadeBy('openai', await analyze(world, { environment }));
    const capped = await analyze(world, { environment });
    assert.equal(capped.result.engine.name, 'rules');
    assert.equal(capped.envelope.costMicroUsd, 0);
    assert.match(
      failuresOf(capped).join(),
      /^openai gpt-6\.1-sol model\.budget-exceeded: Expected .* cap of \$0\.\d+/u,
    );
    assert.equal((await vendors.received('openai')).length, 1);
    assert.equal((await vendors.received('anthropic')).length, 0);
    assertMadeBy('openai', await analyze(world, { environment, workspace: 'second' }));
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
  });
});

describe('the engine `model` without any model', { timeout: 900_000 }, () => {
  it('leaves it to the rules and says why, also in words', async () => {
    const world = await worlds.create();
    const report = await analyze(world, { environment: {} });
    assert.equal(report.result.engine.name, 'rules');
    assert.equal(report.envelope.costMicroUsd, 0);
    assert.match(
      failuresOf(report).join(),
      /^none none model\.off: No language model is configured: set OPENAI_API_KEY/u,
    );
    const shown = renderReport({ report, format: 'table', width: 100, colors: false });
    assert.match(shown.replaceAll(/\s+/gu, ' '), /Made by rules.*No language model is configured/u);
  });
});
