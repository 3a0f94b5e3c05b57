import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { AnalysisReport, TrackerPreview } from '#contracts';
import { writeCalls } from '#test/batch-of-calls';
import { type ModelVendors, startModelVendors } from '#test/model-vendors';
import { type RunningServer, type SophiaWorld, sophiaWorlds } from '#test/sophia-world';

const worlds = await sophiaWorlds();
const files = 4;
/** The simulator finds an answer where a sentence shares two words with the question. */
const missing = 'Maya Okafor: Thanks for your time.\nSam Ortiz: Our residents pay by check today.\n';
const question = ['--question', 'Does the buyer say when they would like to start, such as in January?'];
const analyzing = ['analyze', 'calls', '--internal', 'Maya Okafor', '--format', 'json'];

let vendors: ModelVendors;
let world: SophiaWorld;
let environment: Record<string, string>;

before(async () => {
  vendors = await startModelVendors();
  environment = vendors.environment('anthropic');
  world = await worlds.create();
  await writeCalls({ world, files: files - 1 });
  await writeFile(join(world.folder, 'calls', 'call-without.txt'), missing);
  assert.equal((await world.run([...analyzing, '--engine', 'rules'])).code, 0);
});
after(() => vendors.close());

describe('a tracker in plain words', { timeout: 900_000 }, () => {
  it('is neither tried nor saved without a model, and the sentence says what to do', async () => {
    for (const verb of ['preview', 'add']) {
      const ended = await world.run(['trackers', verb, 'Start', ...question]);
      assert.deepEqual([ended.code, ended.stdout], [1, '']);
      assert.match(ended.stderr, /^Expected a language model for the question of the tracker "Start", found none: /u);
      assert.match(ended.stderr, /\n→ Set OPENAI_API_KEY or ANTHROPIC_API_KEY/u);
    }
    const listed = await world.run(['trackers', 'list']);
    assert.match(listed.stderr, /No trackers yet/u);
  });

  describe('with a model', () => {
    let server: RunningServer;

    before(async () => {
      server = await world.serve(['--no-example'], { environment });
    });
    after(async () => {
      server.kill('SIGTERM');
      await server.ended;
    });

    async function sophia(...parameters: string[]): Promise<string> {
      const ended = await world.run(parameters, { environment });
      assert.equal(ended.code, 0, ended.stderr);
      return ended.stdout;
    }

    async function preview(...options: string[]): Promise<TrackerPreview> {
      const shown = await sophia('trackers', 'preview', 'Start', ...question, '--json', ...options);
      return TrackerPreview.parse(JSON.parse(shown));
    }

    it('is priced before anything is asked, then tried with its hits, misses and cost', async () => {
      const priced = await preview();
      assert.deepEqual([priced.ran, priced.calls, priced.hits], [false, files, 0]);
      assert.ok(priced.costMicroUsd !== null && priced.costMicroUsd > 0);
      assert.equal((await vendors.received('anthropic')).length, 0);
      const words = await sophia('trackers', 'preview', 'Start', ...question);
      assert.match(
        words,
        /^Start: asking the model about 4 calls costs at most 0\.\d{4} USD\. Run it with --spend\.$/mu,
      );

      const tried = await preview('--spend');
      assert.deepEqual([tried.ran, tried.calls], [true, files]);
      assert.deepEqual([tried.hits, tried.callsWithHits], [files - 1, files - 1]);
      assert.ok(tried.costMicroUsd !== null && tried.costMicroUsd > 0 && tried.costMicroUsd <= priced.costMicroUsd);
      assert.ok(
        tried.perCall.flatMap(({ hits }) => hits).every(({ quote }) => quote === 'We would like to start in January.'),
      );
      assert.equal((await vendors.received('anthropic')).length, files);
      const lines = await sophia('trackers', 'preview', 'Start', ...question, '--spend', '--side', 'internal');
      assert.match(lines, /^Start: 0 hits in 0 of 4 calls, cost 0\.\d{4} USD\.\n\nWithout a hit: calls\/call-/u);
      assert.match(await sophia('trackers', 'list'), /^$/u);
    });

    it('is part of later analyses by model once it is saved; the rules say that they abstain', async () => {
      await sophia('trackers', 'add', 'Start', ...question, '--side', 'external');
      assert.match(
        await sophia('trackers', 'list'),
        /^Start +Does the buyer say when .* question +external +all calls$/mu,
      );
      const reports = z.array(AnalysisReport).parse(JSON.parse(await sophia(...analyzing, '--engine', 'model')));
      assert.equal(reports.length, files);
      for (const { result, envelope } of reports) {
        assert.deepEqual([result.engine.name, envelope.analysisVersion], ['model', 2]);
        const [tracker] = result.findings.trackers;
        assert.deepEqual([tracker?.name, tracker?.kind], ['Start', 'question']);
        const hasHit = envelope.source !== join('calls', 'call-without.txt');
        assert.equal(tracker?.hits.length, hasHit ? 1 : 0);
        assert.ok(tracker?.hits.every(({ side, rule }) => side === 'external' && rule === 'model.tracker.v2'));
        assert.ok(result.findings.abstentions.every(({ reason }) => reason !== 'no_model'));
      }
      const byRules = z.array(AnalysisReport).parse(JSON.parse(await sophia(...analyzing, '--engine', 'rules')));
      for (const { result } of byRules) {
        assert.deepEqual([result.engine.name, result.findings.trackers], ['rules', []]);
        assert.ok(result.findings.abstentions.some(({ reason }) => reason === 'no_model'));
      }
    });

    it('says which provider failed where none answers the question', async () => {
      await vendors.spoil('anthropic', { kind: 'refusal' });
      // The answers to the first question are kept, and nobody would be asked.
      const other = ['--question', 'Does the buyer say who has to agree, such as a controller?'];
      const ended = await world.run(['trackers', 'preview', 'Start', ...other, '--spend'], { environment });
      await vendors.recover();
      assert.equal(ended.code, 1);
      assert.match(ended.stderr, /^Expected an answer to the tracker "Start", found none: anthropic:claude/u);
    });
  });
});
