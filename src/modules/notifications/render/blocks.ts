import type { ChatBlock } from '#contracts';

/** The limits of Block Kit (docs.slack.dev/reference/block-kit/blocks). */
export const blockLimits = {
  blocksPerMessage: 50,
  /** A message may be longer than any one block allows, yet not without end; Slack names no number. */
  charactersPerMessage: 12_000,
  sectionText: 3000,
  headerText: 150,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
} as const;

export interface Button {
  readonly actionId: string;
  readonly label: string;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
}

export function header(text: string): ChatBlock {
  return { type: 'header', text: plain(text, blockLimits.headerText) };
}

/** Mrkdwn that was put together from escaped parts; `verbatim` keeps Slack from making links and mentions of words. */
export function section(mrkdwn: string): ChatBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: fit(mrkdwn), verbatim: true } };
}

/** Words as they are: of nothing in them Slack makes a link, a mention or a picture. */
export function plainSection(text: string): ChatBlock {
  return { type: 'section', text: plain(text, blockLimits.sectionText) };
}

/** Lines as one section, or as several where one would be longer than Slack takes. */
export function sections(lines: readonly string[]): ChatBlock[] {
  return joined(lines).map(section);
}

/** Lines of words as they are: no emphasis, no link and no sign of a name comes out of them. */
export function plainLines(lines: readonly string[]): ChatBlock[] {
  return joined(lines).map((text) => ({ type: 'section', text: { type: 'plain_text', text, emoji: false } }));
}

function joined(lines: readonly string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const longer = parts.length === 0 ? line : `${parts.at(-1) ?? ''}\n${line}`;
    if (parts.length === 0 || longer.length > blockLimits.sectionText) parts.push(line);
    else parts.splice(-1, 1, longer);
  }
  return parts;
}

export function context(...mrkdwn: readonly string[]): ChatBlock {
  const elements = mrkdwn
    .filter((text) => text !== '')
    .slice(0, blockLimits.contextElements)
    .map((text) => ({ type: 'mrkdwn', text: fit(text), verbatim: true }));
  return { type: 'context', elements };
}

export function divider(): ChatBlock {
  return { type: 'divider' };
}

export function actions({ blockId, buttons }: { blockId: string; buttons: readonly Button[] }): ChatBlock {
  const elements = buttons.slice(0, blockLimits.actionElements).map((button) => ({
    type: 'button',
    action_id: button.actionId,
    text: plain(button.label, blockLimits.buttonText),
    value: button.value.slice(0, blockLimits.buttonValue),
    ...(button.style === undefined ? {} : { style: button.style }),
    ...(button.confirm === undefined
      ? {}
      : {
          confirm: {
            title: plain(button.confirm.title, 100),
            text: plain(button.confirm.text, 300),
            confirm: plain(button.confirm.yes, 30),
            deny: plain(button.confirm.no, 30),
          },
        }),
  }));
  return { type: 'actions', block_id: blockId.slice(0, 255), elements };
}

function plain(text: string, longest: number): { type: 'plain_text'; text: string; emoji: false } {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  const signs = [...words];
  const cut = signs.length > longest ? `${signs.slice(0, longest - 1).join('')}…` : words;
  return { type: 'plain_text', text: cut === '' ? '–' : cut, emoji: false };
}

/** What its renderer has kept short stays as it is; the rest is cut with a word about it. */
function fit(mrkdwn: string): string {
  if (mrkdwn.length <= blockLimits.sectionText) return mrkdwn === '' ? '–' : mrkdwn;
  // Neither a link nor an escaped sign is cut in two.
  const cut = mrkdwn
    .slice(0, blockLimits.sectionText - 60)
    .replace(/<[^>]*$/, '')
    .replace(/&[a-z]*$/, '')
    .trimEnd();
  return `${cut}… (${(mrkdwn.length - cut.length).toLocaleString('en-US')} more characters)`;
}
