import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownWords } from './own-words.ts';

function ofText(...lines: string[]): string {
  return ownWords({ text: lines.join('\n'), html: null });
}

describe('the own words of a mail', () => {
  it('end where an earlier mail is quoted', () => {
    const own = 'We are at $42,000.';
    const earlier = 'It is $60,000 as discussed.';
    assert.equal(ofText(own, '', 'On Mon, Sep 14, 2026 at 9:12 AM Maya Okafor wrote:', `> ${earlier}`), own);
    assert.equal(
      ofText(own, '', 'On Mon, Sep 14, 2026 at 9:12 AM Maya Okafor', '<maya@x.example> wrote:', earlier),
      own,
    );
    assert.equal(ofText(own, '-----Original Message-----', earlier), own);
    assert.equal(ofText(own, '', 'From: Maya Okafor', 'Sent: Monday', 'Subject: Offer', '', earlier), own);
    assert.equal(ofText(own, '________________________________', 'From: Maya', earlier), own);
    assert.equal(ofText(own, '', 'Am 14.09.2026 um 9:12 schrieb Maya Okafor:', `> ${earlier}`), own);
    assert.equal(ofText(own, '-- ', 'Ana Ruiz, Controller'), own);
    assert.equal(ofText('Begin forwarded message:', 'From: Maya', earlier), '');
  });

  it('are also the answers between the lines of a quote', () => {
    const words = ofText(
      'See below.',
      'On Monday, Maya wrote:',
      '> Is it $60,000?',
      'No, $42,000.',
      '> And the date?',
      'May.',
    );
    assert.equal(words, 'See below.\nNo, $42,000.\nMay.');
  });

  it('are the text, and otherwise the markup as text without what it quotes, hides or runs', () => {
    assert.equal(
      ownWords({ text: ' ', html: '<p>We&#39;re at <b>$42,000</b>.</p><p>Ana</p>' }),
      "We're at $42,000.\n\nAna",
    );
    const quoting =
      '<style>p{}</style><div>We said no &amp; mean it.</div><div class="gmail_quote">On Monday <blockquote>$60,000</blockquote></div>';
    assert.equal(ownWords({ text: null, html: quoting }), 'We said no & mean it.');
    assert.equal(ownWords({ text: 'Plain', html: '<p>Other</p>' }), 'Plain');
    assert.equal(ownWords({ text: null, html: null }), '');
  });

  it('keep a sentence that only looks like the head of a mail', () => {
    const words = 'From: what I hear, we sign in May.\nOn Monday legal wrote to us.';
    assert.equal(ofText(words), words);
  });

  it('are read in one go, whatever somebody writes, and hold only what a database takes', () => {
    for (const opening of ['<div class=', '<blockquote ', '<!--', '<style ', '<']) {
      ownWords({ text: null, html: opening.repeat(100_000 / opening.length) });
    }
    assert.ok(ownWords({ text: null, html: 'a&#0;b&#xD800;c' }).isWellFormed());
    assert.equal(
      ownWords({ text: null, html: '<p>Ours.</p><div dir="ltr" class="gmail_quote">Theirs.</div>' }),
      'Ours.',
    );
  });
});
