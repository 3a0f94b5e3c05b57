import type { PublishedMethods, SettingInForce } from '#contracts';
import { chooseMethods } from '#modules/analysis';

/** Beside what a workspace says of the methods, each one that calls are qualified by and who says it. */
export function withMethodsInForce(published: Omit<PublishedMethods, 'inForce'>): PublishedMethods {
  const { settings, history } = published;
  const said: SettingInForce['from'] = history[0]?.source === 'person' ? 'published' : 'file';
  const own = new Set((settings.methods ?? []).map(({ id }) => id));
  const inForce = chooseMethods(settings).map(
    ({ id, name, about, elements }): SettingInForce => ({
      name: id,
      value: `${name}: ${elements.map(({ label }) => label).join(', ')}${about === undefined ? '' : `. ${about}`}`,
      from: own.has(id) ? said : 'sophia',
    }),
  );
  return { ...published, inForce };
}
