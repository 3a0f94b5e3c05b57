import { z } from 'zod';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import { oneOf } from '../kinds/filters.ts';
import type { Focus, Need, QuestionKind } from '../kinds/question-kind.ts';
import { dealsSource } from '../query/sources.ts';
import type { VisibleScope } from '../query/visible-scope.ts';
import type { NamedThing } from './named-thing.ts';
import { ownOwner } from './own-owner.ts';
import { resolvePeople } from './resolve-people.ts';
import { resolveSides } from './resolve-sides.ts';
import type { Slots } from './slots.ts';

/** One thing for each name, or what has to be asked back. */
export type Resolved =
  | { readonly state: 'clear'; readonly focus: Focus }
  | { readonly state: 'unclear'; readonly text: string; readonly choices: readonly (FocusChoice | AskedAnew)[] };

/** One of those that may be meant, as the question that says so. */
interface AskedAnew {
  readonly label: string;
  readonly question: string;
}

/** One of those that may be meant, and the words that say so at the end of the question. */
interface FocusChoice {
  readonly label: string;
  readonly says: string;
}

interface Resolving {
  readonly ctx: Context;
  readonly scope: VisibleScope;
  readonly slots: Slots;
  readonly kind: QuestionKind;
  readonly text: string;
}

const DealOf = z.object({ id: z.string(), name: z.string(), closed: z.boolean() });
const mostChoices = 8;

export async function resolveFocus(resolving: Resolving): Promise<Resolved> {
  const { slots, kind, text } = resolving;
  if (kind.compares === true) return focusOnSides(resolving);
  const missing = missingNeed(resolving);
  if (missing !== null) return { state: 'unclear', text: missing, choices: [] };
  const owners = meansAsker(resolving) ? await ownOwner(resolving.ctx) : named(slots.owners, text);
  if (slots.me && owners.length === 0) {
    return {
      state: 'unclear',
      text: 'Who you are in the CRM is not known here. Name the representative: “deals of Maya Okafor”.',
      choices: [],
    };
  }
  if (owners.length > 1) return unclear('representative', owners);
  const wantsContact =
    kind.needs === 'contact' || (owners.length === 0 && slots.accounts.length === 0 && slots.deals.length === 0);
  const contacts =
    wantsContact || slots.owners.length === 0
      ? await resolvePeople({ ...resolving, contacts: named(slots.contacts, text), accounts: slots.accounts })
      : [];
  if (contacts.length > 1 && (wantsContact || slots.accounts.length === 0)) {
    return unclear('person', contacts);
  }
  const subject = await subjectOf(resolving);
  if (subject.state === 'unclear') return subject;
  return { state: 'clear', focus: { ...subject.focus, owner: owners[0] ?? null, contact: contacts[0] ?? null } };
}

/** Times are compared of whom and of what the question names beside them; names stand for themselves. */
async function focusOnSides(resolving: Resolving): Promise<Resolved> {
  const resolved = resolveSides(resolving);
  if (resolved.state === 'unclear') return resolved;
  const { sides } = resolved;
  const none = { deal: null, accounts: [], contact: null, owner: null };
  if (sides.some(({ period }) => period === null)) return { state: 'clear', focus: { ...none, sides } };
  const { compares: _compares, ...kind } = resolving.kind;
  const about = await resolveFocus({ ...resolving, kind });
  return about.state === 'unclear' ? about : { state: 'clear', focus: { ...about.focus, sides } };
}

/** `my deals`; and what nobody asks for others, as long as nobody and nothing is named. */
function meansAsker({ slots, kind }: Resolving): boolean {
  if (slots.owners.length > 0) return false;
  const isOfNothing = slots.team === null && slots.accounts.length === 0 && slots.deals.length === 0;
  return slots.me || (kind.isOfAsker === true && isOfNothing);
}

/** The deal, or the records of the one company. */
async function subjectOf(resolving: Resolving): Promise<Resolved> {
  const { slots, kind, text } = resolving;
  const none = { deal: null, accounts: [], contact: null, owner: null };
  const accounts = named(slots.accounts, text);
  const names = new Set(accounts.map(({ name }) => name.toLowerCase()));
  const deals = named(slots.deals, text);
  const wholeDeal = deals.filter(({ name }) => text.toLowerCase().includes(name.toLowerCase()));
  if (wholeDeal.length === 1 && wholeDeal[0] !== undefined)
    return { state: 'clear', focus: { ...none, deal: wholeDeal[0] } };
  if (names.size > 1) return unclear('account', accounts);
  if (accounts.length > 0 && kind.needs !== 'deal') return { state: 'clear', focus: { ...none, accounts } };
  if (accounts.length === 0 && deals.length === 0) return { state: 'clear', focus: none };
  return oneDeal({ resolving, accounts, deals });
}

/** Of the deals that are meant, the only one, or the only one that is open. */
async function oneDeal({
  resolving,
  accounts,
  deals,
}: {
  resolving: Resolving;
  accounts: readonly NamedThing[];
  deals: readonly NamedThing[];
}): Promise<Resolved> {
  const { ctx, scope, slots } = resolving;
  const ids = deals.map(({ id }) => id);
  const meant =
    ids.length > 0
      ? oneOf(sql`deal.id`, ids)
      : oneOf(
          sql`deal.company_id`,
          accounts.map(({ id }) => id),
        );
  const ofPipeline = slots.pipeline === 'renewal' ? sql`deal.pipeline ilike '%renewal%'` : sql`true`;
  const { rows } = await ctx.db.execute(
    sql`select id, name, is_closed as closed from ${dealsSource(scope)} where ${meant} and ${ofPipeline} order by is_closed, name, id limit 50`,
  );
  const found = z.array(DealOf).parse(rows);
  const open = found.filter(({ closed }) => !closed);
  const [only] = found.length === 1 ? found : open.length === 1 ? open : [];
  if (only !== undefined)
    return {
      state: 'clear',
      focus: { deal: { id: only.id, name: only.name }, accounts: [], contact: null, owner: null },
    };
  if (found.length === 0)
    return {
      state: 'unclear',
      text: `The CRM has no deal of ${accounts[0]?.name ?? 'that name'}. Which deal do you mean?`,
      choices: [],
    };
  return unclear('deal', found);
}

/** Where several bear one name, the place that tells them apart is what the question lacks. */
function unclear(what: string, things: readonly (NamedThing & { readonly at?: string | null })[]): Resolved {
  const says = new Map(
    things.map(({ name, at = null }) => (at === null ? [name, `for ${name}`] : [`${name} at ${at}`, `at ${at}`])),
  );
  const names = [...says.keys()];
  const shown = names.slice(0, mostChoices);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  const same = names.length === 1 ? ` (${things.length} records of that name)` : '';
  return {
    state: 'unclear',
    text: `Which ${what} do you mean: ${shown.join('; ')}${more}${same}?`,
    choices: shown.map((label) => ({ label, says: says.get(label) ?? '' })),
  };
}

/** Those whose whole name was said, where there are any. */
function named(things: readonly NamedThing[], text: string): readonly NamedThing[] {
  const lower = text.toLowerCase();
  const whole = things.filter(({ name }) => lower.includes(name.toLowerCase()));
  const kept = whole.length > 0 ? whole : things;
  return kept.filter(({ id }, place) => kept.findIndex((other) => other.id === id) === place);
}

const questionsFor: Readonly<Record<Need, string>> = {
  deal: 'Which deal do you mean? Name it, or the account that it is for.',
  account: 'Which account do you mean? Name it as it stands in the CRM.',
  contact: 'Which person do you mean? Name them as they stand in the CRM.',
  rep: 'Which representative do you mean? Name them as they stand in the CRM.',
  competitor: 'Which competitor do you mean? Known are those of `workspace.json` and those that calls name.',
  topic: 'What about? Put the topic into a few words: “who said what about the bank integration”.',
  warning:
    'Which kind of warning do you mean: quiet, ghosted, stuck in their stage, single-threaded, pushed again and again?',
};

function missingNeed({ slots, kind }: Resolving): string | null {
  const { needs } = kind;
  if (needs === undefined) return null;
  const isThere: Readonly<Record<Need, boolean>> = {
    deal: slots.deals.length + slots.accounts.length > 0,
    account: slots.deals.length + slots.accounts.length > 0,
    contact: slots.contacts.length > 0,
    rep: slots.owners.length > 0 || slots.me || slots.team !== null,
    competitor: slots.competitor !== null,
    topic: slots.topic !== null,
    warning: slots.warning !== null,
  };
  return isThere[needs] ? null : questionsFor[needs];
}
