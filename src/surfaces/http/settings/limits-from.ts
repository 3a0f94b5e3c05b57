import type { LimitSettings } from '#contracts';
import { SophiaError } from '#platform/errors';

type Fields = Readonly<Record<string, string>>;

/** What the fields of the form are called where one of them is wrong. */
const words: Readonly<Record<string, string>> = {
  nextStepWithinDays: 'the days within which there is a next step',
  'pushes.atLeast': 'how often a close date was pushed',
  'pushes.withinDays': 'the days within which it was pushed',
  'singleThread.calls': 'the calls in which one person alone spoke',
  'ghosted.days': 'the days without an answer',
  'ghosted.emails': 'our e-mails without an answer',
  days: 'the days to look back',
  calls: 'the calls to try it on',
};

/** The number in a field; null where it is empty. Throws `input.invalid`. */
export function countIn(fields: Fields, name: string): number | null {
  const text = (fields[name] ?? '').trim();
  if (text === '') return null;
  if (/^[1-9]\d{0,3}$/u.test(text)) return Number(text);
  const what = words[name] ?? `the days of the stage ${name.slice('quiet.'.length)}`;
  throw new SophiaError('input.invalid', `Expected a whole number from 1 to 9999 for ${what}, found “${text}”.`);
}

/** The limits that a form says; what it leaves empty is what Sophia brings. Throws `input.invalid`. */
export function limitsFrom(fields: Fields): LimitSettings {
  const nextStepWithinDays = countIn(fields, 'nextStepWithinDays');
  const pushes = bothIn(fields, ['pushes.atLeast', 'pushes.withinDays']);
  const calls = countIn(fields, 'singleThread.calls');
  const ghosted = bothIn(fields, ['ghosted.days', 'ghosted.emails']);
  const warningLimits = {
    ...(nextStepWithinDays !== null && { nextStepWithinDays }),
    ...(pushes !== null && { pushes: { atLeast: pushes[0], withinDays: pushes[1] } }),
    ...(calls !== null && { singleThread: { calls } }),
    ...(ghosted !== null && { ghosted: { days: ghosted[0], emails: ghosted[1] } }),
  };
  const dealLimits = stagesIn(fields);
  return {
    ...(Object.keys(dealLimits).length > 0 && { dealLimits }),
    ...(Object.keys(warningLimits).length > 0 && { warningLimits }),
  };
}

/** The fields of the form that say these limits. */
export function fieldsOfLimits({ dealLimits = {}, warningLimits = {} }: LimitSettings): Record<string, string> {
  const { nextStepWithinDays, pushes, singleThread, ghosted } = warningLimits;
  const counts = {
    nextStepWithinDays,
    'pushes.atLeast': pushes?.atLeast,
    'pushes.withinDays': pushes?.withinDays,
    'singleThread.calls': singleThread?.calls,
    'ghosted.days': ghosted?.days,
    'ghosted.emails': ghosted?.emails,
    ...Object.fromEntries(
      Object.entries(dealLimits).flatMap(([stageId, { quietDays, stuckDays }]) => [
        [`quiet.${stageId}`, quietDays],
        [`stuck.${stageId}`, stuckDays],
      ]),
    ),
  };
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) => (count === undefined ? [] : [[name, String(count)]])),
  );
}

/** Two numbers that hold together; null where neither is given. */
function bothIn(fields: Fields, [first, second]: readonly [string, string]): readonly [number, number] | null {
  const [one, other] = [countIn(fields, first), countIn(fields, second)];
  if (one === null && other === null) return null;
  if (one !== null && other !== null) return [one, other];
  const [given, missing] = one === null ? [second, first] : [first, second];
  throw new SophiaError(
    'input.invalid',
    `Expected ${words[missing]} beside ${words[given]}, found an empty field. Fill in both, or leave both empty.`,
  );
}

/** The ids of the stages of which fields say something. */
export function stagesNamed(fields: Fields): string[] {
  const stageIds = Object.keys(fields).flatMap((name) => /^(?:quiet|stuck)\.(.+)$/su.exec(name)?.[1] ?? []);
  return [...new Set(stageIds)];
}

function stagesIn(fields: Fields): NonNullable<LimitSettings['dealLimits']> {
  return Object.fromEntries(
    stagesNamed(fields).flatMap((stageId) => {
      const [quietDays, stuckDays] = [countIn(fields, `quiet.${stageId}`), countIn(fields, `stuck.${stageId}`)];
      if (quietDays === null && stuckDays === null) return [];
      return [[stageId, { ...(quietDays !== null && { quietDays }), ...(stuckDays !== null && { stuckDays }) }]];
    }),
  );
}
