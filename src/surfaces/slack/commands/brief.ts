import { renderView } from '#modules/notifications';
import { answer } from './answer.ts';
import type { Command } from './command.ts';

export const briefCommand: Command = {
  name: '/sophia brief',
  usage: '/sophia brief [deal]',
  example: '/sophia brief Larkspur Hill',
  help: 'The brief of a deal, as it comes before a meeting; without an argument, of the deal of your next meeting.',
  run: async ({ surface, ctx, person, text }) => {
    const { services } = surface;
    if (text.trim() !== '') return renderView(await services.getDealBrief({ ctx, input: { text: text.trim() } }));
    const brief = await services.getNextBrief({ ctx, input: { member: person } });
    if (brief !== null) return renderView(brief);
    return answer({
      heading: 'No meeting of yours in the next seven days is tied to an open deal.',
      lines: ['Name a deal, such as `/sophia brief Larkspur Hill`.'],
    });
  },
};
