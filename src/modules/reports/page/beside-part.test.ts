import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainReport } from '#test/build-report';
import { sampleComparison } from '#test/sample-comparison';
import { sampleReport } from '#test/sample-report';
import { renderReportHtml } from './render-report-html.ts';

function partOf(page: string): string {
  return page.match(/<section class="part" id="beside"[\s\S]*?<\/section>/)?.[0] ?? '';
}

/** Gong's player as its address is made, without a connection. */
function player(startMs: number): string {
  return `https://app.gong.io/call?id=77&at=${Math.floor(startMs / 1000)}`;
}

describe('what the source of a call says, on the page of its report', () => {
  const page = renderReportHtml({ report: sampleReport(), comparison: sampleComparison() });
  const part = partOf(page);

  it('is a folded part that is named in the contents, and escaped', () => {
    assert.match(part, /<h2 id="beside-title">What Gong says, beside Sophia<\/h2>/);
    assert.match(part, /<details class="rest beside"><summary>/);
    assert.match(page, /<a href="#beside">Gong<\/a>/);
    assert.match(part, /&lt;script&gt;window\.owned = 1&lt;\/script&gt;/);
    assert.doesNotMatch(part, /<script/);
  });

  it('shows figures and trackers of both with what differs, and says that points are compared by words', () => {
    assert.match(part, /Talk ratio of the host<\/bdi><\/th><td>47%<\/td><td>44\.5%<\/td><td>−2\.5 points<\/td>/);
    assert.match(
      part,
      /Longest monologue of the host<\/bdi><\/th><td>1 min 5 s<\/td><td>1 min 8 s<\/td><td>\+3 s<\/td>/,
    );
    assert.match(
      part,
      /<span class="figure-note">Not the same figure[^<]+<\/span><\/th><td>5<\/td><td>2\.3<\/td><td>–<\/td>/,
    );
    assert.match(part, /Questions by us<\/bdi><\/th><td>9<\/td><td>9<\/td><td>0<\/td>/);
    assert.match(part, /Pricing &amp; terms<\/bdi><\/th><td>×4<\/td><td>found ×3<\/td>/);
    assert.match(part, /Security<\/bdi><\/th><td>×0<\/td><td>not found<\/td>/);
    assert.match(part, /Rivals<\/bdi><\/th><td>×2<\/td><td>no tracker of that name<\/td>/);
    assert.match(
      part,
      /No counterpart found in this report<\/h4><ul[^>]*><li dir="auto">Parking[^<]+<\/li><\/ul><p class="quiet">By words alone/,
    );
  });

  it('is nothing where the source has told nothing', () => {
    for (const nothing of [{ comparison: null }, {}])
      assert.doesNotMatch(renderReportHtml({ report: sampleReport(), ...nothing }), /beside-title|#beside/);
  });
});

describe('the way from a claim into the player of its call', () => {
  it('leads from each proof to its second, and from no claim without a time', () => {
    const page = renderReportHtml({ report: sampleReport(), player });
    const [claim] = page.match(/<li id="keyPoints-0">[\s\S]*?<\/li>/) ?? [];
    const [statement] = sampleReport().result.findings.keyPoints;
    const at = Math.floor((statement?.startMs ?? 0) / 1000);
    assert.ok(
      claim?.includes(
        `href="https://app.gong.io/call?id=77&amp;at=${at}" target="_blank" rel="noopener noreferrer">Listen<`,
      ),
    );
    const proofs = page.match(/<a class="(?:quote|cite) proof/g) ?? [];
    assert.equal(page.match(/<a class="listen"/g)?.length, proofs.length);
    assert.doesNotMatch(renderReportHtml({ report: plainReport(), player }), /class="listen"/);
  });

  it('is not there for a call without an address', () => {
    for (const none of [undefined, () => null])
      assert.doesNotMatch(renderReportHtml({ report: sampleReport(), player: none }), /class="listen"/);
  });
});
