import {
  anything,
  boolean,
  byType,
  type Check,
  integer,
  link,
  list,
  type Place,
  report,
  shape,
  text,
} from './check.ts';
import { elementChecks, inputChecks } from './element-checks.ts';
import { anyText, plainText } from './text-checks.ts';

const blockId = { block_id: text({ max: 255 }) };

const image = shape({
  required: { alt_text: text({ min: 0, max: 2000 }) },
  optional: { ...blockId, image_url: link(3000), slack_file: anything, title: plainText(2000) },
});

const imageElement = shape({
  required: { alt_text: text({ min: 0, max: 2000 }) },
  optional: { image_url: link(3000), slack_file: anything },
});

const { feedback_buttons, icon_button, ...pressable } = elementChecks;

const section = shape({
  optional: {
    ...blockId,
    text: anyText(3000),
    fields: list(anyText(2000), { max: 10 }),
    accessory: byType({ ...pressable, image: imageElement }),
    expand: boolean,
  },
});

const input = shape({
  required: { label: plainText(2000), element: byType({ ...choosable(), ...inputChecks }) },
  optional: { ...blockId, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
});

const video = shape({
  required: { alt_text: text({ max: 2000 }), title: plainText(199), thumbnail_url: link(3000), video_url: link(3000) },
  optional: {
    ...blockId,
    author_name: text({ max: 49 }),
    description: plainText(199),
    provider_icon_url: link(3000),
    provider_name: text({ max: 100 }),
    title_url: link(3000),
  },
});

const tableCell = byType({
  raw_text: shape({ required: { text: text({ min: 0, max: 10_000 }) } }),
  rich_text: shape({ required: { elements: anything }, optional: blockId }),
  raw_number: shape({ required: { value: anything }, optional: { text: anything } }),
});

/** Every block, by its type. */
export const blockChecks: Readonly<Record<string, Check>> = {
  section: sectionWithContent,
  header: shape({ required: { text: plainText(150) }, optional: { ...blockId, level: integer({ min: 1, max: 4 }) } }),
  divider: shape({ optional: blockId }),
  image: imageWithSource,
  context: shape({
    required: {
      elements: list(byType({ image: imageElement, plain_text: anyText(3000), mrkdwn: anyText(3000) }), { max: 10 }),
    },
    optional: blockId,
  }),
  actions: shape({ required: { elements: list(byType(pressable), { max: 25 }) }, optional: blockId }),
  input,
  rich_text: shape({ required: { elements: list(anything, { max: 1000 }) }, optional: blockId }),
  markdown: onlyInMessages(shape({ required: { text: text({ max: 12_000 }) }, optional: blockId })),
  table: onlyInMessages(
    shape({
      required: { rows: list(list(tableCell, { max: 20 }), { max: 100 }) },
      optional: { ...blockId, column_settings: list(anything, { min: 0, max: 20 }) },
    }),
  ),
  context_actions: onlyInMessages(
    shape({
      required: { elements: list(byType({ feedback_buttons, icon_button }), { max: 5 }) },
      optional: blockId,
    }),
  ),
  file: onlyInMessages(shape({ required: { external_id: text({ max: 255 }), source: anything }, optional: blockId })),
  video,
};

function sectionWithContent(value: unknown, place: Place): void {
  section(value, place);
  if (typeof value === 'object' && value !== null && !('text' in value) && !('fields' in value)) {
    report(place, 'missing required field: text');
  }
}

function imageWithSource(value: unknown, place: Place): void {
  image(value, place);
  if (typeof value !== 'object' || value === null) return;
  if (!('image_url' in value) && !('slack_file' in value)) report(place, 'missing required field: image_url');
}

function onlyInMessages(check: Check): Check {
  return (value, place) => {
    if (place.surface !== 'message') report(place, `this block is not allowed in a ${place.surface}`);
    check(value, place);
  };
}

/** The elements that hold a choice, and so may stand in an input block. */
function choosable(): Record<string, Check> {
  const { button, workflow_button, overflow, ...rest } = pressable;
  return rest;
}
