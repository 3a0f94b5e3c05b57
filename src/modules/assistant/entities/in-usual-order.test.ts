import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inUsualOrder } from './in-usual-order.ts';

describe('a question whose subject stands apart', () => {
  it('is put into the usual order', () => {
    const orders: readonly (readonly [string, string])[] = [
      ["{account}, what's the next step?", 'what is the next step for {account}'],
      ['{account}: next step?', 'next step for {account}'],
      ['what is the next step, {account}?', 'what is the next step for {account}'],
      ["regarding {account} - who's the owner?", 'who is the owner for {account}'],
      ['about the {account} deal: what is it worth', 'what is {account} worth'],
      ['when does it close, {account}?', 'when does {account} close'],
      ['in {period}, which deals did we win?', 'which deals did we win {period}'],
      ['hi sophia, who owns {account}?', 'who owns {account}?'],
      ['could you tell me who owns {account}?', 'who owns {account}?'],
    ];
    for (const [text, expected] of orders) assert.equal(inUsualOrder(text), expected, text);
  });

  it('stays as it is otherwise', () => {
    for (const text of [
      'what did {account} say about {competitor}',
      'who owns {account}',
      'send an email to {person}',
      'hello',
      '{account}',
      '',
    ])
      assert.equal(inUsualOrder(text), text);
  });
});
