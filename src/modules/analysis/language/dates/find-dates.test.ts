import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../create-document.ts';
import { dueDateOf, findDates, findDatesInText } from './find-dates.ts';

/** A Wednesday before Labor Day. */
const wednesday = '2026-09-02';

function datesIn(text: string, said: { date?: string | null; timeZone?: string } = {}): string[] {
  const { date = wednesday, timeZone = 'America/Chicago' } = said;
  return findDatesInText({ text, date, timeZone }).map(
    (found) => `${found.text}=${found.date ?? '-'}${found.endDate === null ? '' : `..${found.endDate}`}`,
  );
}

test('dates as sales calls say them, said on Wednesday 2 September 2026', () => {
  const cases: [string, string][] = [
    ['Let us talk the Tuesday after the long weekend', 'the Tuesday after the long weekend=2026-09-08'],
    ['end of next month', 'end of next month=2026-10-31'],
    ['by the end of Q3', 'by the end of Q3=2026-09-30'],
    ['early Q1', 'early Q1=2027-01-01..2027-01-31'],
    ['the 14th works', 'the 14th=2026-09-14'],
    ['in two weeks', 'in two weeks=2026-09-16'],
    ['a week from Thursday', 'a week from Thursday=2026-09-10'],
    ['by Friday', 'by Friday=2026-09-04'],
    ['next week', 'next week=2026-09-07..2026-09-11'],
    ['next Wednesday', 'next Wednesday=2026-09-09'],
    ['last Friday', 'last Friday=2026-08-28'],
    ['Thursday of next week', 'Thursday of next week=2026-09-10'],
    ['by the end of the month', 'by the end of the month=2026-09-30'],
    ['by the end of this week', 'by the end of this week=2026-09-04'],
    ['by the end of the year', 'by the end of the year=2026-12-31'],
    ['by end of day', 'by end of day=2026-09-02'],
    ['by end of day tomorrow', 'by end of day tomorrow=2026-09-03'],
    ['mid-October', 'mid-October=2026-10-15'],
    ['before Thanksgiving', 'before Thanksgiving=2026-11-25'],
    ['the week after Thanksgiving', 'the week after Thanksgiving=2026-11-30..2026-12-04'],
    ['tomorrow', 'tomorrow=2026-09-03'],
    ['in a fortnight', 'in a fortnight=2026-09-16'],
    ['the first Tuesday in October', 'the first Tuesday in October=2026-10-06'],
    ['First of February', 'First of February=2027-02-01'],
    ['the 31st of December', 'the 31st of December=2026-12-31'],
    ['Monday, October 5th', 'Monday, October 5th=2026-10-05'],
    ['Oct 5-9', 'Oct 5-9=2026-10-05..2026-10-09'],
    ['on the 3rd we had a problem', 'the 3rd=2026-08-03'],
    ['the last two weeks of October', 'the last two weeks of October=2026-10-18..2026-10-31'],
    ['within ten days', 'within ten days=2026-09-02..2026-09-12'],
    ['10/16/2026', '10/16/2026=2026-10-16'],
    ['in the spring', 'the spring=-'],
    ['this afternoon', 'this afternoon=2026-09-02'],
  ];
  for (const [text, expected] of cases) assert.deepEqual(datesIn(text), [expected], text);
});

test('long weekends follow the federal holidays, also where they are moved', () => {
  const cases: [string, string][] = [
    ['2026-05-18', '2026-05-26'],
    ['2026-06-15', '2026-06-23'],
    ['2026-07-01', '2026-07-07'],
    ['2026-11-20', '2026-12-01'],
    ['2026-12-20', '2026-12-29'],
  ];
  for (const [date, expected] of cases) {
    assert.deepEqual(
      datesIn('Tuesday after the long weekend', { date }),
      [`Tuesday after the long weekend=${expected}`],
      date,
    );
  }
});

test('a long weekend is only told in the United States, and only shortly before one', () => {
  const elsewhere = ['Europe/Berlin', 'America/Toronto', 'UTC'];
  for (const zone of elsewhere) {
    assert.deepEqual(
      datesIn('over the long weekend', { date: '2026-11-18', timeZone: zone }),
      ['the long weekend=-'],
      zone,
    );
    assert.deepEqual(
      datesIn('the Tuesday after the long weekend', { date: '2026-11-18', timeZone: zone }),
      ['the Tuesday after the long weekend=-'],
      zone,
    );
  }
  assert.deepEqual(datesIn('over the long weekend', { date: '2026-11-18' }), [
    'the long weekend=2026-11-26..2026-11-29',
  ]);
  assert.deepEqual(datesIn('over the long weekend', { date: '2026-11-02', timeZone: 'America/Indiana/Knox' }), [
    'the long weekend=-',
  ]);
  for (const text of ['two days after the long weekend', 'the week after the long weekend']) {
    assert.deepEqual(datesIn(text, { date: '2026-11-18', timeZone: 'UTC' }), [`${text}=-`]);
  }
});

test('days that are counted within a period or behind the next week, said on Wednesday 18 November 2026', () => {
  const cases: [string, string][] = [
    ['by close of business the Thursday after next', '=2026-12-03'],
    ['the Friday after next', '=2026-12-04'],
    ['by end of day the Thursday', '=2026-11-19'],
    ['by end of business Friday', '=2026-11-20'],
    ['the last business day of January', '=2027-01-29'],
    ['the first business day of January', '=2027-01-04'],
    ['the third working day of next month', '=2026-12-03'],
    ['the last day of the quarter', '=2026-12-31'],
    ['within two business days', '=2026-11-18..2026-11-20'],
    ['within two business days of Friday', '=2026-11-20..2026-11-24'],
    ['Thanksgiving weekend', '=2026-11-26..2026-11-29'],
  ];
  for (const [text, days] of cases) assert.deepEqual(datesIn(text, { date: '2026-11-18' }), [`${text}${days}`], text);
});

test('days of the month in words, said on Wednesday 2 September 2026', () => {
  const cases: [string, string][] = [
    ["I'll run it with Benny on the thirteenth.", 'the thirteenth=2026-09-13'],
    ['Nine on the twenty-first it is.', 'the twenty-first=2026-09-21'],
    ['The twenty second works for us.', 'The twenty second=2026-09-22'],
    ['We go live on the first.', 'the first=2026-10-01'],
    ['Rent is due on the fifth.', 'the fifth=2026-09-05'],
  ];
  for (const [text, expected] of cases) assert.deepEqual(datesIn(text), [expected], text);
  for (const text of [
    'On the third, I disagree.',
    'The twentieth floor is empty.',
    'It was the eleventh call.',
    'On the first call we met.',
    'The tenth resident paid.',
  ]) {
    assert.deepEqual(datesIn(text), [], text);
  }
});

test('hesitations part no date, and what is done before a day is out is done on it', () => {
  assert.deepEqual(datesIn('Thursday the, um, the tenth.'), ['Thursday the, um, the tenth=2026-09-10']);
  assert.deepEqual(datesIn('by, uh, Friday'), ['by, uh, Friday=2026-09-04']);
  assert.deepEqual(datesIn('I will answer before the day is out.'), ['before the day is out=2026-09-02']);
  assert.deepEqual(datesIn('before the week is over'), ['before the week is over=2026-09-04']);
  assert.deepEqual(datesIn('The day is long, um, and the news is out.'), []);
});

test('a time counted from something that is not told stays relative', () => {
  assert.deepEqual(datesIn('within two business days of getting each statement'), ['within two business days=-']);
  assert.deepEqual(datesIn('within a week of that'), ['within a week=-']);
});

test('a day that is something is read, and a day that owns something is not', () => {
  assert.deepEqual(datesIn("Next Wednesday's good, after eleven.", { date: '2026-11-18' }), [
    "Next Wednesday's=2026-11-25",
  ]);
  assert.deepEqual(datesIn('Tomorrow’s fine.', { date: '2026-11-18' }), ['Tomorrow’s=2026-11-19']);
  assert.deepEqual(datesIn("Friday's agenda is ready.", { date: '2026-11-18' }), []);
});

test('words that are also something else are no dates', () => {
  for (const text of [
    'we may do it',
    'March with me',
    'the second thing',
    'at 3 pm',
    'we have 24/7 support',
    'she sat down in the sun',
    'a ratio of 1/2',
    '2010 units and 12 percent',
    'call 555-0142',
    'This may or may not be right.',
    'the 14th floor',
  ]) {
    assert.deepEqual(datesIn(text), [], text);
  }
  assert.deepEqual(datesIn('It may be in May.'), ['May=2027-05-01..2027-05-31']);
});

test('without the day of the call, only dates that say their year are known', () => {
  assert.deepEqual(datesIn('by Friday, or on March 3rd, 2027', { date: null }), [
    'by Friday=-',
    'March 3rd, 2027=2027-03-03',
  ]);
});

test('a date before is taken from the words before', () => {
  const document = createDocument({
    transcript: transcriptOf(['We sign on the 20th.', 'Then send it the Friday before.']),
  });
  const found = findDates({ document, date: '2026-10-06', timeZone: 'UTC' });
  assert.deepEqual(
    found.map(({ turn, text, date }) => [turn, text, date]),
    [
      [0, 'the 20th', '2026-10-20'],
      [1, 'the Friday before', '2026-10-16'],
    ],
  );
});

test('the day of a call is that in its zone', () => {
  const transcript = { ...transcriptOf(['I will send it tomorrow.']), startedAt: '2026-09-03T02:30:00Z' };
  const document = createDocument({ transcript });
  const days = ['America/Chicago', 'UTC'].map((timeZone) => findDates({ document, date: null, timeZone })[0]?.date);
  assert.deepEqual(days, ['2026-09-03', '2026-09-04']);
});

test('what is due by a span is due on its last day, and nothing is due after something', () => {
  const due = ['next week', 'in March', 'sometime after the 1st'].map((text) =>
    findDatesInText({ text, date: wednesday }).map(dueDateOf),
  );
  assert.deepEqual(due, [['2026-09-11'], ['2027-03-31'], [null]]);
});

test('the clock and zone of the machine change nothing', () => {
  const program = `
    const { findDatesInText } = await import(${JSON.stringify(fileURLToPath(new URL('./find-dates.ts', import.meta.url)))});
    const texts = ['tomorrow', 'the Tuesday after the long weekend', 'end of next month', 'March 8th', 'next week'];
    process.stdout.write(JSON.stringify(texts.flatMap((text) => findDatesInText({ text, date: '2026-03-07' }))));`;
  const [one, other] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ: zone },
    }).toString(),
  );
  assert.equal(one, other);
  assert.match(one ?? '', /2026-03-08/u);
});
