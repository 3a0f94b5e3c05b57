import { boolean, byType, type Check, link, list, oneOf, shape, text } from './check.ts';

/** Text objects and what is made of them, with the lengths of Slack's reference. */
export function plainText(max: number, min = 1): Check {
  return byType({
    plain_text: shape({ required: { text: text({ min, max }) }, optional: { emoji: boolean } }),
  });
}

export function anyText(max: number): Check {
  return byType({
    plain_text: shape({ required: { text: text({ max }) }, optional: { emoji: boolean } }),
    mrkdwn: shape({ required: { text: text({ max }) }, optional: { verbatim: boolean } }),
  });
}

export const confirmation = shape({
  required: { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  optional: { style: oneOf('primary', 'danger') },
});

/** An option of a list; only some lists show mrkdwn. */
function option(label: Check, extra: Record<string, Check> = {}): Check {
  return shape({
    required: { text: label, value: text({ max: 150 }) },
    optional: { description: label, ...extra },
  });
}

export const plainOption = option(plainText(75));
export const richOption = option(anyText(75));
export const overflowOption = option(plainText(75), { url: link(3000) });

export const optionGroup = shape({
  required: { label: plainText(75), options: list(plainOption, { max: 100 }) },
});
