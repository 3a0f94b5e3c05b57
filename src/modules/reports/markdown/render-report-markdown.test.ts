import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimIn, plainReport } from '#test/build-report';
import { sampleReport } from '#test/sample-report';
import { plain } from './markdown-text.ts';
import { renderReportMarkdown } from './render-report-markdown.ts';

describe('renderReportMarkdown', () => {
  const text = renderReportMarkdown({ report: sampleReport() });

  it('begins with what one wants to know and gives each claim its quote, speaker and time', () => {
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings.slice(0, 4), [
      'Larkspur Hill Communities - proposal walk-through',
      'What happened',
      'What is promised',
      'What worries us',
    ]);
    assert.match(
      text,
      /- \*\*Daniel Reyes\*\*, due Thu, Oct 8 \(“by Thursday”\): “I'll send you a three-year version by Thursday\.” \(Daniel Reyes, 3:56\)/,
    );
    assert.match(
      text,
      /- \*\*Competitor\*\*, answered: “They came in at two sixty a unit[^”]+” \(Carla Whitcomb, 2:06\)\n {2}- Answer: “/,
    );
    assert.match(text, /DuesHarbor ×2 \(2:0\d, 2:\d\d\), insufficient signal/);
    assert.match(text, /Champion: unknown/);
  });

  it('leads from the moment of each claim to where it can be heard, in a target that nothing ends early', () => {
    const linked = renderReportMarkdown({
      report: sampleReport(),
      player: (startMs) => `https://app.gong.io/call?id=7>7&at=${Math.floor(startMs / 1000)}`,
    });
    assert.match(
      linked,
      /“I'll send you a three-year version by Thursday\.” \(Daniel Reyes, \[3:56\]\(<https:\/\/app\.gong\.io\/call\?id=7%3E7&at=236>\)\)/,
    );
    assert.equal(renderReportMarkdown({ report: sampleReport(), player: () => null }), text);
    assert.doesNotMatch(text, /https?:/);
  });

  it('names turns where the source has no times', () => {
    const report = plainReport([{ speaker: 'Sam', side: 'external', text: 'It is far too expensive.' }]);
    const claim = claimIn(report.result.call, 'It is far too expensive.');
    report.result.findings.objections = [{ ...claim, kind: 'price', answer: 'unanswered', answerEvidence: null }];
    assert.match(
      renderReportMarkdown({ report }),
      /\*\*Price\*\*, not answered: “It is far too expensive\.” \(Sam, turn 0\)/,
    );
  });

  it('says it where a claim no longer holds', () => {
    const report = sampleReport();
    const turn = report.result.call.turns[9];
    assert.ok(turn !== undefined);
    turn.text = 'Something else was said.';
    assert.match(
      renderReportMarkdown({ report }),
      /\*\*\[no longer holds: The quote does not stand in the turn\.\]\*\*/,
    );
  });

  it('lets nothing that was said format the text', () => {
    const said = '# <img src=x>\n- [click](http://x.example) **bold** `code` | ~~no~~ <!channel> \u202Eevil';
    const report = plainReport([{ speaker: '*Sam*_', side: 'external', text: said }]);
    report.result.findings.brief = [{ ...claimIn(report.result.call, said), text: said }];
    const hostile = renderReportMarkdown({ report });
    assert.match(
      hostile,
      /- “\\# \\<img src=x\\> - \\\[click\\\]\(http:\/\/x\.example\) \\\*\\\*bold\\\*\\\* \\`code\\` \\\| \\~\\~no\\~\\~ \\<!channel\\> ⟨right-to-left override⟩evil” \(\\\*Sam\\\*\\_, turn 0\)/,
    );
  });
});

describe('plain', () => {
  it('leaves ordinary speech alone', () => {
    for (const words of [
      "I can't, it's 3.5% (or $2_000).",
      'snake_case stays',
      'Well - no.',
      'a+b',
      '0.7 s faster',
      '12.5% of it',
    ]) {
      assert.equal(plain(words), words);
    }
  });

  it('keeps a line from becoming a list or a heading', () => {
    assert.deepEqual(['1. first', '- item', '+ item', '# head', '> said'].map(plain), [
      '1\\. first',
      '\\- item',
      '\\+ item',
      '\\# head',
      '\\> said',
    ]);
  });
});
