import type { ThreadMessage } from '#integrations/slack';
import { context, fitBlocks, line, link, type RenderedMessage, section, sections } from '#modules/notifications';
import { plainText } from './plain-text.ts';
import type { SlackSurface } from './slack-surface.ts';

const mostLines = 8;
const mostAuthors = 30;

interface Said {
  readonly author: string;
  readonly text: string;
  readonly externalId: string;
  readonly isEdited: boolean;
}

/** By which words a message is told apart; each stands in the first part that it fits. */
const parts = [
  {
    title: 'Decided',
    fits: /\b(?:decided|agreed|let['’]s go with|we(?:['’]ll| will)? go with|approved|signed off)\b/iu,
  },
  { title: 'Promised', fits: /\b(?:I['’]ll|I will|I['’]m going to|we['’]ll|we will|let me|will do)\b/iu },
] as const;

/**
 * A thread as it stands in Slack at this moment, in the words of those who wrote in it: what was edited as it reads
 * now, what was deleted not at all, what apps said left out. Whoever asks reads that thread anyway.
 */
export async function summarizeThread({
  surface,
  thread,
  messageId,
}: {
  surface: SlackSurface;
  thread: { readonly channelId: string; readonly threadId: string };
  /** The request itself, which is no part of it. */
  messageId: string;
}): Promise<RenderedMessage[]> {
  const { messages, isWhole } = await surface.desk.readThread(thread);
  const people = messages.filter(({ externalId, isBot }) => !isBot && externalId !== messageId);
  const names = await namesOf({ surface, messages: people });
  const said = people.map((message) => saidBy({ message, names })).filter(({ text }) => text !== '');
  if (said.length === 0) return [{ text: 'Nobody has written anything here yet that could be summed up.', blocks: [] }];
  const chosen = choose(said);
  const addresses = new Map<string, string | null>();
  for (const { externalId } of chosen.flatMap(({ items }) => items)) {
    const address = await surface.chat.permalink({ channelId: thread.channelId, externalId });
    addresses.set(externalId, address);
  }
  const heading = `*${said.length === 1 ? 'One message' : `${said.length} messages`} by ${authorsOf(said)}*`;
  const groups = chosen.map(({ title, items }) => {
    const lines = items
      .slice(0, mostLines)
      .map((one) => lineOf({ one, address: addresses.get(one.externalId) ?? null }));
    return sections([`*${title}*`, ...lines]);
  });
  const note = `${isWhole ? '' : 'Only the newest part of a very long thread was read. '}Put together by rules from the thread as it stands now, no model was asked.`;
  return fitBlocks({ text: 'What was said in this thread', head: [section(heading)], groups, foot: [context(note)] });
}

function saidBy({ message, names }: { message: ThreadMessage; names: ReadonlyMap<string, string> }): Said {
  const { userId, text, externalId, isEdited } = message;
  const named = text.replaceAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/gu, (_whole, id: string) => {
    const name = names.get(id);
    return name === undefined ? '' : `@${name}`;
  });
  return { author: names.get(userId) ?? userId, text: plainText(named), externalId, isEdited };
}

async function namesOf({
  surface,
  messages,
}: {
  surface: SlackSurface;
  messages: readonly ThreadMessage[];
}): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(messages.map(({ userId }) => userId))].slice(0, mostAuthors);
  const names = new Map<string, string>();
  for (const id of ids) names.set(id, (await surface.desk.getUser(id)).name);
  return names;
}

/** Who wrote how much, whoever wrote most first. */
function authorsOf(said: readonly Said[]): string {
  const counts = new Map<string, number>();
  for (const { author } of said) counts.set(author, (counts.get(author) ?? 0) + 1);
  const named = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${line(name, 80)} (${count})`);
  const shown = named.slice(0, 10).join(', ');
  return named.length > 10 ? `${shown} and ${named.length - 10} others` : shown;
}

/** How it began, what was decided and promised, which questions nobody took up, and what was said last. */
function choose(said: readonly Said[]): { title: string; items: readonly Said[] }[] {
  const [first, ...rest] = said;
  if (first === undefined) return [];
  const taken = new Set<Said>([first]);
  const found = parts.map(({ title, fits }) => {
    const items = rest.filter((one) => !taken.has(one) && fits.test(one.text) && !isQuestion(one));
    for (const one of items) taken.add(one);
    return { title, items: items.slice(-mostLines) };
  });
  const open = said.filter((one, place) => isQuestion(one) && isUnanswered({ one, later: said.slice(place + 1) }));
  for (const one of open) taken.add(one);
  const others = rest.filter((one) => !taken.has(one)).slice(-mostLines);
  return [
    ...(open.includes(first) ? [] : [{ title: 'It began with', items: [first] }]),
    ...found,
    { title: 'Not answered yet', items: open.slice(-mostLines) },
    { title: others.length < rest.length ? 'Also said' : 'Then', items: others },
  ].filter(({ items }) => items.length > 0);
}

function isQuestion({ text }: Said): boolean {
  return /\?\W*$/u.test(text);
}

function isUnanswered({ one, later }: { one: Said; later: readonly Said[] }): boolean {
  return later.every(({ author }) => author === one.author);
}

function lineOf({ one, address }: { one: Said; address: string | null }): string {
  const edited = one.isEdited ? ' (edited)' : '';
  const more = address === null ? '' : ` ${link({ address, words: '[open]' })}`;
  return `• ${line(one.author, 80)}${edited}: “${line(one.text, 300)}”${more}`;
}
