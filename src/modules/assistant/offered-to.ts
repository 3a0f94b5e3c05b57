import { type Action, isAllowed } from '#modules/access';
import type { Context } from '#platform/context';

interface Offer {
  readonly label: string;
  readonly command: string;
}

/** What commands that change something take; what is named nowhere only shows. */
const actionOfCommand: readonly (readonly [beginning: string, action: Action])[] = [
  ['sophia changes approve', 'change_set.decide'],
  ['sophia changes reject', 'change_set.decide'],
  ['sophia changes undo', 'change_set.undo'],
  ['sophia commitments settle', 'commitment.settle'],
  ['sophia contradictions resolve', 'contradiction.resolve'],
  ['sophia calls link', 'match.correct'],
];

/** Of what can be done next, that which whoever asks may do. */
export function offeredTo({ ctx, offers }: { ctx: Context; offers: readonly Offer[] }): Offer[] {
  return offers.filter(({ command }) => {
    const [, action = null] = actionOfCommand.find(([beginning]) => command.startsWith(beginning)) ?? [];
    return action === null || isAllowed({ ctx, action });
  });
}
