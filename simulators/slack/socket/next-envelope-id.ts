import type { SimulatorTools } from '../../kit/index.ts';
import type { SlackState } from '../state.ts';

export function nextEnvelopeId({ count }: SimulatorTools<SlackState>): string {
  return `00000000-0000-4000-8000-${count('envelope').toString(16).padStart(12, '0')}`;
}
