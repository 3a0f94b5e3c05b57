import { z } from 'zod';
import { type Answer, type Exchange, rejectControl, type SimulatorRoute } from '../kit/index.ts';
import { PineconeSettings, type PineconeState } from './state.ts';

const Loss = z.strictObject({ index: z.string(), namespace: z.string(), ids: z.array(z.string()) });

/** What only this simulator can be told. */
export const pineconeControls: readonly SimulatorRoute<PineconeState>[] = [
  { method: 'POST', path: '/_control/settings', handler: changeSettings },
  { method: 'POST', path: '/_control/lose', handler: loseRecords },
];

function changeSettings({ state, body }: Exchange<PineconeState>): Answer {
  const parsed = PineconeSettings.partial().safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  Object.assign(state.settings, parsed.data);
  return { status: 200, body: { settings: state.settings } };
}

/** Takes records out that nobody has deleted. */
function loseRecords({ state, body }: Exchange<PineconeState>): Answer {
  const parsed = Loss.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  const { index, namespace, ids } = parsed.data;
  state.indexes[index]?.writes.push({ what: 'delete', atMs: 0, namespace, ids });
  return { status: 200, body: { lost: ids } };
}
