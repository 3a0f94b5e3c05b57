import { z } from 'zod';
import { type Answer, type Exchange, rejectControl, type SimulatorRoute } from '../kit/index.ts';
import { WeaviateSettings, type WeaviateState } from './state.ts';

const Loss = z.strictObject({ class: z.string(), tenant: z.string(), chunkIds: z.array(z.int()) });

/** What only this simulator can be told. */
export const weaviateControls: readonly SimulatorRoute<WeaviateState>[] = [
  { method: 'POST', path: '/_control/settings', handler: changeSettings },
  { method: 'POST', path: '/_control/lose', handler: loseObjects },
];

function changeSettings({ state, body }: Exchange<WeaviateState>): Answer {
  const parsed = WeaviateSettings.partial().safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  Object.assign(state.settings, parsed.data);
  return { status: 200, body: { settings: state.settings } };
}

/** Takes objects out that nobody has deleted. */
function loseObjects({ state, body }: Exchange<WeaviateState>): Answer {
  const parsed = Loss.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  const { class: name, tenant, chunkIds } = parsed.data;
  const found = state.classes[name];
  const kept = Object.entries(found?.tenants[tenant] ?? {}).filter(
    ([, { properties }]) => !chunkIds.some((id) => id === properties['chunk_id']),
  );
  if (found !== undefined) found.tenants[tenant] = Object.fromEntries(kept);
  return { status: 200, body: { lost: chunkIds } };
}
