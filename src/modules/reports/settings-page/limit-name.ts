import { formatCount } from '#platform/wording';

const names: Readonly<Record<string, string>> = {
  stages: 'Stages without days of their own',
  'warningLimits.nextStepWithinDays': 'A next step is written down or planned',
  'warningLimits.pushes': 'The close date went to a later day',
  'warningLimits.singleThread': 'Only one person of the buyer spoke',
  'warningLimits.ghosted': 'Nobody of the buyer has answered',
};

/** What a limit is about, in words; a stage by its label. */
export function limitName({ name, stages }: { name: string; stages: ReadonlyMap<string, string> }): string {
  const [, stageId] = /^dealLimits\.(.+)$/su.exec(name) ?? [];
  if (stageId !== undefined) return `Stage ${stages.get(stageId) ?? stageId}`;
  const [, words] = /^pipelines\.(.+)$/su.exec(name) ?? [];
  if (words !== undefined) return `Stages of pipelines named ${words.split('/').join(' or ')}`;
  return names[name] ?? name;
}

const said: Readonly<Record<string, (count: number) => string>> = {
  upTo: (part) => (part === 0 ? 'first stage' : `up to ${Math.round(part * 100)} % of the way`),
  quietDays: (days) => `quiet after ${formatCount(days, 'day')}`,
  stuckDays: (days) => `stuck after ${formatCount(days, 'day')}`,
  atLeast: (times) => `at least ${formatCount(times, 'time')}`,
  withinDays: (days) => `within ${formatCount(days, 'day')}`,
  calls: (calls) => `in ${formatCount(calls, 'call')}`,
  days: (days) => `${formatCount(days, 'day')} after the last call`,
  emails: (emails) => `with ${formatCount(emails, 'e-mail')} of ours`,
};

/** `atLeast 2, withinDays 60` in words; what is none of these stands as it came. */
export function limitValue(value: string): string {
  if (/^\d+$/u.test(value)) return `within ${formatCount(Number(value), 'day')}`;
  return value.split('; ').map(lineInWords).join('; ');
}

function lineInWords(line: string): string {
  return line
    .split(', ')
    .map((each) => {
      const [, name = '', count = ''] = /^(\w+) ([\d.]+)$/u.exec(each) ?? [];
      return said[name]?.(Number(count)) ?? each;
    })
    .join(', ');
}
