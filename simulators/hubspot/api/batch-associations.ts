import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import {
  associateDefault,
  removeAssociation,
  removeTypes,
  setAssociation,
  type Tie,
  visibleAssociations,
} from '../associations/associate.ts';
import { HubspotProblem, invalidInput } from '../hubspot-problem.ts';
import { objectTypes } from '../object-types.ts';
import { findRecord } from '../records/find-record.ts';
import { checkEnds, pageOf, pairOf, presentDefaults, presentLabels, presentTied } from './associations.ts';
import { batchAnswer, idsNotFound } from './batch-answer.ts';
import { type Call, noContent, readBody, write } from './call.ts';
import { SpecInput, specOf } from './object-schemas.ts';

const largest = { read: 1000, write: 2000, pageOfEach: 100 } as const;

const Id = z.object({ id: z.union([z.string(), z.number().transform(String)]) });
const ReadInput = z.object({ inputs: z.array(Id.extend({ after: z.string().nullish() })) });
const PairInput = z.object({ from: Id, to: Id });
const DefaultInput = z.object({ inputs: z.array(PairInput) });
const TypedInput = z.object({ inputs: z.array(PairInput.extend({ types: z.array(SpecInput).min(1) })) });
const ArchiveInput = z.object({ inputs: z.array(z.object({ from: Id, to: z.array(Id) })) });

/** A hundred ties a record, and a cursor where there are more; a record without any is named as an error. */
export function batchReadAssociations(call: Call): Answer {
  const { state } = call;
  const pair = pairOf(call, 'read');
  const { inputs } = readBody(call, ReadInput);
  checkSize(inputs, largest.read);
  const unknown: string[] = [];
  const untied: string[] = [];
  const results = inputs.flatMap(({ id, after = null }) => {
    const all = visibleAssociations(state, { ...pair, fromId: id });
    if (findRecord(state, { objectType: pair.fromType, id }) === null) unknown.push(id);
    else if (all.length === 0) untied.push(id);
    else {
      const page = pageOf(all, { limit: largest.pageOfEach, after });
      const paging = page.after === null ? {} : { paging: { next: { after: page.after } } };
      return [{ from: { id }, to: page.shown.map((association) => presentTied(state, association)), ...paging }];
    }
    return [];
  });
  const problems = [
    ...(unknown.length === 0 ? [] : [idsNotFound(objectTypes[pair.fromType].singular.toUpperCase(), unknown)]),
    ...untied.map((id) => noAssociations({ id, fromTypeId: objectTypes[pair.fromType].typeId, toType: pair.toType })),
  ];
  return batchAnswer(call, { results, problems });
}

export function batchCreateAssociations(call: Call): Answer {
  const { state } = call;
  const pair = pairOf(call, 'write');
  const { inputs } = readBody(call, TypedInput);
  checkSize(inputs, largest.write);
  const ties = inputs.map(({ from, to, types }) => ({
    ...pair,
    fromId: from.id,
    toId: to.id,
    types: types.map(specOf),
  }));
  const { possible, problems } = sift(ties, (tie) => checkEnds(state, { tie, types: tie.types }));
  write(call, (context) => {
    for (const tie of possible) setAssociation(context, tie);
  });
  const results = possible.map((tie) => presentLabels(state, { tie, types: tie.types }));
  return batchAnswer(call, { results, problems, successStatus: 201 });
}

export function batchAssociateDefault(call: Call): Answer {
  const { state } = call;
  const pair = pairOf(call, 'write');
  const { inputs } = readBody(call, DefaultInput);
  checkSize(inputs, largest.write);
  const ties = inputs.map(({ from, to }): Tie => ({ ...pair, fromId: from.id, toId: to.id }));
  const { possible, problems } = sift(ties, (tie) => checkEnds(state, { tie, types: [] }));
  write(call, (context) => {
    for (const tie of possible) associateDefault(context, tie);
  });
  return batchAnswer(call, { results: possible.flatMap(presentDefaults), problems });
}

export function batchArchiveAssociations(call: Call): Answer {
  const pair = pairOf(call, 'write');
  const { inputs } = readBody(call, ArchiveInput);
  checkSize(inputs, largest.write);
  write(call, (context) => {
    for (const { from, to } of inputs) {
      for (const { id } of to) removeAssociation(context, { ...pair, fromId: from.id, toId: id });
    }
  });
  return noContent();
}

export function batchArchiveLabels(call: Call): Answer {
  const pair = pairOf(call, 'write');
  const { inputs } = readBody(call, TypedInput);
  checkSize(inputs, largest.write);
  write(call, (context) => {
    for (const { from, to, types } of inputs) {
      removeTypes(context, { ...pair, fromId: from.id, toId: to.id, types: types.map(specOf) });
    }
  });
  return noContent();
}

/** Each tie has its own fate. */
function sift<Item>(
  items: readonly Item[],
  check: (item: Item) => void,
): { possible: Item[]; problems: HubspotProblem[] } {
  const possible: Item[] = [];
  const problems: HubspotProblem[] = [];
  for (const item of items) {
    try {
      check(item);
      possible.push(item);
    } catch (error) {
      if (!(error instanceof HubspotProblem)) throw error;
      problems.push(error);
    }
  }
  return { possible, problems };
}

function noAssociations(asked: { id: string; fromTypeId: string; toType: string }): HubspotProblem {
  return new HubspotProblem({
    status: 404,
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${asked.toType} is associated with ${asked.id}.`,
    context: { fromObjectId: [asked.id], fromObjectTypeId: [asked.fromTypeId] },
  });
}

function checkSize(inputs: readonly unknown[], highest: number): void {
  if (inputs.length > highest)
    throw invalidInput(`At most ${highest} inputs are supported in a batch request, got ${inputs.length}.`);
}
