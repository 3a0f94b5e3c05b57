import { isAllowed } from '#modules/access';
import type { IndexTab, PeoplePage } from '#modules/reports';
import { listKeys, listSessions, listUsers } from '#modules/users';
import type { WorkContext } from '#workflows';

const peoplePerPage = 50;
const mostShown = 100;

/** What the page shows of what whoever asks may see; what they may change is offered, and the verbs decide. */
export async function readPeople({
  ctx,
  tab,
  after,
  withSessions,
}: {
  ctx: WorkContext;
  tab: IndexTab;
  after: string | null;
  withSessions: boolean;
}): Promise<Omit<PeoplePage, 'workspaceName' | 'viewer' | 'tab' | 'shown' | 'problem'>> {
  const manages = isAllowed({ ctx, action: 'user.manage' });
  const readsPeople = isAllowed({ ctx, action: 'user.read' });
  const people = readsPeople ? (await listUsers({ ctx })).users : null;
  const place = people?.findIndex(({ userId }) => userId === after) ?? -1;
  const shown = people?.slice(place + 1, place + 1 + peoplePerPage) ?? null;
  const hasMore = people !== null && place + 1 + peoplePerPage < people.length;
  const page = { limit: mostShown + 1 };
  const sessions = manages && withSessions ? (await listSessions({ ctx, input: page })).sessions : null;
  const { keys } = await listKeys({ ctx, input: page });
  return {
    people: shown,
    nextHref: hasMore ? `/people?${new URLSearchParams({ tab, after: shown?.at(-1)?.userId ?? '' })}` : null,
    manages,
    managesServices: isAllowed({ ctx, action: 'service_key.manage' }),
    readsTrail: isAllowed({ ctx, action: 'audit.read' }),
    readsSettings: isAllowed({ ctx, action: 'settings.read' }),
    sessions: sessions?.slice(0, mostShown) ?? null,
    keys: keys.slice(0, mostShown),
    more: { sessions: (sessions?.length ?? 0) > mostShown, keys: keys.length > mostShown },
  };
}
