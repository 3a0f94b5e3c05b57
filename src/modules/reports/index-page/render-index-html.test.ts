import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleReport } from '#test/sample-report';
import { IndexPage } from '../schema.ts';
import { summarizeReport } from '../summarize-report.ts';
import { renderErrorHtml } from './render-error-html.ts';
import { indexContentSecurityPolicy, renderIndexHtml } from './render-index-html.ts';

const empty = { calls: [], total: 0, olderHref: null };

describe('renderIndexHtml', () => {
  it('says what to do while there are no calls', () => {
    const page = renderIndexHtml(pageOf({}));
    assert.match(page, /No calls yet/);
    assert.match(page, /<code>npm run sophia -- analyze their-call\.vtt<\/code>/);
    assert.match(page, /href="\/\?tab=example">12 example calls<\/a>/);
    assert.doesNotMatch(page, /http-equiv="refresh"/);
  });

  it('lists calls with what is open, and says why one failed', () => {
    const summary = summarizeReport(sampleReport());
    const page = renderIndexHtml(
      pageOf({
        calls: {
          calls: [
            { state: 'done', callId: 'call_1', href: '/calls/call_1', summary },
            { state: 'waiting', callId: null, name: 'later.vtt' },
            {
              state: 'failed',
              callId: null,
              name: 'scan.pdf',
              code: 'transcript.unreadable',
              message: 'Expected a transcript, found a PDF.',
              action: 'Export it as WebVTT.',
            },
          ],
          total: 40,
          olderHref: '/?tab=calls&before=call_1',
        },
      }),
    );
    assert.match(page, /<a href="\/calls\/call_1">Larkspur Hill Communities - proposal walk-through<\/a>/);
    assert.match(page, /Tue, Oct 6, 2026 · Carla Whitcomb, Joel Amsler · Proposal · 7 min 53 s/);
    assert.match(page, /<dt>Objections<\/dt><dd>6 <span class="open">4 open<\/span>/);
    assert.match(
      page,
      /Not analyzed\.<\/strong> Expected a transcript, found a PDF\. <span class="action">Export it as WebVTT\./,
    );
    assert.match(page, /href="\/\?tab=calls&amp;before=call_1">Older calls/);
  });

  it('shows a dash, no zero, for what is not looked for where no side is known', () => {
    const summary = {
      ...summarizeReport(sampleReport()),
      objections: 0,
      openObjections: 0,
      risks: 0,
      sidesKnown: false,
    };
    const calls: IndexPage['calls']['calls'] = [{ state: 'done', callId: 'call_1', href: '/calls/call_1', summary }];
    const page = renderIndexHtml(pageOf({ calls: { calls, total: 1, olderHref: null } }));
    assert.match(page, /<dt>Objections<\/dt><dd>–<\/dd>/);
    assert.match(page, /<dt>Risks<\/dt><dd>–<\/dd>/);
  });

  it('asks for news politely while something is under way, and without a script too', () => {
    const page = renderIndexHtml(pageOf({ progress: { done: 7, total: 12 }, tab: 'example' }));
    assert.match(page, /Analyzing calls: 7 of 12/);
    assert.match(page, /<noscript><meta http-equiv="refresh" content="5"><\/noscript>/);
    assert.match(page, /data-busy="yes"/);
    assert.match(indexContentSecurityPolicy(), /connect-src 'self'/);
  });

  it('says what is wrong with what it depends on', () => {
    const problems = [{ name: 'OpenAI', reason: 'no answer since 14:02.', action: 'Reports are made by rules.' }];
    const page = renderIndexHtml(pageOf({ health: { state: 'degraded', problems } }));
    assert.match(
      page,
      /OpenAI:<\/strong> no answer since 14:02\. <span class="action">Reports are made by rules\.<\/span>/,
    );
  });

  it('does not call it broken while the example data comes in', () => {
    const problems = [{ name: 'example calls', reason: 'History: 38 of 162.', action: null }];
    const page = renderIndexHtml(pageOf({ health: { state: 'starting', problems } }));
    assert.match(page, /class="health health-starting".*Sophia is filling up\./s);
    assert.match(page, /38 of 162/);
    assert.doesNotMatch(page, /cannot work/);
  });

  it('escapes what calls are named', () => {
    const page = renderIndexHtml(
      pageOf({
        calls: { ...empty, calls: [{ state: 'waiting', callId: null, name: '<script>alert(1)</script>\u202E.vtt' }] },
      }),
    );
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.match(page, /⟨right-to-left override⟩\.vtt/);
  });
});

describe('renderErrorHtml', () => {
  it('says what is wrong, what to do and the reference', () => {
    const page = renderErrorHtml({
      status: 404,
      sentence: 'There is nothing at /<x>.',
      action: 'Go to /.',
      reference: 'req_1',
      viewer: null,
      tab: null,
      back: { label: 'All calls', href: '/' },
    });
    assert.doesNotMatch(page, /<nav/);
    assert.match(page, /<h1>Not found<\/h1>/);
    assert.match(page, /There is nothing at \/&lt;x&gt;\./);
    assert.match(page, /reference <code>req_1<\/code>/);
    assert.match(page, /script-src &#39;none&#39;/);
    assert.doesNotMatch(page, /<script/);
  });
});

describe('a page that somebody may not see', () => {
  it('keeps the way to the others, leads back to where it belongs, and sets apart what is typed', () => {
    const page = renderErrorHtml({
      status: 403,
      sentence: 'Expected the right to `audit.read` (<audit>).',
      action: 'Ask.',
      reference: null,
      viewer: { name: 'Maya', email: 'maya@tidewater.example', role: 'representative' },
      tab: 'example',
      back: { label: 'All deals', href: '/deals?tab=example' },
    });
    assert.match(page, /<nav class="places".*<a href="\/search\?tab=example">Search<\/a>/s);
    assert.match(page, /the right to <code>audit\.read<\/code> \(&lt;audit&gt;\)\./);
    assert.match(page, /<a href="\/deals\?tab=example">All deals<\/a>/);
    assert.doesNotMatch(page.slice(page.indexOf('<body')), /aria-current|`/);
  });
});

function pageOf(parts: Partial<IndexPage>): IndexPage {
  return IndexPage.parse({
    workspaceName: 'Tidewater Ledger',
    viewer: null,
    tab: 'calls',
    calls: empty,
    example: { ...empty, total: 12 },
    progress: null,
    health: { state: 'healthy', problems: [] },
    ...parts,
  });
}
