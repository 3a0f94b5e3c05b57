import { z } from 'zod';
import type { DateInText } from '#modules/analysis/language';
import type { CaseVerdict } from './judge-amounts.ts';
import { readRecords } from './read-records.ts';

const Value = z.looseObject({
  value: z.string().optional(),
  start: z.string().optional(),
  end: z.string().optional(),
  Mod: z.string().optional(),
});
const Case = z.object({
  id: z.string(),
  model: z.string(),
  input: z.string(),
  context: z.object({ ReferenceDateTime: z.string().optional() }).nullable(),
  not_supported: z.string().nullable(),
  results: z.array(
    z.object({ Text: z.string(), TypeName: z.string(), Resolution: z.object({ values: z.array(Value).nullable() }) }),
  ),
});
type Case = z.infer<typeof Case>;
type Expected = Case['results'][number];

const dateTypes = /\.(?:date|daterange|datetime|datetimerange)$/u;

/**
 * What the product does not resolve, by its contract: instants (`now`, `in 5 minutes`), what the cases themselves
 * leave unresolved, centuries and decades, a bare `the year`, `the week`, `the day` (a reference, not a date),
 * and dates inside addresses of the web.
 */
function isSupported(result: Expected): boolean {
  const text = result.Text;
  if ((result.Resolution.values ?? []).some((value) => value.value === 'not resolved')) return false;
  if (/\bnow\b|minute|\bhours?\b|\d+h\b|second|century|decade|\b\d0s\b/iu.test(text)) return false;
  return !/^(?:the |same )?(?:day|week|month|year|fortnight)(?: (?:before|after))?$/iu.test(text.trim());
}

/** What is judged: the product's rules, or a library for comparison. */
export type FindDates = (input: { text: string; date: string | null }) => readonly JudgedDate[];

type JudgedDate = Pick<DateInText, 'text' | 'date' | 'endDate' | 'granularity'>;

/** Judges the date cases: all their days and spans must be found in order with the right days, and no other date. */
export function judgeDates({ dataDirectory, findDates }: { dataDirectory: string; findDates: FindDates }): {
  verdicts: CaseVerdict[];
  portFailures: CaseVerdict[];
  negatives: CaseVerdict[];
} {
  const cases = readRecords({ dataDirectory, file: 'entities_recognizers_text/dev.jsonl', schema: z.unknown() })
    .map((record) => Case.safeParse(record))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .filter((record) => record.model === 'DateTime_DateTimeModel');
  const dated = cases.filter((record) => record.results.some((result) => dateTypes.test(result.TypeName)));
  const undated = cases.filter((record) => record.results.every((result) => !dateTypes.test(result.TypeName)));
  return {
    verdicts: dated.filter((record) => record.not_supported === null).map((record) => judge(record, findDates)),
    portFailures: dated.filter((record) => record.not_supported !== null).map((record) => judge(record, findDates)),
    negatives: undated.map((record) => judge(record, findDates)),
  };
}

function judge(record: Case, findDates: FindDates): CaseVerdict {
  const expected = record.results.filter((result) => dateTypes.test(result.TypeName));
  const said = record.context?.ReferenceDateTime?.slice(0, 10) ?? null;
  const found = findDates({ text: record.input, date: said });
  return {
    id: record.id,
    input: `${record.input} (${said})`,
    supported: expected.every(isSupported),
    passed: expected.length === found.length && expected.every((result, index) => matches(result, found[index])),
    expected: expected.map((result) => `${result.Text} ${JSON.stringify(result.Resolution.values)}`).join('; '),
    found: found.map((date) => `${date.text} ${date.date} ${date.endDate ?? ''}`).join('; '),
  };
}

function matches(result: Expected, found: JudgedDate | undefined): boolean {
  if (found === undefined || !overlaps(result.Text, found.text)) return false;
  return (result.Resolution.values ?? []).some((value) => {
    const day = value.value?.slice(0, 10);
    if (day !== undefined) return found.date === day && found.endDate === null;
    const start = value.start?.slice(0, 10);
    const end = value.end?.slice(0, 10);
    const last = found.endDate ?? found.date;
    if (result.TypeName.endsWith('.datetimerange') && start === end)
      return found.date === start && found.endDate === null;
    // Ends are exclusive in the cases and inclusive here; a week is its business days here.
    const isEnd =
      end !== undefined &&
      (last === end || last === addDays(end, -1) || (found.granularity === 'week' && last === addDays(end, -3)));
    if (value.Mod === 'end' && /^(?:the )?end/iu.test(result.Text)) return isEnd || last === addDays(end ?? '', -3);
    if (start === undefined) return isEnd;
    // The cases give the day itself for `after` a day, and the first day of the last month or year of a range.
    const isStart = found.date === start || (value.Mod === 'after' && found.date === addDays(start, 1));
    const endsUnit = end !== undefined && last !== null && (isEndOfMonth(last, end) || isEndOfYear(last, end));
    return isStart && (end === undefined || isEnd || endsUnit);
  });
}

function overlaps(expected: string, found: string): boolean {
  const [one, other] = [expected.toLowerCase().trim(), found.toLowerCase().trim()];
  return (
    one.includes(other) ||
    other.includes(one) ||
    one.split(/\W+/u).some((word) => word.length > 2 && other.includes(word))
  );
}

function isEndOfMonth(last: string, first: string): boolean {
  return first.endsWith('-01') && last.slice(0, 7) === first.slice(0, 7) && addDays(last, 1).endsWith('-01');
}

function isEndOfYear(last: string, first: string): boolean {
  return first.endsWith('-01-01') && last === `${first.slice(0, 4)}-12-31`;
}

function addDays(date: string, days: number): string {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(instant) ? '' : new Date(instant + days * 86_400_000).toISOString().slice(0, 10);
}
