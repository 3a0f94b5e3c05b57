import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Analysis, analysisSchemaVersion } from '#contracts';
import { sampleReport } from '#test/sample-report';
import { upgradeResult } from './upgrade-result.ts';

test('a result of schema 1.0 is read with the methods that it was made by, and with no course of a side', () => {
  const { result } = sampleReport();
  const { qualificationMethods, sentiment, ...findings } = result.findings;
  const sides = sentiment.sides.map(({ course: _course, trend: _trend, ...side }) => side);
  const stored = { ...result, schemaVersion: '1.0', findings: { ...findings, sentiment: { ...sentiment, sides } } };
  assert.equal(Analysis.safeParse(stored).success, false);
  const read = Analysis.parse(upgradeResult(stored));
  assert.equal(read.schemaVersion, analysisSchemaVersion);
  assert.deepEqual(read.findings.qualificationMethods, qualificationMethods);
  assert.deepEqual(read.findings.qualification, result.findings.qualification);
  assert.deepEqual(
    read.findings.sentiment.sides.map(({ course, trend }) => [course, trend]),
    sides.map(() => [[], null]),
  );
});

test('a result of today is read as it is', () => {
  const { result } = sampleReport();
  assert.equal(upgradeResult(result), result);
  assert.equal(upgradeResult(null), null);
});

test('a result of schema 1.0 stays qualified by the four methods of its day, whatever the methods are called now', () => {
  const stored = {
    schemaVersion: '1.0',
    findings: {
      qualification: { bant: { budget: { status: 'unknown' } } },
      sentiment: { sides: [{ side: 'external', mean: 0.1 }] },
    },
  };
  const external = 'external';
  function elementsOf(...named: (readonly [key: string, label: string])[]) {
    return named.map(([key, label]) => ({ key, label, side: external }));
  }
  assert.deepEqual(upgradeResult(stored), {
    schemaVersion: '1.1',
    findings: {
      qualification: { bant: { budget: { status: 'unknown' } } },
      qualificationMethods: [
        {
          id: 'meddicc',
          name: 'MEDDICC',
          elements: [
            ...elementsOf(
              ['metrics', 'Metrics'],
              ['economicBuyer', 'Economic buyer'],
              ['decisionCriteria', 'Decision criteria'],
              ['decisionProcess', 'Decision process'],
              ['identifyPain', 'Identified pain'],
              ['champion', 'Champion'],
            ),
            { key: 'competition', label: 'Competition', side: null },
          ],
        },
        {
          id: 'bant',
          name: 'BANT',
          elements: elementsOf(
            ['budget', 'Budget'],
            ['authority', 'Authority'],
            ['need', 'Need'],
            ['timeline', 'Timeline'],
          ),
        },
        {
          id: 'spiced',
          name: 'SPICED',
          elements: elementsOf(
            ['situation', 'Situation'],
            ['pain', 'Pain'],
            ['impact', 'Impact'],
            ['criticalEvent', 'Critical event'],
            ['decision', 'Decision'],
          ),
        },
        {
          id: 'spin',
          name: 'SPIN',
          elements: elementsOf(
            ['situation', 'Situation'],
            ['problem', 'Problem'],
            ['implication', 'Implication'],
            ['needPayoff', 'Need-payoff'],
          ),
        },
      ],
      sentiment: { sides: [{ side: 'external', mean: 0.1, course: [], trend: null }] },
    },
  });
});
