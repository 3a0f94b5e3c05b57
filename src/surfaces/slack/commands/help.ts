import type { RenderedMessage } from '#modules/notifications';
import { answer } from './answer.ts';
import type { Command } from './command.ts';

/** What Sophia can do, from the table of commands. */
export function renderHelp(commands: readonly Command[]): RenderedMessage[] {
  const lines = commands.map(({ usage, example, help }) => {
    const plainUsage = usage.replaceAll('<', '‹').replaceAll('>', '›');
    return `\`${plainUsage}\`\n${help} For example: \`${example}\``;
  });
  return answer({
    heading: 'What Sophia can do here',
    lines: [...lines, 'Summaries, approvals and warnings come by themselves, into the channel of the account.'],
  });
}
