import { z } from 'zod';
import { anything, boolean, byType, type Place, report, shape, text } from './check.ts';
import { plainText } from './text-checks.ts';
import { validateBlocks } from './validate-blocks.ts';

const common = {
  private_metadata: text({ min: 0, max: 3000 }),
  callback_id: text({ min: 0, max: 255 }),
  external_id: text({ min: 0, max: 255 }),
};

const viewCheck = byType({
  modal: shape({
    required: { title: plainText(24), blocks: anything },
    optional: {
      ...common,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  }),
  home: shape({ required: { blocks: anything }, optional: common }),
});

const Outline = z.looseObject({ type: z.enum(['modal', 'home']), blocks: z.array(z.unknown()) });
const Block = z.looseObject({ type: z.string() });

/** What Slack would say of this view. */
export function validateView(view: unknown): string[] {
  const place: Place = { pointer: '/view', surface: 'modal', problems: [] };
  viewCheck(view, place);
  const outline = Outline.safeParse(view).data;
  if (outline === undefined) {
    if (place.problems.length === 0) report(place, 'missing required field: blocks');
    return place.problems;
  }
  const hasInput = outline.blocks.some((block) => Block.safeParse(block).data?.type === 'input');
  if (outline.type === 'modal' && hasInput && outline['submit'] === undefined) {
    report(place, 'missing required field: submit');
  }
  const ofBlocks = validateBlocks({ blocks: outline.blocks, surface: outline.type });
  return [...place.problems, ...ofBlocks.map((problem) => problem.replace('json-pointer:', 'json-pointer:/view'))];
}
