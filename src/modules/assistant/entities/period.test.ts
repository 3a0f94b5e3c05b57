import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inPlainWords, kindInPlainWords } from './in-plain-words.ts';
import { dayIn, findPeriod, namedPeriod } from './period.ts';

const today = '2026-11-16';

function spanIn(text: string, day = today): string | null {
  const found = findPeriod({ text, today: day });
  return found === null ? null : `${found.period.from} ${found.period.to}`;
}

describe('a period in a question', () => {
  it('is found wherever it stands, in words or as dates', () => {
    const spans: readonly (readonly [string, string])[] = [
      ['which deals close this quarter?', '2026-10-01 2026-12-31'],
      ['what closes next quarter', '2027-01-01 2027-03-31'],
      ['deals won last quarter by maya', '2026-07-01 2026-09-30'],
      ['calls last week', '2026-11-09 2026-11-15'],
      ['calls this week', '2026-11-16 2026-11-22'],
      ['what was lost in october', '2026-10-01 2026-10-31'],
      ['what closes in december', '2026-12-01 2026-12-31'],
      ['what closes in january', '2027-01-01 2027-01-31'],
      ['what was won in april', '2026-04-01 2026-04-30'],
      ['won in q3 2025', '2025-07-01 2025-09-30'],
      ['won in q4', '2026-10-01 2026-12-31'],
      ['over the last 7 days', '2026-11-10 2026-11-16'],
      ['who hasnt talked to their customers in 2 weeks', '2026-11-03 2026-11-16'],
      ['deals with no call for over two weeks', '2026-11-03 2026-11-16'],
      ['in the next two weeks', '2026-11-16 2026-11-30'],
      ['since october', '2026-10-01 2026-11-16'],
      ['since december', '2025-12-01 2026-11-16'],
      ['since 2026-11-02', '2026-11-02 2026-11-16'],
      ['between 2026-09-01 and 2026-09-14', '2026-09-01 2026-09-14'],
      ['on 2026-11-12', '2026-11-12 2026-11-12'],
      ['what happened yesterday', '2026-11-15 2026-11-15'],
      ['calls tomorrow', '2026-11-17 2026-11-17'],
      ['what changed recently', '2026-10-18 2026-11-16'],
      ['how much did we win in 2025', '2025-01-01 2025-12-31'],
      ['what changed since friday', '2026-11-13 2026-11-16'],
      ['what changed since monday', '2026-11-09 2026-11-16'],
      ['calls since last week', '2026-11-09 2026-11-16'],
      ['what changed since yesterday', '2026-11-15 2026-11-16'],
      ['calls last thursday', '2026-11-12 2026-11-12'],
      ['deals closing next friday', '2026-11-20 2026-11-20'],
      ['promises due by fri', '2026-11-16 2026-11-20'],
      ['forecast 4 dec', '2026-12-04 2026-12-04'],
      ['deals closing on the 4th of december', '2026-12-04 2026-12-04'],
      ['calls since 2 november', '2026-11-02 2026-11-16'],
      ['deals closing by december 4th', '2026-11-16 2026-12-04'],
      ['calls on sept 14, 2025', '2025-09-14 2025-09-14'],
      ['how is the quarter looking', '2026-10-01 2026-12-31'],
    ];
    for (const [text, span] of spans) assert.equal(spanIn(text), span, text);
  });

  it('crosses the turn of a year, and a leap day', () => {
    assert.equal(spanIn('last month', '2027-01-31'), '2026-12-01 2026-12-31');
    assert.equal(spanIn('next month', '2026-12-31'), '2027-01-01 2027-01-31');
    assert.equal(spanIn('last quarter', '2027-02-01'), '2026-10-01 2026-12-31');
    assert.equal(spanIn('this month', '2028-02-10'), '2028-02-01 2028-02-29');
  });

  it('is none where none is named, or where it cannot be', () => {
    for (const text of [
      'which deals may close',
      'deals with no next step that close in 2 weeks',
      'which deals will not be signed in 2 weeks',
      'march ahead',
      'on 2026-13-40',
      'from 2026-11-10 to 2026-11-01',
      'last 0 days',
      'what closes at the end of october',
      'forecast 31 nov',
      'which 3 may close',
    ]) {
      assert.equal(spanIn(text), null, text);
    }
  });

  it('is found as it is written in haste', () => {
    const spans: readonly (readonly [string, string])[] = [
      ['calls last wk', '2026-11-09 2026-11-15'],
      ['which deals close next wk', '2026-11-23 2026-11-29'],
      ['calls with rafter this wk', '2026-11-16 2026-11-22'],
      ['deals we won last qtr', '2026-07-01 2026-09-30'],
      ['deals closing this q', '2026-10-01 2026-12-31'],
      ['hows the q looking', '2026-10-01 2026-12-31'],
      ['top objections last 30d', '2026-10-18 2026-11-16'],
      ['calls with granite ferry last 2 wks', '2026-11-03 2026-11-16'],
      ['calls past couple of weeks', '2026-11-03 2026-11-16'],
      ['what closes by the end of the quarter', '2026-10-01 2026-12-31'],
      ['average deal size this yr', '2026-01-01 2026-12-31'],
    ];
    for (const [text, span] of spans) assert.equal(spanIn(inPlainWords(text)), span, text);
  });

  it('of a day without a year is the one that is meant, or none where that is open', () => {
    const spans: readonly (readonly [string, string | null])[] = [
      ['calls since 4 december', '2025-12-04 2026-11-30'],
      ['calls from 4 november', '2026-11-04 2026-11-30'],
      ['deals closing after 4 december', null],
      ['deals closing from 4 december', null],
      ['deals closing after december 4, 2026', '2026-12-05 9999-12-31'],
      ['deals closing by march 4th', '2026-11-30 2027-03-04'],
      ['deals closing before march 4th', '2026-11-30 2027-03-03'],
      ['deals closing by 4 december', '2026-11-30 2026-12-04'],
      ['what do we owe by 30 november', '2026-11-30 2026-11-30'],
      ['deals won before 4 october', null],
      ['deals closing after 2026-12-04', '2026-12-05 9999-12-31'],
      ['deals closing by 2026-12-04', '2026-11-30 2026-12-04'],
      ['deals won before 2026-10-04', null],
      ['deals closing by 31 february', null],
      ['calls on december 4 led by maya', '2026-12-04 2026-12-04'],
      ['calls on november 4 held by maya', '2026-11-04 2026-11-04'],
      ['deals closing december 4 to 10', null],
      ['deals closing after the 4th of december', null],
      ['forecast for december 4 to 10', null],
      ['calls since november 4 people joined', null],
      ['deals closing from 4 to 10 december', null],
      ['deals closing on the 4th or 5th of december', null],
    ];
    for (const [text, span] of spans) assert.equal(spanIn(text, '2026-11-30'), span, text);
  });

  it('holds the day itself with since, until and by, and not with after and before', () => {
    const spans: readonly (readonly [string, string | null])[] = [
      ['calls since 2 november', '2026-11-02 2026-11-30'],
      ['calls from 2 november', '2026-11-02 2026-11-30'],
      ['calls after 2 november', '2026-11-03 2026-11-30'],
      ['calls after november 2nd', '2026-11-03 2026-11-30'],
      ['calls since 2026-11-02', '2026-11-02 2026-11-30'],
      ['calls after 2026-11-02', '2026-11-03 2026-11-30'],
      ['deals closing until 4 december', '2026-11-30 2026-12-04'],
      ['deals closing by 4 december', '2026-11-30 2026-12-04'],
      ['deals closing before 4 december', '2026-11-30 2026-12-03'],
      ['deals closing before december 1', '2026-11-30 2026-11-30'],
      ['deals closing until 2026-12-04', '2026-11-30 2026-12-04'],
      ['deals closing before 2026-12-04', '2026-11-30 2026-12-03'],
      ['deals closing before 2027-01-01', '2026-11-30 2026-12-31'],
      ['calls after 30 november', null],
      ['deals closing before 30 november', null],
    ];
    for (const [text, span] of spans) assert.equal(spanIn(text, '2026-11-30'), span, text);
  });

  it('goes on without an end where what closes or is due is asked for, and ends today elsewhere', () => {
    const spans: readonly (readonly [string, string | null])[] = [
      ['deals closing after 2026-09-01', '2026-09-02 9999-12-31'],
      ['deals closing from 2026-09-20', '2026-09-20 9999-12-31'],
      ['promises due after 1 september', '2026-09-02 9999-12-31'],
      ['deals closing from 2026-09-01 to 2026-09-30', '2026-09-01 2026-09-30'],
      ['deals closing since 2026-09-01', '2026-09-01 2026-09-14'],
      ['deals won from 2026-06-01', '2026-06-01 2026-09-14'],
      ['deals closed after 2026-06-01', '2026-06-02 2026-09-14'],
      ['calls from 2026-09-01', '2026-09-01 2026-09-14'],
      ['calls after 2026-10-01', null],
    ];
    for (const [text, span] of spans) assert.equal(spanIn(text, '2026-09-14'), span, text);
    const from = findPeriod({ text: 'calls from 2026-09-01', today: '2026-09-14' });
    assert.equal(from?.period.name, 'from 2026-09-01');
  });

  it('has no days ahead for what has happened, and none of another year for until', () => {
    const spans: readonly (readonly [string, string | null])[] = [
      ['calls until 4 june', null],
      ['deals won until 4 june', null],
      ['deals closing till 4 june', null],
      ['deals won by 4 june', null],
      ['calls by 4 october', null],
      ['what was said by friday', null],
      ['deals won by fri', null],
      ['deals closing by 4 june', '2026-09-14 2027-06-04'],
      ['which deals will be won by 4 october', '2026-09-14 2026-10-04'],
      ['what did we promise by 4 october', '2026-09-14 2026-10-04'],
      ['what do we owe by friday', '2026-09-14 2026-09-18'],
      ['who should i call by friday', '2026-09-14 2026-09-18'],
    ];
    for (const [text, span] of spans) assert.equal(spanIn(text, '2026-09-14'), span, text);
  });

  it('is found in short forms of days wherever they stand, or asked back about', () => {
    const plain: readonly (readonly [string, string])[] = [
      ['pipeline 30d', 'pipeline 30 days'],
      ['deals won 90d', 'deals won 90 days'],
      ['how much did we win last 30d per owner', 'how much did we win last 30 days per owner'],
      ['objections last 30d about price', 'objections last 30 days about price'],
      ['promises made last 7d that are open', 'promises made last 7 days that are open'],
      ['which deals closing in 30d are at risk', 'which deals closing in 30 days are at risk'],
      ['deals closing in 30d owned by maya', 'deals closing in 30 days owned by maya'],
      ['deals closing next 30d worth over 10k', 'deals closing next 30 days worth over 10k'],
      ['deals won last 30d without a next step', 'deals won last 30 days without a next step'],
      ['calls last 30d Maya', 'calls last 30 days Maya'],
      ['deals won last 2w maya', 'deals won last 2 weeks maya'],
      ['win rate last 6mo per rep', 'win rate last 6 months per rep'],
    ];
    for (const [text, words] of plain) assert.equal(inPlainWords(text), words);
  });

  it('is not read into a name that begins with a number', () => {
    for (const text of [
      'calls with 3D Systems',
      'last call with 24W Labs',
      'deals for 3D Systems',
      'next steps for 7d retail',
      'last 3D Systems call',
      'who mentioned 3d printing',
      'who talked about 3d',
      'deals of $30 d',
      'who mentioned r&d and the pipe',
    ]) {
      assert.equal(inPlainWords(text), text);
    }
    assert.equal(inPlainWords('calls in the last 7d with 3D Systems'), 'calls in the last 7 days with 3D Systems');
    assert.equal(inPlainWords('no call for 2w'), 'no call for 2 weeks');
    assert.equal(inPlainWords('deals closing next 2mo'), 'deals closing next 2 months');
    assert.equal(kindInPlainWords('how r my deals in the pipe, and r&d'), 'how are my deals in the pipeline, and r&d');
  });

  it('is counted in the zone of the workspace', () => {
    const moment = new Date('2026-11-16T04:30:00Z');
    assert.equal(dayIn({ moment, timeZone: 'America/Chicago' }), '2026-11-15');
    assert.equal(dayIn({ moment, timeZone: 'UTC' }), '2026-11-16');
    assert.deepEqual(namedPeriod('last 30 days', today), { from: '2026-10-18', to: today, name: 'last 30 days' });
  });
});
