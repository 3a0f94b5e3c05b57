import { listOwnTeams, listTeamNames, resolveFilter } from '#modules/pipeline';
import type { Context } from '#platform/context';
import type { Slots } from './slots.ts';

export interface ReadTeam {
  readonly team: Slots['team'];
  /** A team that was meant and is not known. */
  readonly unread: string | null;
  readonly text: string;
}

/** Whose team is not said by a name of its own. */
const someonesTeam = /\b(?:my|his|her|their|[\p{L}]+['’]s)\s+teams?\b/iu;

const ownTeam = /\bmy\s+(?:own\s+)?team\b/iu;
/** Those who are in it, each by themselves. */
export const ownReps =
  /\bmy\s+(?:own\s+)?(?:sales\s+)?(?:reps|sellers|salespeople|people|direct reports|account executives|aes)\b/iu;

/** The team that a text names, by its name in the CRM or here, or as one's own; asked for only where it speaks of one. */
export async function readTeam({ ctx, text }: { ctx: Context; text: string }): Promise<ReadTeam> {
  const told = text.replace(ownReps, 'the reps');
  const named = await readNamed({ ctx, text: told });
  if (named !== null) return named;
  if (told !== text) return readOwn({ ctx, text: told, words: null });
  if (!/\bteams?\b/i.test(text)) return { team: null, unread: null, text };
  const own = ownTeam.exec(text);
  if (own !== null) return readOwn({ ctx, text: inPlaceOf(own, text), words: own[0] });
  return { team: null, unread: someonesTeam.exec(text)?.[0] ?? null, text };
}

async function readNamed({ ctx, text }: { ctx: Context; text: string }): Promise<ReadTeam | null> {
  if (!/\bteams?\b/i.test(text)) return null;
  const names = (await listTeamNames(ctx)).toSorted((one, other) => other.length - one.length);
  for (const name of names) {
    const found = formOf(name).exec(text);
    if (found !== null)
      return { team: await teamOf(ctx, { id: name, name }), unread: null, text: inPlaceOf(found, text) };
  }
  return null;
}

/** The asker's only team. The reps of somebody without one are those whose deals they see. */
async function readOwn({
  ctx,
  text,
  words,
}: {
  ctx: Context;
  text: string;
  /** What is not understood where nobody knows their team; null where they mean all then. */
  words: string | null;
}): Promise<ReadTeam> {
  const [first, ...others] = await listOwnTeams(ctx);
  if (first === undefined) return { team: null, unread: words, text };
  if (others.length === 0) return { team: await teamOf(ctx, first), unread: null, text };
  const names = [first, ...others].map(({ name }) => name).join(' or ');
  return { team: null, unread: `${words ?? 'my reps'}: ${names}`, text };
}

async function teamOf(ctx: Context, { id, name }: { id: string; name: string }): Promise<Slots['team']> {
  const { ownerIds } = await resolveFilter({ ctx, input: { owner: null, team: id, pipeline: null } });
  return { name, ownerIds: ownerIds ?? [] };
}

function inPlaceOf(found: RegExpExecArray, text: string): string {
  const rest = `${text.slice(0, found.index)} {rep} ${text.slice(found.index + found[0].length)}`;
  return rest.replaceAll(/\s+/g, ' ').trim();
}

/** `the East team`, `team East`, or the name with the word in it. */
function formOf(name: string): RegExp {
  const words = name.replace(/^team\s+|\s+team$/i, '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?:\bthe\s+)?(?<![\p{L}\d])(?:${words}\s+team|team\s+${words})(?![\p{L}\d])`, 'iu');
}
