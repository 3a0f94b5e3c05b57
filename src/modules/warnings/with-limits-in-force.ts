import type { PublishedLimits, SettingInForce } from '#contracts';
import { limitsFor } from './limits-for.ts';

/** Beside what a workspace says of the limits, each limit that holds and who says it. */
export function withLimitsInForce(published: Omit<PublishedLimits, 'inForce'>): PublishedLimits {
  const { settings, history } = published;
  const { limits, own = {} } = limitsFor(settings);
  const said: SettingInForce['from'] = history[0]?.source === 'person' ? 'published' : 'file';
  const others = (['nextStepWithinDays', 'pushes', 'singleThread', 'ghosted'] as const).map(
    (name): SettingInForce => ({
      name: `warningLimits.${name}`,
      value: wordsOf(limits[name]),
      from: settings.warningLimits?.[name] === undefined ? 'sophia' : said,
    }),
  );
  const ofStages = Object.entries(own).map(
    ([stage, days]): SettingInForce => ({ name: `dealLimits.${stage}`, value: wordsOf(days), from: said }),
  );
  return { ...published, inForce: [...broughtStages(limits), ...ofStages, ...others] };
}

/** The days of stages by how far they lie in their pipeline, which the settings of a workspace go before. */
function broughtStages(limits: ReturnType<typeof limitsFor>['limits']): SettingInForce[] {
  const lines = [
    { name: 'stages', stages: limits.stages },
    ...limits.pipelines.map(({ words, stages }) => ({ name: `pipelines.${words.join('/')}`, stages })),
  ];
  return lines.map(({ name, stages }) => ({ name, value: stages.map(wordsOf).join('; '), from: 'sophia' }));
}

function wordsOf(value: number | object): string {
  if (typeof value === 'number') return String(value);
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${name} ${each}`)
    .join(', ');
}
