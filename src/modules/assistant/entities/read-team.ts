import { listTeamNames, resolveFilter } from '#modules/pipeline';
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

/** The team that a text names, by its name in the CRM or here; asked for only where the text speaks of one. */
export async function readTeam({ ctx, text }: { ctx: Context; text: string }): Promise<ReadTeam> {
  if (!/\bteams?\b/i.test(text)) return { team: null, unread: null, text };
  const names = (await listTeamNames(ctx)).toSorted((one, other) => other.length - one.length);
  for (const name of names) {
    const found = formOf(name).exec(text);
    if (found === null) continue;
    const { ownerIds } = await resolveFilter({ ctx, input: { owner: null, team: name, pipeline: null } });
    const rest = `${text.slice(0, found.index)} {rep} ${text.slice(found.index + found[0].length)}`;
    return { team: { name, ownerIds: ownerIds ?? [] }, unread: null, text: rest.replaceAll(/\s+/g, ' ').trim() };
  }
  return { team: null, unread: someonesTeam.exec(text)?.[0] ?? null, text };
}

/** `the East team`, `team East`, or the name with the word in it. */
function formOf(name: string): RegExp {
  const words = name.replace(/^team\s+|\s+team$/i, '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?:\bthe\s+)?(?<![\p{L}\d])(?:${words}\s+team|team\s+${words})(?![\p{L}\d])`, 'iu');
}
