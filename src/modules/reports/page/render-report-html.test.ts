import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AnalysisReport } from '#contracts';
import { claimIn, plainReport } from '#test/build-report';
import { longReport, sampleReport } from '#test/sample-report';
import { collectClaims } from '../view/collect-claims.ts';
import { renderReportHtml, reportContentSecurityPolicy } from './render-report-html.ts';

describe('renderReportHtml', () => {
  const page = renderReportHtml({ report: sampleReport() });

  it('gives the same bytes for the same report', () => {
    assert.equal(renderReportHtml({ report: sampleReport() }), page);
  });

  it('asks for nothing from outside and allows no text but its own to act', () => {
    assert.doesNotMatch(page, /\s(?:src|srcset|action|formaction|poster)=/);
    assert.doesNotMatch(page, /https?:\/\/|@import|url\(/);
    assert.doesNotMatch(page, /\sstyle=|\son\w+=/);
    assert.doesNotMatch(page, /<(?:link|iframe|object|embed|form|img|base)\b/);
    const navigation = { back: null, links: [], viewer: null };
    const served = renderReportHtml({ report: sampleReport(), navigation });
    const policy = reportContentSecurityPolicy();
    assert.match(
      policy,
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'none'/,
    );
    assert.match(policy, /form-action 'self'$/);
    assert.ok(served.includes(policy.replaceAll("'", '&#39;')));
    assert.match(page, /form-action &#39;none&#39;/);
  });

  it('has each id once, and every link within the page leads somewhere', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(
      ids.filter((id, place) => ids.indexOf(id) !== place),
      [],
    );
    const known = new Set(ids);
    const targets = [...page.matchAll(/\s(?:href="#|data-place="|data-claim="|aria-labelledby=")([^"]+)"/g)].map(
      ([, id]) => id,
    );
    assert.ok(targets.length > 300);
    assert.deepEqual(
      targets.filter((target) => !known.has(target ?? '')),
      [],
    );
  });

  it('shows every claim at its place and every claim is led to from its turn', () => {
    const { findings } = sampleReport().result;
    for (const { anchor, evidence } of collectClaims(findings)) {
      assert.ok(page.includes(`id="${anchor}"`), anchor);
      assert.ok(page.includes(`href="#${anchor}"`), `from the turn to ${anchor}`);
      assert.ok(page.includes(`id="q-${evidence.turn}-${evidence.start}-${evidence.end}"`), evidence.quote);
    }
  });

  it('says first what happened, what is promised and what worries us', () => {
    const order = ['What happened', 'What is promised', 'What worries us', 'The call at a glance', 'Objections</h2>'];
    const places = order.map((words) => page.indexOf(words));
    assert.deepEqual(
      places,
      places.toSorted((left, right) => left - right),
    );
    assert.ok(places.every((place) => place > 0));
  });

  it('says who made it and what became of its claims', () => {
    assert.match(page, /122 claims checked against the transcript: 119 kept, 3 refused\./);
    assert.match(page, /Made by rules 1\.0\.0, without a language model\./);
    assert.match(page, /Someone else said it|The wrong side said it/);
    assert.match(page, /3 refused claims/);
  });

  it('shows unknown elements as unknown and too few mentions as insufficient', () => {
    assert.match(page, /<dt>Champion<\/dt><dd>Unknown<\/dd>/);
    assert.match(page, /DuesHarbor[\s\S]{0,120}Insufficient signal/);
    assert.match(page, /5 of 7 known/);
  });

  it('names the fallback and the model', () => {
    const report = sampleReport();
    report.result.engine = {
      name: 'model',
      version: '1.2.0',
      promptVersion: '3',
      provider: 'anthropic',
      model: 'large-1',
      fellBackFrom: [{ provider: 'openai', model: 'small-2', reason: 'timed out' }],
    };
    const made = renderReportHtml({ report });
    assert.match(made, /Made by a language model \(anthropic, large-1, prompts 3; engine 1\.2\.0\)\./);
    assert.match(made, /Fell back from openai small-2 \(timed out\)\./);
  });

  it('turns a claim that no longer holds red wherever it stands, with its reason', () => {
    const report = sampleReport();
    const turn = report.result.call.turns[9];
    assert.ok(turn !== undefined);
    report.envelope.brokenClaims = [
      {
        field: 'findings.objections.0',
        reason: 'quote_not_found',
        quote: "that's a big jump from what we pay today.",
        turn: 9,
        detail: 'A word was altered.',
      },
    ];
    const broken = renderReportHtml({ report });
    assert.match(broken, /One claim no longer holds/);
    assert.match(broken, /1 no longer holds\./);
    const marked = broken.match(/class="(?:quote|cite) proof is-broken"/g) ?? [];
    assert.ok(marked.length >= 5, `${marked.length} marked`);
    assert.match(broken, /<mark class="tone-worry is-broken"/);
    assert.match(broken, /class="chip tone-worry is-broken"/);
    assert.match(broken, /No longer holds\.<\/strong> The quote does not stand in the turn: A word was altered\./);
    assert.doesNotMatch(page, /class="[^"]*is-broken/);
  });

  it('labels figures whose basis is words', () => {
    const words = renderReportHtml({ report: plainReport() });
    assert.match(words, /Basis: words, since the source has no times/);
    assert.match(words, /By words, since the source has no times/);
    assert.match(words, /turn 1/);
  });

  it('stands a call in which nothing was said or found', () => {
    const empty = renderReportHtml({ report: plainReport([]) });
    assert.match(empty, /Nothing was said\./);
    assert.match(empty, /Nobody promised anything\./);
    assert.match(empty, /Date not known|October/);
  });
});

describe('renderReportHtml with hostile text', () => {
  const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\`&\u202Egnp.exe\u200B`;

  it('escapes names, titles, quotes, values and file names', () => {
    const report = plainReport([
      { speaker: hostile, side: 'external', text: `I said ${hostile} today.` },
      { speaker: 'Maya', side: 'internal', text: 'All right.' },
    ]);
    const { call, findings } = report.result;
    const claim = claimIn(call, hostile);
    call.title = hostile;
    call.timeZone = hostile;
    call.parties = [{ name: hostile, side: 'external', title: hostile }];
    report.envelope.source = hostile;
    report.envelope.brokenClaims = [{ field: hostile, reason: 'malformed', quote: hostile, turn: 0, detail: hostile }];
    findings.objections = [{ ...claim, kind: 'price', answer: 'answered', answerEvidence: claim }];
    findings.keyPoints = [{ ...claim, text: hostile }];
    findings.commitments = [
      { ...claim, owner: hostile, ownerSide: 'external', text: hostile, due: { text: hostile, date: null } },
    ];
    findings.topics = [
      { name: hostile, share: 1, basis: 'words', segments: [{ fromTurn: 0, toTurn: 1 }], evidence: [claim] },
    ];
    findings.mentions.competitors = [{ name: hostile, count: 1, sufficient: false, mentions: [claim] }];
    findings.trackers = [{ name: hostile, kind: 'keyword', hits: [claim] }];
    findings.flags = [{ ...claim, kind: 'exfiltration' }];
    findings.gaps = [{ kind: 'no_next_step', message: hostile, lookedFor: hostile }];
    findings.qualificationMethods = [
      { id: 'own', name: hostile, elements: [{ key: 'need', label: hostile, side: 'external' }] },
    ];
    findings.qualification = { own: { need: { ...claim, status: 'known', value: hostile } } };
    const page = renderReportHtml({
      report,
      navigation: {
        back: { label: hostile, href: '/' },
        links: [{ label: hostile, href: '?format=json' }],
        viewer: null,
      },
    });
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.equal(page.match(/<\/script>/g)?.length, 1);
    assert.doesNotMatch(page, /<img/);
    assert.doesNotMatch(page, /[\u202E\u200B]/);
    assert.match(page, /⟨right-to-left override⟩gnp\.exe⟨zero-width space⟩/);
    assert.match(page, /<span class="unseen"/);
  });

  it('keeps quotes whole across runs of unseen characters', () => {
    const report = plainReport([
      { speaker: 'Ana', side: 'external', text: 'Pay\u200B\u200Bment is לא late 👩\u200D👩\u200D👧.' },
    ]);
    report.result.findings.problems = [{ ...claimIn(report.result.call, 'Pay\u200B\u200Bment is לא'), text: 'x' }];
    const page = renderReportHtml({ report });
    assert.match(
      page,
      /<mark[^>]*>Pay<span class="unseen"[^>]*>⟨zero-width space ×2⟩<\/span>ment is לא<\/mark><\/span> late 👩\u200D👩\u200D👧\./,
    );
  });
});

describe('renderReportHtml with a long call', () => {
  it('renders a thousand turns with hundreds of claims, not too large', () => {
    const report = AnalysisReport.parse(longReport(1000));
    const page = renderReportHtml({ report });
    assert.ok(collectClaims(report.result.findings).length > 800);
    assert.ok(page.length < 2_000_000, `${page.length} characters`);
  });
});
