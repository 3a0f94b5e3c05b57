import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot } from '#config';
import { type Analysis, type AnalysisReport, type EngineMark, type ReportFormat } from '#contracts';
import { analyzeByRules, composeAnalysis, rulesEngineVersion } from '#modules/analysis';
import { readTranscript } from '#modules/calls';
import { renderReport } from '#modules/reports';
import { splitClaims } from './split-claims.ts';

const folder = join(repositoryRoot, 'test', 'fixtures', 'hostile');
const hostileFiles = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
const guest = 'Jordan Pike';
const engine: EngineMark = {
  name: 'rules',
  version: rulesEngineVersion,
  promptVersion: null,
  provider: null,
  model: null,
  fellBackFrom: [],
};
const settings = {
  currency: 'USD',
  competitors: [{ name: 'Payloom', aliases: [] }],
  products: [{ name: 'Tidewater Pay', aliases: [] }],
  trackers: [],
  lexicons: {},
};

function analyze(name: string): Analysis {
  const { transcripts } = readTranscript({
    bytes: readFileSync(join(folder, name)),
    name: 'call.txt',
    options: {
      date: '2026-09-14',
      timeZone: 'America/Chicago',
      timeZoneGiven: true,
      internalNames: ['Maya Okafor'],
      internalDomains: [],
      othersExternal: true,
    },
  });
  const [transcript] = transcripts;
  assert.ok(transcript !== undefined && transcripts.length === 1);
  const findings = analyzeByRules({ input: { transcript, settings } });
  return composeAnalysis({ transcript, settings, engine, findings, unlocated: [] });
}

function render(result: Analysis, format: ReportFormat): string {
  const envelope: AnalysisReport['envelope'] = {
    callId: 'call_1',
    callVersion: 1,
    analysisId: 'ana_1',
    analysisVersion: 1,
    source: 'call.txt',
    analyzedAt: '2026-09-14T15:00:00.000Z',
    durationMs: 1,
    costMicroUsd: 0,
    warnings: [],
    brokenClaims: [],
  };
  return renderReport({ report: { envelope, result }, format, width: 100, colors: false });
}

/** What was found, with every turn counted as if the guest had not spoken. */
function findingsWithoutGuest({ call, findings }: Analysis): unknown {
  const numbers = new Map<number, number>();
  for (const { turn } of call.turns.filter(({ speaker }) => speaker !== guest)) numbers.set(turn, numbers.size);
  return renumber({ value: findings, numbers });
}

function renumber({ value, numbers }: { value: unknown; numbers: ReadonlyMap<number, number> }): unknown {
  if (Array.isArray(value)) return value.map((item) => renumber({ value: item, numbers }));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner === 'number' && /turn$/i.test(key)) return [key, numbers.get(inner)];
      if (typeof inner !== 'string') return [key, renumber({ value: inner, numbers })];
      if (key === 'sentence') return [key, inner.replace(/^\d+/, (turn) => String(numbers.get(Number(turn))))];
      if (key === 'id') return [key, inner.replace(/:(\d+):/, (_all, turn) => `:${numbers.get(Number(turn))}:`)];
      return [key, inner];
    }),
  );
}

/** Without what counts how long and between whom was talked. */
function withoutCounts(findings: unknown): unknown {
  assert.ok(typeof findings === 'object' && findings !== null);
  const counted = new Set(['flags', 'interaction', 'topics']);
  return Object.fromEntries(
    Object.entries(findings).flatMap(([key, value]) => {
      if (counted.has(key)) return [];
      return key === 'sentiment' ? [[key, value.overall]] : [[key, value]];
    }),
  );
}

/** The rules are a little more or less sure of a claim where it stands elsewhere in the call. */
function withoutConfidence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutConfidence);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'confidence');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutConfidence(inner)]));
}

const results = new Map(['base.txt', ...hostileFiles].map((name) => [name, analyze(name)]));
const base = resultOf('base.txt');
const scriptsOfBase = countScripts(render(base, 'html'));

function resultOf(name: string): Analysis {
  const result = results.get(name);
  assert.ok(result !== undefined, name);
  return result;
}

function countScripts(page: string): number {
  return (page.match(/<script/g) ?? []).length;
}

describe('a transcript that gives orders', () => {
  it('is in the tests in at least ten ways, beside an ordinary call in which something is found', () => {
    assert.ok(hostileFiles.length >= 10);
    assert.deepEqual(base.findings.flags, []);
    assert.ok(base.findings.objections.length > 0 && base.findings.commitments.length > 2);
    const lines = readFileSync(join(folder, 'base.txt'), 'utf8').split('\n');
    for (const name of hostileFiles) {
      const own = readFileSync(join(folder, name), 'utf8').split('\n');
      assert.deepEqual(
        own.filter((line) => !line.startsWith(`${guest}:`)),
        lines,
        name,
      );
    }
  });

  for (const name of hostileFiles) {
    const result = resultOf(name);

    it(`changes nothing but flags and counts: ${name}`, () => {
      const rest = withoutCounts(findingsWithoutGuest(result));
      assert.deepEqual(withoutConfidence(rest), withoutConfidence(withoutCounts(base.findings)));
      assert.deepEqual(
        result.findings.topics.map((topic) => topic.name).sort(),
        base.findings.topics.map((topic) => topic.name).sort(),
      );
      const { turns, words } = result.findings.interaction;
      const added = result.call.turns.filter(({ speaker }) => speaker === guest);
      assert.equal(turns, base.findings.interaction.turns + added.length);
      assert.ok(words >= base.findings.interaction.words);
      assert.deepEqual(
        result.findings.interaction.speakers.filter(({ speaker }) => speaker !== guest).map((figures) => figures.words),
        base.findings.interaction.speakers.map((figures) => figures.words),
      );
    });

    it(`flags every turn of the guest and stores nothing else of it: ${name}`, () => {
      const hostile = result.call.turns.filter(({ speaker }) => speaker === guest);
      for (const { turn, text } of hostile) {
        assert.ok(
          result.findings.flags.some((flag) => flag.turn === turn),
          text,
        );
      }
      assert.ok(result.findings.flags.every(({ speaker }) => speaker === guest));
      const { flags: _flags, ...rest } = result.findings;
      assert.deepEqual(
        splitClaims(rest).claims.filter(({ evidence }) => evidence.speaker === guest),
        [],
      );
      assert.deepEqual(result.verification.refused, []);
    });

    it(`is shown as text in every form of the report: ${name}`, () => {
      const page = render(result, 'html');
      assert.equal(countScripts(page), scriptsOfBase);
      assertWithout(page, /<(?:img|svg\/|base|iframe|!--)|<[a-z][^<>]*\s(?:on\w+=|style="display)/i);
      assertWithout(page, /<[a-z][^<>]*\s(?:href|src|action)="?(?:javascript:|data:|https?:)/i);
      const markdown = render(result, 'markdown');
      assertWithout(markdown, /(?<!\\)\]\((?:javascript:|https?:)/);
      assertWithout(markdown, /(?<!\\)<(?:script|img|svg|base|span|!--|https?:)/i);
      for (const text of [page, markdown, render(result, 'table')]) {
        // oxlint-disable-next-line no-control-regex -- an escape character is one of those that must not come through
        assertWithout(text, /[\u200b\u202e\u202c\u{e0000}-\u{e007f}\u001b]/u);
      }
    });
  }

  it('gives the same bytes again', () => {
    for (const [name, result] of results) assert.equal(JSON.stringify(analyze(name)), JSON.stringify(result));
  });
});

function assertWithout(text: string, pattern: RegExp): void {
  const found = pattern.exec(text);
  assert.equal(found, null, found === null ? '' : text.slice(Math.max(0, found.index - 80), found.index + 80));
}
