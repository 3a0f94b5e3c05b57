import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { analysisSchemaVersion } from '#contracts';
import { longReport, sampleReport } from '#test/sample-report';
import { generateSchemas } from './write-schemas.ts';

describe('the JSON Schemas', () => {
  it('are current: `node scripts/write-schemas.ts` writes them', async () => {
    for (const { path, content } of generateSchemas()) {
      assert.equal(await readFile(new URL(`../${path}`, import.meta.url), 'utf8'), content, path);
    }
  });

  it('describe a report and its result', async () => {
    const [result, report] = [await readSchema('analysis'), await readSchema('analysis-report')];
    for (const sample of [sampleReport(), longReport(200)]) {
      assert.equal(report.safeParse(sample).success, true);
      assert.equal(result.safeParse(sample.result).success, true);
    }
  });

  it('refuse a claim without its quote and a field that does not exist', async () => {
    const result = await readSchema('analysis');
    const { findings, ...rest } = sampleReport().result;
    const [first, ...others] = findings.objections;
    assert.ok(first !== undefined);
    const { quote: _quote, ...unproved } = first;
    assert.equal(
      result.safeParse({ ...rest, findings: { ...findings, objections: [unproved, ...others] } }).success,
      false,
    );
    assert.equal(result.safeParse({ ...rest, findings: { ...findings, hunch: 'They will buy.' } }).success, false);
  });
});

const Written = z.looseObject({
  $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
  $id: z.string(),
});

async function readSchema(name: string): Promise<z.ZodType> {
  const file = new URL(`../docs/schemas/${name}-${analysisSchemaVersion}.schema.json`, import.meta.url);
  const { $schema, $id, ...body } = Written.parse(JSON.parse(await readFile(file, 'utf8')));
  assert.match($id, /^urn:sophia:schema:/);
  return z.fromJSONSchema({ $schema, ...body });
}
