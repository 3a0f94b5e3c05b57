import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RefusedClaim } from '#contracts';
import { sampleReport } from '#test/sample-report';
import { createReportView } from './report-view.ts';

describe('createReportView', () => {
  it('knows no broken claim in a sound report, and has a place for every claim', () => {
    const view = createReportView(sampleReport());
    assert.ok(view.entries.length > 100);
    for (const { field, evidence } of view.entries) {
      assert.equal(view.brokenReason(field, evidence), null);
      assert.match(view.placeOf(evidence), /^q-\d+-\d+-\d+$/);
    }
  });

  it('breaks a claim of which one word was changed, although nobody said so', () => {
    const report = sampleReport();
    const [objection] = report.result.findings.objections;
    assert.ok(objection !== undefined);
    objection.quote = objection.quote.replace('big', 'small');
    const view = createReportView(report);
    assert.match(view.brokenReason('objections', objection) ?? '', /does not stand in the turn/);
    assert.equal(view.placeOf(objection), 'turn-9');
  });

  it('breaks a claim when a word of the turn was changed', () => {
    const report = sampleReport();
    const turn = report.result.call.turns[9];
    assert.ok(turn !== undefined);
    turn.text = turn.text.replace('a big jump', 'a fair jump');
    const view = createReportView(report);
    const broken = view.entries.filter(({ field, evidence }) => view.brokenReason(field, evidence) !== null);
    assert.deepEqual([...new Set(broken.map(({ field }) => field))].sort(), [
      'brief',
      'mentions.amounts',
      'objections',
      'questions',
      'risks',
      'sentiment',
    ]);
  });

  it('takes a missing quote for missing everywhere and a wrong side for wrong in its field only', () => {
    const report = sampleReport();
    const [objection] = report.result.findings.objections;
    const [risk] = report.result.findings.risks;
    assert.ok(objection !== undefined && risk !== undefined);
    assert.equal(objection.quote, risk.quote);
    const refused = { quote: objection.quote, turn: objection.turn, detail: 'Checked while reading.' };
    function reasons(claim: Pick<RefusedClaim, 'field' | 'reason'>): boolean[] {
      report.envelope.brokenClaims = [{ ...refused, ...claim }];
      const view = createReportView(report);
      return [view.brokenReason('objections', refusedAt()) !== null, view.brokenReason('risks', refusedAt()) !== null];
    }
    function refusedAt() {
      assert.ok(objection !== undefined);
      return objection;
    }
    assert.deepEqual(reasons({ field: 'findings.risks.0', reason: 'quote_not_found' }), [true, true]);
    assert.deepEqual(reasons({ field: 'findings.objections.0', reason: 'wrong_side' }), [true, false]);
    assert.deepEqual(reasons({ field: 'objections', reason: 'negation_cut' }), [true, false]);
  });

  it('knows the stored names of nested claims', () => {
    const report = sampleReport();
    const [topic] = report.result.findings.topics;
    const answer = report.result.findings.objections[0]?.answerEvidence;
    const [competitor] = report.result.findings.mentions.competitors;
    const [evidence, mention] = [topic?.evidence[0], competitor?.mentions[0]];
    assert.ok(evidence !== undefined && answer !== null && answer !== undefined && mention !== undefined);
    const stored = [
      { field: 'findings.topics.0.evidence.0', shown: 'topics', claim: evidence },
      { field: 'findings.objections.0.answerEvidence', shown: 'objections.answer', claim: answer },
      { field: 'findings.mentions.competitors.0.mentions.0', shown: 'mentions.competitors', claim: mention },
    ];
    report.envelope.brokenClaims = stored.map(({ field, claim }) => ({
      field,
      reason: 'hedge_cut',
      quote: claim.quote,
      turn: claim.turn,
      detail: '',
    }));
    const view = createReportView(report);
    for (const { shown, claim } of stored)
      assert.equal(view.brokenReason(shown, claim), 'A condition or doubt was cut off.');
  });

  it('lists the people of each side as the source does', () => {
    const { speakers } = createReportView(sampleReport());
    assert.deepEqual(
      speakers.map(({ name, voice }) => [name, voice]),
      [
        ['Daniel Reyes', 'voice-internal-1'],
        ['Carla Whitcomb', 'voice-external-1'],
        ['Joel Amsler', 'voice-external-2'],
      ],
    );
  });
});
