import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { RenderedMessage } from '#modules/notifications';
import { assertInert, assertWithinLimits } from '#test/block-kit';
import { sampleAnswer } from '#test/sample-answer';
import { renderAnswer } from './render-answer.ts';

const baseUrl = 'http://sophia.example';
const ctx = { workspaceId: 'main' };
const hostile = '<!channel> & <https://evil.example|here> *bold*';
const Worded = z.looseObject({ type: z.string(), text: z.looseObject({ text: z.string() }) });

/** What stands in sections, as one text. */
function sectionsOf(messages: readonly RenderedMessage[]): string {
  return messages
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === 'section' ? [Worded.parse(block).text.text] : []))
    .join(' ');
}

function namesOf(count: number, name: string): string[] {
  return Array.from({ length: count }, (_unused, place) => `${name}${place}.`);
}

describe('an answer in Slack', () => {
  it('is one message where it fits one', () => {
    const messages = renderAnswer({ ctx, answer: sampleAnswer, baseUrl });
    assert.equal(messages.length, 1);
    assertWithinLimits(messages);
  });

  it('offers what can be done from where it stands, by a button or by what is typed in Slack', () => {
    const named = sampleAnswer.actions.map((action) => ({
      ...action,
      command: `${action.command} --workspace example`,
    }));
    assert.deepEqual(
      renderAnswer({ ctx, answer: { ...sampleAnswer, actions: named }, baseUrl }),
      renderAnswer({ ctx, answer: sampleAnswer, baseUrl }),
    );
    const all = JSON.stringify(renderAnswer({ ctx, answer: sampleAnswer, baseUrl }));
    assert.match(all, /"block_id":"answer-deeds:[^"]+","elements":\[\{"type":"button","action_id":"change\.approve"/);
    assert.match(all, /"text":"Approve the close date of Larkspur Hill"[^}]*\},"value":"chg_1"/);
    assert.match(all, /List deals: `\/sophia-deals`\\nShow the deal: `\/sophia deal Larkspur Hill`/);
    const [deed] = sampleAnswer.actions.flatMap((action) => (action.deed?.type === 'change.approve' ? [action] : []));
    assert.ok(deed !== undefined);
    const second = { ...deed, deed: { type: 'change.approve', id: 'chg_2' } } as const;
    const both = renderAnswer({ ctx, answer: { ...sampleAnswer, actions: [deed, second] }, baseUrl });
    assertWithinLimits(both);
    assert.match(JSON.stringify(both), /answer-deeds:ans_1:chg_1.*answer-deeds:ans_1:chg_2/);
    assert.ok(!all.includes('`sophia '), 'a command of the command line cannot be typed in Slack');
    assert.ok(!all.includes('Search in one call'), 'Slack has no command for it');
  });

  it('says what its number counts, with the page that has the query', () => {
    const [message] = renderAnswer({ ctx, answer: sampleAnswer, baseUrl });
    const counted = `Counted: Turns that name the bank integration. <${baseUrl}/answers/ans_1?tab=calls|The query>`;
    assert.ok(JSON.stringify(message).includes(counted), JSON.stringify(message));
    const example = renderAnswer({ ctx: { workspaceId: 'example' }, answer: sampleAnswer, baseUrl });
    assert.ok(JSON.stringify(example).includes(`<${baseUrl}/answers/ans_1?tab=example|The query>`));
    const numberless = renderAnswer({ ctx, answer: { ...sampleAnswer, figures: [], queries: [] }, baseUrl });
    assert.ok(!JSON.stringify(numberless).includes('Counted'));
    const long = { ...sampleAnswer, queries: [{ definition: hostile.repeat(100), sql: 'select 1' }] };
    const messages = renderAnswer({ ctx, answer: long, baseUrl });
    assertWithinLimits(messages);
    assertInert(messages);
  });

  it('that is long is split within the limits of blocks and messages, and nothing of it is left out', () => {
    const words = namesOf(3000, `${hostile} word`);
    const [line] = sampleAnswer.lines;
    const [citation] = sampleAnswer.citations;
    assert.ok(line !== undefined && citation !== undefined);
    const answer = {
      ...sampleAnswer,
      text: words.join(' '),
      lines: namesOf(120, 'line').map((name) => ({ ...line, text: `${hostile.repeat(60)} ${name}` })),
      citations: namesOf(80, 'proof').map((label, place) => ({ ...citation, label, number: place + 1 })),
      choices: namesOf(40, 'choice').map((label) => ({ label, question: `${hostile.repeat(5)} ${label}` })),
      unknown: namesOf(400, `${hostile} gap`),
    };
    const messages = renderAnswer({ ctx, answer, baseUrl });
    assert.ok(messages.length > 1);
    assertWithinLimits(messages);
    assertInert(messages);
    const told = sectionsOf(messages);
    const all = JSON.stringify(messages);
    for (const name of [...namesOf(3000, 'word'), ...namesOf(120, 'line'), ...namesOf(40, 'choice')]) {
      assert.ok(told.includes(name), name);
    }
    for (const name of [...namesOf(80, 'proof'), ...namesOf(400, 'gap')]) assert.ok(all.includes(name), name);
    assert.ok(!told.includes('more characters'));
    assert.ok(told.indexOf('word0.') < told.indexOf('word2999.') && told.indexOf('word2999.') < told.indexOf('line0.'));
  });

  it('that is one long word is cut only where a section ends', () => {
    const text = 'a'.repeat(9000);
    const messages = renderAnswer({
      ctx,
      answer: { ...sampleAnswer, text, lines: [], citations: [] },
      baseUrl,
    });
    assertWithinLimits(messages);
    assert.equal(sectionsOf(messages).replaceAll(/[^a]/gu, ''), text);
  });
});
