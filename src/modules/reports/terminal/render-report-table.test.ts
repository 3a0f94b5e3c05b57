import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { displayWidth, fitted, wrapped } from '#platform/wording';
import { claimIn, plainReport } from '#test/build-report';
import { sampleReport } from '#test/sample-report';
import { renderCallTable } from './render-call-table.ts';
import { renderReportTable } from './render-report-table.ts';

describe('renderReportTable', () => {
  it('shows one call as a report with quotes, speakers and times', () => {
    const text = renderReportTable({ reports: [sampleReport()], width: 80, colors: false });
    assert.match(text, /^Larkspur Hill Communities - proposal walk-through\n/);
    assert.match(
      text,
      /\nWhat is promised\n {2}• Carla Whitcomb, due Wed, Oct 7 \(“tomorrow”\)\n {6}“I can get you that figure from her tomorrow\.” Carla Whitcomb, 1:36\n/,
    );
    assert.match(text, /\nObjections\n {2}• Price, partly answered\n/);
    assert.match(text, /\nQuestions\n {2}• \d+ answered, 1 left open:\n {6}“/);
    assert.match(text, /\n {2}• Amounts: \$/);
    assert.match(text, /\n {2}• Dates: [^\n]+; /);
    assert.match(text, /122 claims checked against the transcript: 119 kept, 3 refused\. Made by rules/);
  });

  it('shows several calls as a table, with fewer columns where there is less room', () => {
    const reports = [sampleReport(), plainReport()];
    const [header, first, second] = renderReportTable({ reports, width: 120, colors: false }).split('\n');
    assert.match(header ?? '', /^Call +Date +Length +Stage +Mood +Objections +Next steps +Risks +Claims$/);
    assert.match(first ?? '', /2026-10-06 +7 min 53 s +Proposal +Mixed +6 \(4 open\) +7 +4 +119\/122$/);
    assert.match(second ?? '', /^A short call/);
    assert.match(
      renderReportTable({ reports, width: 60, colors: false }).split('\n')[0] ?? '',
      /^Call +Date +Objections +Next steps$/,
    );
  });

  it('never writes a line wider than the terminal', () => {
    const wide = sampleReport();
    wide.result.call.title = '日本語の長い会議の題名 with 👩\u200D👩\u200D👧 and more '.repeat(4);
    for (const width of [40, 57, 80, 132]) {
      for (const reports of [[wide], [wide, sampleReport()]]) {
        const lines = renderReportTable({ reports, width, colors: false }).split('\n');
        const tooWide = lines.filter((line) => displayWidth(line) > width);
        assert.deepEqual(tooWide, [], `at ${width} columns`);
      }
    }
  });

  it('writes colors only when asked, and the same text with them', () => {
    for (const reports of [[sampleReport()], [sampleReport(), plainReport()]]) {
      const without = renderReportTable({ reports, width: 80, colors: false });
      const colored = renderReportTable({ reports, width: 80, colors: true });
      assert.ok(!without.includes('\u001B'));
      assert.ok(colored.includes('\u001B[1m'));
      assert.equal(stripped(colored), without);
    }
  });

  it('lets nothing that was said command the terminal', () => {
    const said = 'It costs \u001B]0;owned\u0007\u001B[2J too much\r\nindeed \u202Eabc.';
    const report = plainReport([{ speaker: 'Sam\u001B[31m', side: 'external', text: said }]);
    report.result.call.title = 'Call \u001B[2J';
    const claim = claimIn(report.result.call, said);
    report.result.findings.objections = [{ ...claim, kind: 'price', answer: 'unanswered', answerEvidence: null }];
    const text = renderReportTable({ reports: [report], width: 80, colors: false });
    assert.deepEqual(commandsIn(text), []);
    assert.match(text, /escape⟩\[2J too much indeed/);
  });

  it('turns a claim that no longer holds red, with its reason', () => {
    const report = sampleReport();
    const turn = report.result.call.turns[15];
    assert.ok(turn !== undefined);
    turn.text = 'Nothing of the kind.';
    const text = renderReportTable({ reports: [report], width: 80, colors: true });
    assert.ok(text.includes('\u001B[31mNo longer holds: The quote does not stand in the turn.'));
  });
});

describe('renderCallTable', () => {
  it('lists stored calls with the end of their ids', () => {
    const call = {
      callId: 'call_0199b7c4d2a07e1f9c3b5a6d7e8f9012',
      title: null,
      sourceName: 'their-call.vtt',
      format: 'webvtt',
      date: null,
      version: 2,
      durationMs: 473_000,
      wordCount: 1053,
      speakers: 3,
    };
    const lines = renderCallTable({ calls: [call], width: 100, colors: false }).split('\n');
    assert.equal(lines[1], 'their-call.vtt  7e8f9012  -     7 min 53 s  1,053         3        2  webvtt');
    const deep = renderCallTable({
      calls: [{ ...call, sourceName: 'C:\\calls/july/x.vtt' }],
      width: 100,
      colors: false,
    });
    assert.match(deep, /\nx\.vtt {2,}7e8f9012/);
    assert.equal(renderCallTable({ calls: [], width: 100, colors: false }), 'No calls.\n');
  });
});

describe('text in columns', () => {
  it('counts wide characters as two and combining marks as none', () => {
    assert.deepEqual(['abc', '日本', 'e\u0301', '👩\u200D👩\u200D👧', ''].map(displayWidth), [3, 4, 1, 2, 0]);
  });

  it('cuts and fills to the column', () => {
    assert.equal(fitted('日本語', { columns: 5 }), '日本…');
    assert.equal(fitted('ab', { columns: 4, fill: true }), 'ab  ');
    assert.equal(displayWidth(fitted('日本語', { columns: 4, fill: true })), 4);
  });

  it('breaks at spaces, and a long word where it must', () => {
    assert.deepEqual(wrapped('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrapped('abcdefghij k', 4), ['abcd', 'efgh', 'ij k']);
  });
});

/** Characters other than line feeds that a terminal takes for more than a letter. */
function commandsIn(text: string): string[] {
  return [...text].filter((character) => /\p{Control}|\p{Format}/u.test(character) && character !== '\n');
}

function stripped(text: string): string {
  return text.replaceAll(/\p{Control}\[\d+m/gu, '');
}
