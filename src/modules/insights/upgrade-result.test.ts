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
