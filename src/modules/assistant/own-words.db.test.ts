import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { callSources, calls } from '#modules/calls';
import { commitments } from '#modules/commitments';
import { identities, people } from '#modules/people';
import type { Actor } from '#platform/context';
import { eq } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createAssistantWorld, runShown } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
/** Today is 2026-09-14; the deal of Larkspur Hill is Maya's, has a warning and closes on 2026-09-28. */
const { ctx, callId } = await createAssistantWorld(suite);
await ctx.db.update(calls).set({ callDate: '2026-09-10' }).where(eq(calls.id, callId));
await leadByMaya();
await promise({ id: 'ours', owner: 'Maya Okafor', side: 'internal', dueDate: '2026-09-11' });
await promise({ id: 'theirs', owner: 'Sam Ortiz', side: 'external', dueDate: '2026-09-11' });

async function leadByMaya(): Promise<void> {
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  await ctx.db
    .insert(people)
    .values({ id: 'per_maya', workspaceId, kind: 'employee', name: 'Maya Okafor', createdAt: now });
  await ctx.db.insert(identities).values(
    (['gong', 'hubspot'] as const).map((source) => ({
      id: `idn_${source}`,
      workspaceId,
      personId: 'per_maya',
      source,
      externalId: source === 'gong' ? 'g1' : '11',
      evidence: {},
      createdAt: now,
    })),
  );
  await ctx.db.insert(callSources).values({
    callId,
    workspaceId,
    source: 'gong',
    externalId: 'x1',
    primaryUserId: 'g1',
    parties: [],
    updatedAt: now,
  });
}

async function promise(given: { id: string; owner: string; side: string; dueDate: string }): Promise<void> {
  const { workspaceId, clock } = ctx;
  await ctx.db.insert(commitments).values({
    ...given,
    id: `cmt_${given.id}`,
    workspaceId,
    callId,
    claimId: `clm_${given.id}`,
    dealRecordId: `${workspaceId}-deal-501`,
    companyRecordId: `${workspaceId}-company-901`,
    text: `Send what was asked (${given.id})`,
    evidence: { quote: 'I will send you a smaller proposal by Friday.', turn: 2, speaker: given.owner },
    state: 'open',
    createdAt: clock.now(),
  });
}

function personIs(email: string, seesOnly: readonly string[] | null = null): Actor {
  const grant = { role: 'representative', scopes: null, seesOnly } as const;
  return { type: 'user', userId: 'usr_1', name: email, email, credentialId: 'ses_1', grant };
}
const maya = personIs('maya@tidewater.example');

async function ask(question: string, options: { conversation?: string; actor?: Actor } = {}): Promise<Answer> {
  const { conversation = null, actor = ctx.actor } = options;
  const answer = await askQuestion({ ctx: { ...ctx, actor }, input: { question, channel: 'api', conversation } });
  for (const { query, column, value } of answer.figures) {
    const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
    assert.equal(first?.[column], value, question);
  }
  return answer;
}

describe('questions in own words', () => {
  test('whether the quarter will be made are the forecast of it', async () => {
    for (const question of ['Will we make the quarter?', 'are we going to hit our number this quarter']) {
      const answer = await ask(question);
      assert.deepEqual([answer.intent, answer.outcome], ['forecast.buckets', 'answered'], question);
      assert.match(answer.text, /Forecast for this quarter, 2026-07-01 to 2026-09-30: \$8,000 won so far/);
    }
    assert.match((await ask('will we make the year?')).text, /2026-01-01 to 2026-12-31/);
    const mine = await ask('what is my forecast this quarter', { actor: maya });
    assert.match(mine.text, /^Forecast of Maya Okafor for this quarter/);
    assert.match(
      (await ask('what is my forecast this quarter')).text,
      /so this is of everybody\. Forecast for this quarter/,
    );
  });

  test('whether anything is overdue is about deals and promises', async () => {
    for (const question of ['does Maya have anything overdue', 'Is anything of Maya overdue?']) {
      const answer = await ask(question);
      assert.equal(answer.outcome, 'answered', question);
      assert.match(
        answer.text,
        /No open deal of Maya Okafor has a close date that is over\. 1 open promise of Maya Okafor is overdue\./,
      );
      assert.equal(answer.lines.length, 1);
    }
    const deals = await ask("which of Maya's deals are overdue");
    assert.doesNotMatch(deals.text, /promise/);
  });

  test('what was lost and why leaves nothing out', async () => {
    for (const question of ['what did we lose in november and why', 'which deals did we lose this quarter and why?']) {
      const { unknown } = await ask(question);
      assert.deepEqual(
        unknown.filter((line) => /second question/.test(line)),
        [],
        question,
      );
    }
  });

  test('who talks too much go by the figures of the calls', async () => {
    const few = await ask('Which reps talk too much?');
    assert.deepEqual([few.intent, few.outcome], ['reps.talk_share', 'insufficient']);
    for (const place of [1, 2]) await chattyCall(place);
    const answer = await ask('Which reps talk too much?');
    assert.match(answer.text, /^1 of 1 person of our side talks more than 65 % of the time on average in calls/);
    assert.match(answer.lines[0]?.text ?? '', /^Maya Okafor: 81.5 % in 3 calls; at most 97.8 % in/);
    assert.equal(answer.citations[0]?.type, 'call');
    assert.match(
      (await ask('how much does Maya talk in calls?')).text,
      /^Maya Okafor talks .* above the mark of 65 %\.$/,
    );
    const none = await ask('which reps talk too much?', {
      actor: personIs('ben@tidewater.example', ['ben@tidewater.example']),
    });
    assert.deepEqual([none.outcome, none.lines], ['nothing', []], 'calls of others are in no mean');
  });

  test('whether anyone has mentioned a competitor list each mention with its turn', async () => {
    const answer = await ask('Has anyone mentioned a competitor at Larkspur Hill?');
    assert.deepEqual([answer.intent, answer.figures[0]?.value], ['competitors.top', 1]);
    assert.match(answer.lines[0]?.text ?? '', /^Sam Ortiz .*Payloom.*said by the buyer/);
    assert.equal(answer.citations[0]?.type, 'turn');
    const none = await ask('has anyone at Quince Street mentioned a competitor?');
    assert.deepEqual([none.intent, none.outcome], ['competitors.top', 'nothing']);
    const stranger = await ask('has anyone mentioned a competitor at Initech Holdings?');
    assert.match(stranger.text, /^Nothing here is called “Initech Holdings”/);
  });

  test('what customers complain about are the objections by kind', async () => {
    for (const question of ['What are customers complaining about most this month?', 'biggest complaints this month']) {
      const answer = await ask(question);
      assert.equal(answer.intent, 'objections.top', question);
      assert.match(
        answer.text,
        /^The most frequent objection \(this month, 2026-09-01 to 2026-09-30\) is competitor \(1 of 2\)/,
      );
    }
  });

  test('which promises of ours are overdue leave out those of buyers, and go on with a name', async () => {
    const conversation = 'promises';
    const answer = await ask('Which promises of ours are overdue and who owns them?', { conversation });
    assert.deepEqual([answer.intent, answer.figures[0]?.value, answer.unknown], ['commitments.overdue', 1, []]);
    assert.match(answer.lines[0]?.text ?? '', /^Maya Okafor \(Larkspur Hill\): .*due 2026-09-11/);
    const hers = await ask('and those of Maya?', { conversation });
    assert.deepEqual([hers.intent, hers.figures[0]?.value], ['commitments.overdue', 1]);
    const bens = await ask('and those of Ben?', { conversation });
    assert.deepEqual([bens.intent, bens.outcome], ['commitments.overdue', 'nothing']);
    assert.equal((await ask('overdue promises')).figures[0]?.value, 2);
    assert.equal((await ask('what do buyers owe us that is overdue, which promises are overdue')).figures[0]?.value, 1);
  });

  test('what one has promised and by when are about whoever asks', async () => {
    const answer = await ask('what did I promise and by when', { actor: maya });
    assert.deepEqual([answer.intent, answer.outcome, answer.figures[0]?.value], ['commitments.ours', 'answered', 1]);
    assert.match(answer.lines[0]?.text ?? '', /due 2026-09-11/);
    assert.ok(!answer.unknown.some((sentence) => sentence.includes('second question')));
    assert.equal(
      (await ask('what did I promise and by when', { actor: personIs('ben@tidewater.example') })).outcome,
      'nothing',
    );
  });

  test('how somebody is doing tell pipeline, what closed, calls, promises and risk', async () => {
    const answer = await ask('How is Maya doing?');
    assert.deepEqual([answer.intent, answer.outcome], ['reps.standing', 'answered']);
    assert.deepEqual(
      answer.lines.map(({ text }) => text),
      [
        'Pipeline: 2 open deals, worth $30,000, the largest Larkspur Hill - Renewal',
        'Closed: 1 deal won, worth $8,000, the largest Oakmere - Pay; 0 lost',
        'Calls: 1 call led, 0 minutes, the last a call without a title on 2026-09-10',
        'Promises: 0 kept, 0 broken; 1 open, of which 1 overdue',
        'At risk: 1 open deal with a warning that stands, first Larkspur Hill - Renewal',
      ],
    );
    assert.ok(answer.lines.every(({ citations }) => citations.length > 0));
    assert.match((await ask('how am I doing this quarter?', { actor: maya })).text, /^How Maya Okafor stands/);
    const seen = await ask('How is Maya doing?', {
      actor: personIs('ben@tidewater.example', ['ben@tidewater.example']),
    });
    assert.match(seen.lines[0]?.text ?? '', /^Pipeline: 0 open deals/, 'of others only what is seen counts');
    assert.equal((await ask('what do you think of Maya?')).outcome, 'out_of_scope');
  });

  test('which deals to call about first are those with the most reasons, of whoever asks', async () => {
    const answer = await ask('which of my deals should I call first?', { actor: maya });
    assert.deepEqual([answer.intent, answer.figures[0]?.value], ['reps.call_first', 1]);
    assert.equal(
      answer.lines[0]?.text,
      'Larkspur Hill - Renewal: closes 2026-09-28, 1 warning, 1 overdue promise of ours, $30,000, Maya Okafor, last call 2026-09-10',
    );
    const whom = await ask('who should I call first today?', { actor: personIs('ben@tidewater.example') });
    assert.deepEqual(
      whom.lines.map(({ text }) => text.split(',')[0]),
      ['Quince Street - Pay: should have closed 2026-09-01', 'Oakmere - Euro: closes 2026-09-20'],
    );
    const all = await ask('which deals should I call first?');
    assert.equal(all.figures[0]?.value, 3, 'of whoever is nobody in the CRM, all that are seen');
    assert.match(all.lines[0]?.text ?? '', /^Larkspur Hill/);
  });

  test('the win rate against competitors is told by each of them', async () => {
    const answer = await ask('What is our win rate against competitors?');
    assert.equal(answer.intent, 'pipeline.win_rate');
    assert.match(answer.queries[0]?.definition ?? '', /by competitor$/);
  });
});

describe('two questions in one', () => {
  test('are both answered where one kind tells both', async () => {
    const answer = await ask('When did we last talk to Larkspur Hill and how did it go?');
    assert.equal(answer.intent, 'calls.last');
    assert.match(answer.text, /^The last call with Larkspur Hill was on 2026-09-10: .*What was said/);
    assert.ok(answer.citations.some(({ type }) => type === 'turn'));
    assert.deepEqual(answer.unknown, []);
  });

  test('leave out the one that is not answered, and say so', async () => {
    const whole = await ask('which deals close this quarter and what is the weather in Denver?');
    assert.deepEqual([whole.intent, whole.figures[0]?.value], ['deals.closing', 3]);
    assert.ok(
      whole.unknown.includes(
        '“what is the weather in Denver” is a second question, which this answer leaves out: ask it by itself.',
      ),
      whole.unknown.join(' '),
    );
    const named = await ask('how much pipeline do we have and who is the champion at Larkspur Hill?');
    assert.deepEqual([named.intent, named.figures[0]?.value], ['pipeline.total', 4]);
    assert.match(named.unknown.join(' '), /“who is the champion at Larkspur Hill” is a second question/);
  });

  test('are not seen in a topic', async () => {
    const answer = await ask('who said what about the bank integration and how slow it was?');
    assert.deepEqual([answer.intent, answer.unknown], ['topics.said', []]);
  });

  test('are refused where the first is none of ours', async () => {
    const answer = await ask('write me a poem and what is the capital of France?');
    assert.equal(answer.outcome, 'out_of_scope');
  });
});

/** Of the words in it nearly all are Maya's. */
async function chattyCall(place: number): Promise<void> {
  const long = 'We built this for property managers who collect rent in many places at once, and it works. '.repeat(8);
  const text = `Maya Okafor: ${long}\nSam Ortiz: I see, ${place}.\nMaya Okafor: ${long}\nSam Ortiz: All right, thanks.\n`;
  const made = await analyzeText({ ctx, name: `Demo ${place}.txt`, text });
  await ctx.db.update(calls).set({ callDate: '2026-09-12' }).where(eq(calls.id, made.callId));
}
