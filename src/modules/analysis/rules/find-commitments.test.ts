import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

describe('commitments', () => {
  it('have an owner, a side and a day resolved against the day of the call', () => {
    const { commitments } = salesFindings([
      ours("I'll send you both versions by Friday."),
      theirs("And I'll have Shanice send you the spreadsheet tomorrow."),
    ]);
    assert.deepEqual(
      commitments.map(({ owner, ownerSide, due }) => ({ owner, ownerSide, due: due?.date })),
      [
        { owner: 'Maya Okafor', ownerSide: 'internal', due: '2026-09-18' },
        { owner: 'Gwen Halloran', ownerSide: 'external', due: '2026-09-15' },
      ],
    );
  });

  it('are not offers during the call, conditions, refusals or jokes', () => {
    const { commitments } = salesFindings([
      ours('Let me share my screen.'),
      ours("I can't promise I'd have that by Monday."),
      ours('If you wanted, I could call them for you.'),
      theirs("If July goes well, maybe I'd sit down with you in August."),
      theirs("I won't send you anything."),
      ours("We'll put that on a mug."),
    ]);
    assert.deepEqual(
      commitments.map(({ quote }) => quote),
      [],
    );
  });

  it('begin behind the refusal that stands before them', () => {
    const { commitments } = salesFindings([
      ours("I can't promise that by tonight, but I'll send you a three-year version by Thursday."),
    ]);
    assert.equal(commitments[0]?.quote, "I'll send you a three-year version by Thursday.");
    assert.equal(commitments[0]?.due?.date, '2026-09-17');
  });

  it('are agreed meetings, quoted by who agreed', () => {
    const { commitments } = salesFindings([
      ours('Can we talk again on Thursday at two?'),
      theirs('Thursday works for me.'),
    ]);
    assert.equal(commitments.length, 1);
    assert.equal(commitments[0]?.owner, 'Gwen Halloran');
    assert.equal(commitments[0]?.due?.date, '2026-09-17');
  });

  it('are accepted requests, owned by who accepted', () => {
    const { commitments } = salesFindings([
      theirs('Please put that in the order form.'),
      ours('Sure.'),
      theirs('Send me the security report.'),
      ours('No, that one I cannot give out.'),
    ]);
    assert.deepEqual(
      commitments.map(({ quote, owner }) => [quote, owner]),
      [['Please put that in the order form.', 'Maya Okafor']],
    );
  });

  it('stay relative where the day of the call is unknown', async () => {
    const { analyzeByRules } = await import('#modules/analysis');
    const { transcriptOf } = await import('#test/transcript-of');
    const { salesSettings } = await import('#test/sales-findings');
    const transcript = transcriptOf([ours("I'll send it by Friday.")]);
    const { commitments, abstentions } = analyzeByRules({ input: { transcript, settings: salesSettings } });
    assert.deepEqual(commitments[0]?.due, { text: 'by Friday', date: null });
    assert.ok(abstentions.some(({ reason }) => reason === 'date_unknown'));
  });
});
