import type { PolicyWhen } from './policy-page.ts';

const actionWords: Readonly<Record<string, string>> = {
  set_property: 'sets a field',
  create_activity: 'logs an activity',
  associate: 'ties two records together',
  dissociate: 'takes an activity off a record',
  create_property: 'makes a new field',
  merge: 'merges two records',
};
const valueWords: Readonly<Record<string, string>> = {
  text: 'a text',
  number: 'a number',
  money: 'an amount of money',
  date: 'a date',
  enumeration: 'one of a list',
  boolean: 'yes or no',
  owner: 'an owner',
  stage: 'a stage',
};
const ownershipWords: Readonly<Record<string, string>> = {
  person: 'a person has set what stands there',
  machine: 'a machine has set what stands there',
  none: 'nothing stands there yet',
};

/** `Sophia sets a field, and the value is an amount of money, a stage or an owner`: everything that must hold. */
export function whenWords(when: PolicyWhen): string {
  const { actions, objects, fields, values, activities, stakes, ownership, tainted, confidenceAtLeast } = when;
  const conditions = [
    objects === null ? [] : [`the record is a ${either(objects)}`],
    fields === null ? [] : [`the field is ${either(fields)}`],
    values === null ? [] : [`the value is ${either(values.map((value) => valueWords[value] ?? value))}`],
    activities === null ? [] : [`the activity is a ${either(activities)}`],
    stakes === null ? [] : [`the stakes are ${either(stakes)}`],
    ownership === null ? [] : [either(ownership.map((who) => ownershipWords[who] ?? who))],
    tainted === null ? [] : [taintWords(tainted)],
    confidenceAtLeast === null ? [] : [`Sophia is at least ${Math.round(confidenceAtLeast * 100)} % sure`],
  ].flat();
  const does = actions === null ? 'writes anything' : either(actions.map((action) => actionWords[action] ?? action));
  return [`Sophia ${does}`, ...conditions].join(', and ');
}

function taintWords(tainted: boolean): string {
  return `the call holds ${tainted ? 'what' : 'nothing that'} reads like an order to a machine`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
