import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnalysisReport } from '#contracts';
import { claimIn, plainReport } from '#test/build-report';
import { renderReportMarkdown } from '../markdown/render-report-markdown.ts';
import { renderReportHtml } from '../page/render-report-html.ts';
import { renderReportTable } from '../terminal/render-report-table.ts';
import { qualifiedMethods } from './qualified-methods.ts';

const name = 'Our <b>fit</b> *2*\u001B[2J';

/** A call that a workspace looks at by a method of its own. */
function ownReport(): AnalysisReport {
  const report = plainReport([
    { speaker: 'Maya Okafor', side: 'internal', text: 'Shall I show you that live on Thursday?' },
    { speaker: 'Sam Ortiz', side: 'external', text: 'The yearly audit is in March.' },
  ]);
  const { findings, call } = report.result;
  const elements = [
    { key: 'audit', label: 'Audit & co', side: 'external' as const },
    { key: 'demo', label: 'Demo offered', side: 'internal' as const },
    { key: 'sponsor', label: 'Sponsor', side: 'external' as const },
  ];
  findings.qualificationMethods = [{ id: 'fit', name, elements }];
  findings.qualification = {
    fit: {
      audit: { ...claimIn(call, 'The yearly audit is in March.'), status: 'known', value: 'Audit in March' },
      demo: { ...claimIn(call, 'Shall I show you that live on Thursday?'), status: 'known', value: 'A live demo' },
    },
  };
  return report;
}

describe('a method of the workspace in a report', () => {
  it('has its names and elements, and what is missing is unknown', () => {
    const [fit] = qualifiedMethods(ownReport().result.findings);
    assert.deepEqual(
      fit?.elements.map(({ label, value }) => [label, value.status]),
      [
        ['Audit & co', 'known'],
        ['Demo offered', 'known'],
        ['Sponsor', 'unknown'],
      ],
    );
  });

  it('stands in the page with its proof, escaped', () => {
    const page = renderReportHtml({ report: ownReport() });
    assert.match(page, /id="method-fit"/);
    assert.match(page, /Our &lt;b&gt;fit&lt;\/b&gt;/);
    assert.match(page, /2 of 3 known/);
    assert.match(page, /<dt>Audit &amp; co<\/dt>\s*<dd><span class="value" dir="auto">Audit in March<\/span>/);
    assert.match(page, /<dt>Sponsor<\/dt><dd>Unknown<\/dd>/);
    assert.doesNotMatch(page, /MEDDICC|BANT/);
  });

  it('stands in Markdown and on the terminal, without commanding either', () => {
    const report = ownReport();
    const markdown = renderReportMarkdown({ report });
    assert.match(markdown, /\*\*Our \\<b\\>fit\\<\/b\\> \\\*2\\\*/);
    assert.match(markdown, /- Demo offered: A live demo “Shall I show you that live on Thursday\?” \(Maya Okafor/);
    assert.match(markdown, /- Sponsor: unknown/);
    const text = renderReportTable({ reports: [report], width: 100, colors: false });
    assert.ok(!text.includes('\u001B'));
    assert.match(text, /2 of 3 known; unknown: sponsor/);
    assert.match(text, /Audit & co: Audit in March/);
  });
});

describe('the mood of a side in a report', () => {
  it('stands with its trend and its course in every form', () => {
    const report = plainReport();
    const course = [-0.4, -0.1, 0.1, 0.4].map((score) => ({ fromTurn: 0, toTurn: 1, startMs: null, score }));
    report.result.findings.sentiment = {
      overall: { score: 0.1, label: 'mixed', sentences: 40 },
      sides: [{ side: 'external', score: -0.1, label: 'mixed', sentences: 40, course, trend: 'better' }],
      course,
      turningPoints: [],
    };
    const page = renderReportHtml({ report });
    assert.match(page, /Their side<\/span> <strong>Mixed<\/strong> −0\.1, getting better/);
    assert.match(page, /class="mood-line mood-line-external"/);
    assert.match(renderReportMarkdown({ report }), /Their side: mixed \(−0\.1\), getting better ▁▄▆█/);
    const text = renderReportTable({ reports: [report], width: 100, colors: false });
    assert.match(text, /Their side: mixed \(−0\.1\), getting better ▁▄▆█/);
  });
});
