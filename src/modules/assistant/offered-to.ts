import { AnswerAction, commandIn } from '#contracts';
import { type Action, isAllowed } from '#modules/access';
import type { Context } from '#platform/context';
import type { Offer } from './kinds/question-kind.ts';

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
export function offeredTo({ ctx, offers }: { ctx: Context; offers: readonly Offer[] }): AnswerAction[] {
  const allowed = offers.filter(({ command }) => {
    const [, action = null] = actionOfCommand.find(([beginning]) => command.startsWith(beginning)) ?? [];
    return action === null || isAllowed({ ctx, action });
  });
  return allowed.map((offer) =>
    AnswerAction.parse({ ...offer, command: commandIn(ctx, offer.command), path: pathOf({ ctx, offer }) }),
  );
}

function pathOf({ ctx, offer: { deed } }: { ctx: Context; offer: Offer }): string | null {
  if (deed?.type !== 'deal.show') return null;
  return `/deals/${encodeURIComponent(ctx.workspaceId)}/${encodeURIComponent(deed.id)}`;
}
