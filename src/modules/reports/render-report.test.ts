import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { AnalysisReport, reportFormats } from '#contracts';
import { plainReport } from '#test/build-report';
import { sampleReport } from '#test/sample-report';
import { renderReport, renderReports, reportExtensions } from './render-report.ts';
import { summarizeReport } from './summarize-report.ts';
import { describeFallback } from './wording/describe-engine.ts';

const layout = { width: 80, colors: false };

describe('renderReports', () => {
  it('writes one report as the JSON of the report, and several as an array', () => {
    const report = sampleReport();
    const one = renderReport({ report, format: 'json', ...layout });
    assert.deepEqual(AnalysisReport.parse(JSON.parse(one)), report);
    const two = renderReports({ reports: [report, plainReport()], format: 'json', ...layout });
    assert.equal(z.array(AnalysisReport).parse(JSON.parse(two)).length, 2);
    assert.deepEqual(
      z.array(AnalysisReport).parse(JSON.parse(renderReports({ reports: [], format: 'json', ...layout }))),
      [],
    );
  });

  it('has every form, each of which ends with a line feed and is the same twice', () => {
    for (const format of reportFormats) {
      const text = renderReport({ report: sampleReport(), format, ...layout });
      assert.ok(text.endsWith('\n'), format);
      assert.equal(text, renderReport({ report: sampleReport(), format, ...layout }));
      assert.match(reportExtensions[format], /^[a-z]+$/);
    }
  });

  it('says in every form whether questions are counted by the hour or by words', () => {
    const wide = { width: 120, colors: false };
    for (const format of ['table', 'markdown', 'html'] as const) {
      const [timed, untimed] = [sampleReport(), plainReport()].map((report) =>
        renderReport({ report, format, ...wide }),
      );
      assert.match(timed ?? '', /Their side.*\d questions? \(64 an hour\)/, format);
      assert.match(untimed ?? '', /\d questions? \(1\.3 per 100 words\)/, format);
      assert.doesNotMatch(untimed ?? '', /an hour/, format);
    }
    const json = renderReport({ report: plainReport(), format: 'json', ...wide });
    assert.match(json, /"questionsPerHour": null,\s*"questionsPer100Words": 1\.25/);
  });

  it('reads a result that was stored before questions were counted by words', () => {
    const report = plainReport();
    for (const side of report.result.findings.interaction.sides) Reflect.deleteProperty(side, 'questionsPer100Words');
    const read = AnalysisReport.parse(JSON.parse(JSON.stringify(report)));
    assert.equal(read.result.findings.interaction.sides[0]?.questionsPer100Words, null);
    assert.doesNotMatch(renderReport({ report: read, format: 'table', ...layout }), /per 100 words\)/);
  });
});

describe('describeFallback', () => {
  it('names the models that failed, and says it where none was asked', () => {
    const { engine } = sampleReport().result;
    const failed = { provider: 'openai', model: 'small', reason: 'vendor.timeout: Too slow.' };
    const unasked = { provider: 'none', model: 'none', reason: 'model.off: No language model is configured.' };
    assert.equal(
      describeFallback({ ...engine, fellBackFrom: [failed] }),
      'Fell back from openai small (vendor.timeout: Too slow.).',
    );
    assert.equal(
      describeFallback({ ...engine, fellBackFrom: [unasked] }),
      'No language model was asked: No language model is configured.',
    );
    assert.equal(describeFallback({ ...engine, fellBackFrom: [] }), null);
  });
});

describe('summarizeReport', () => {
  it('counts what is open', () => {
    const { people, objections, openObjections, nextSteps, openQuestions, mood, stage } = summarizeReport(
      sampleReport(),
    );
    assert.deepEqual(
      { people, objections, openObjections, nextSteps, openQuestions, mood, stage },
      {
        people: ['Carla Whitcomb', 'Joel Amsler'],
        objections: 6,
        openObjections: 4,
        nextSteps: 7,
        openQuestions: 1,
        mood: 'mixed',
        stage: 'proposal',
      },
    );
  });

  it('names everyone where nobody is of the other side, and no mood where nothing was said', () => {
    const summary = summarizeReport(plainReport([{ speaker: 'Ana', side: 'unknown', text: 'Hello.' }]));
    assert.deepEqual(summary.people, ['Ana']);
    assert.equal(summary.mood, null);
    assert.equal(summary.sidesKnown, false);
  });
});
