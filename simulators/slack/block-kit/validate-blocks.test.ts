import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validateBlocks } from './validate-blocks.ts';
import { validateView } from './validate-view.ts';

function plain(text: string) {
  return { type: 'plain_text', text };
}
function mrkdwn(text: string) {
  return { type: 'mrkdwn', text };
}
function button(id: string, extra = {}) {
  return { type: 'button', action_id: id, text: plain('Approve'), ...extra };
}
function many(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function problems(block: unknown): string[] {
  return validateBlocks({ blocks: [block], surface: 'message' });
}

describe('validateBlocks', () => {
  it('takes a message with every kind of block', () => {
    const blocks = [
      { type: 'header', text: plain('Alder Point') },
      { type: 'section', text: mrkdwn('*Close date*'), accessory: button('open', { url: 'https://sophia.example' }) },
      { type: 'section', fields: [mrkdwn('old'), mrkdwn('new')] },
      { type: 'divider' },
      {
        type: 'context',
        elements: [mrkdwn('from the call'), { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'i' }],
      },
      { type: 'actions', elements: [button('approve', { style: 'primary', value: 'change-1' }), button('reject')] },
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'hi' }] }] },
      { type: 'markdown', text: '**bold**' },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] },
      { type: 'input', label: plain('New value'), element: { type: 'plain_text_input', action_id: 'v' } },
    ];
    assert.deepEqual(validateBlocks({ blocks, surface: 'message' }), []);
  });

  const limits: [string, unknown, string][] = [
    [
      'a long section',
      { type: 'section', text: mrkdwn('x'.repeat(3001)) },
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'an empty section text',
      { type: 'section', text: mrkdwn('') },
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['a section of nothing', { type: 'section' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'eleven fields',
      { type: 'section', fields: many(11).map(() => mrkdwn('x')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a long field',
      { type: 'section', fields: [mrkdwn('x'.repeat(2001))] },
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a long header',
      { type: 'header', text: plain('x'.repeat(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a header in mrkdwn',
      { type: 'header', text: mrkdwn('x') },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'eleven elements of context',
      { type: 'context', elements: many(11).map(() => mrkdwn('x')) },
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'twenty-six buttons',
      { type: 'actions', elements: many(26).map((n) => button(`b${n}`)) },
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a long button',
      { type: 'actions', elements: [{ ...button('b'), text: plain('x'.repeat(76)) }] },
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a long value',
      { type: 'actions', elements: [button('b', { value: 'x'.repeat(2001) })] },
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'an unknown style',
      { type: 'actions', elements: [button('b', { style: 'blue' })] },
      'must be one of the following values: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'an action id twice',
      { type: 'actions', elements: [button('b'), button('b')] },
      '`action_id` "b" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'a long block id',
      { type: 'divider', block_id: 'x'.repeat(256) },
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    ['an unknown block', { type: 'sections' }, 'unsupported type: sections [json-pointer:/blocks/0/type]'],
    [
      'an unknown property',
      { type: 'divider', colour: 'red' },
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'six options of an overflow',
      {
        type: 'actions',
        elements: [
          { type: 'overflow', action_id: 'o', options: many(6).map((n) => ({ text: plain('x'), value: `${n}` })) },
        ],
      },
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a long option value',
      {
        type: 'actions',
        elements: [{ type: 'static_select', action_id: 's', options: [{ text: plain('x'), value: 'v'.repeat(151) }] }],
      },
      'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    [
      '101 options',
      {
        type: 'actions',
        elements: [
          {
            type: 'static_select',
            action_id: 's',
            options: many(101).map((n) => ({ text: plain('x'), value: `${n}` })),
          },
        ],
      },
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a select without options',
      { type: 'actions', elements: [{ type: 'static_select', action_id: 's' }] },
      'must provide either options or option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'a long confirmation',
      {
        type: 'actions',
        elements: [
          button('b', {
            confirm: { title: plain('x'.repeat(101)), text: mrkdwn('sure?'), confirm: plain('Yes'), deny: plain('No') },
          }),
        ],
      },
      'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
    ],
    [
      '101 rows',
      { type: 'table', rows: many(101).map(() => [{ type: 'raw_text', text: 'a' }]) },
      'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
    ],
    [
      'six feedback elements',
      {
        type: 'context_actions',
        elements: many(6).map(() => ({ type: 'icon_button', icon: 'trash', text: plain('x') })),
      },
      'no more than 5 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'an image without an address',
      { type: 'image', alt_text: 'x' },
      'missing required field: image_url [json-pointer:/blocks/0]',
    ],
    [
      'a link that is none',
      { type: 'actions', elements: [button('b', { url: 'sophia' })] },
      'must be a valid url [json-pointer:/blocks/0/elements/0/url]',
    ],
  ];
  for (const [name, block, expected] of limits) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(problems(block), [expected]);
    });
  }

  it('counts the blocks of a message and of a modal differently', () => {
    const blocks = many(51).map(() => ({ type: 'divider' }));
    assert.deepEqual(validateBlocks({ blocks, surface: 'message' }), [
      'no more than 50 items allowed [json-pointer:/blocks]',
    ]);
    assert.deepEqual(validateBlocks({ blocks, surface: 'modal' }), []);
  });

  it('refuses a block id twice, and too much markdown together', () => {
    const twice = [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ];
    assert.deepEqual(validateBlocks({ blocks: twice, surface: 'message' }), [
      '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ]);
    const markdown = many(2).map(() => ({ type: 'markdown', text: 'x'.repeat(7000) }));
    assert.equal(validateBlocks({ blocks: markdown, surface: 'message' }).length, 1);
  });
});

describe('validateView', () => {
  const view = {
    type: 'modal',
    title: plain('Change the value'),
    submit: plain('Save'),
    blocks: [{ type: 'divider' }],
  };

  it('takes a modal and a home', () => {
    assert.deepEqual(validateView(view), []);
    assert.deepEqual(validateView({ type: 'home', blocks: [] }), []);
  });

  it('refuses a long title, an input without a way to submit, and metadata over 3000', () => {
    const input = { type: 'input', label: plain('x'), element: { type: 'plain_text_input' } };
    assert.deepEqual(validateView({ ...view, title: plain('x'.repeat(25)) }), [
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
    const { submit: _submit, ...without } = view;
    assert.deepEqual(validateView({ ...without, blocks: [input] }), [
      'missing required field: submit [json-pointer:/view]',
    ]);
    assert.deepEqual(validateView({ ...view, private_metadata: 'x'.repeat(3001) }), [
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ]);
    assert.deepEqual(validateView({ ...view, blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }), [
      'must be less than 151 characters [json-pointer:/view/blocks/0/text/text]',
    ]);
  });
});
