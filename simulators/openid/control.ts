import { z } from 'zod';
import { type Answer, type Exchange, rejectControl, type SimulatorRoute } from '../kit/index.ts';
import { createKey, OpenidSettings, type OpenidState } from './state.ts';

const NewPerson = z.strictObject({
  name: z.string().min(1),
  email: z.string().min(1),
  isVerified: z.boolean().default(true),
});
const KeyChange = z.strictObject({ keepsOld: z.boolean().default(false) }).nullable();

/** What only this simulator can be told. */
export const openidControls: readonly SimulatorRoute<OpenidState>[] = [
  { method: 'POST', path: '/_control/people', handler: addPerson },
  { method: 'POST', path: '/_control/keys', handler: changeKey },
  { method: 'POST', path: '/_control/settings', handler: changeSettings },
];

function addPerson(exchange: Exchange<OpenidState>): Answer {
  const parsed = NewPerson.safeParse(exchange.body);
  if (!parsed.success) return rejectControl(parsed.error);
  const subject = `person-added-${exchange.count('person')}`;
  exchange.state.people.push({ subject, ...parsed.data });
  return { status: 200, body: { subject } };
}

/** Another key signs from now on; the one before it is published on, or is gone. */
function changeKey({ state, body, count }: Exchange<OpenidState>): Answer {
  const parsed = KeyChange.safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  const next = createKey(`key-changed-${count('key')}`);
  state.keys = parsed.data?.keepsOld === true ? [next, ...state.keys] : [next];
  return { status: 200, body: { kid: next.kid, published: state.keys.map(({ kid }) => kid) } };
}

function changeSettings({ state, body }: Exchange<OpenidState>): Answer {
  const parsed = OpenidSettings.partial().safeParse(body);
  if (!parsed.success) return rejectControl(parsed.error);
  Object.assign(state.settings, parsed.data);
  return { status: 200, body: { settings: state.settings } };
}
