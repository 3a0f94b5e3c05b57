import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import {
  associateDefault,
  checkAssociations,
  removeAssociation,
  setAssociation,
  type Tie,
  visibleAssociations,
} from '../associations/associate.ts';
import { plainTypeOf } from '../associations/defined-types.ts';
import { labelOf } from '../associations/labels.ts';
import { invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, objectTypes, requireObjectType } from '../object-types.ts';
import { requireRecord } from '../records/find-record.ts';
import { isoText } from '../records/read-property.ts';
import type { Association, AssociationSpec, HubspotState } from '../state.ts';
import { type Call, limitOf, noContent, ok, pagingOf, parameter, readBody, write } from './call.ts';
import { SpecInput, specOf } from './object-schemas.ts';
import { requireScope } from './scopes.ts';

const page = { standard: 500, highest: 500 } as const;

/** The types at both ends of the path, and the right to read or write the first of them. */
export function pairOf(call: Call, access: 'read' | 'write'): { fromType: ObjectType; toType: ObjectType } {
  const fromType = requireObjectType(parameter(call, 'objectType'));
  const toType = requireObjectType(parameter(call, 'toObjectType'));
  for (const type of [fromType, toType]) requireScope(call.granted, `crm.objects.${objectTypes[type].scope}.${access}`);
  return { fromType, toType };
}

export function listAssociations(call: Call): Answer {
  const { state } = call;
  const pair = pairOf(call, 'read');
  const fromId = parameter(call, 'objectId');
  requireRecord(state, { objectType: pair.fromType, id: fromId });
  const { shown, after } = pageOf(visibleAssociations(state, { ...pair, fromId }), {
    limit: limitOf(call, page),
    after: call.exchange.query.get('after'),
  });
  return ok({ results: shown.map((association) => presentTied(state, association)), ...pagingOf(call, after) });
}

export function putAssociation(call: Call): Answer {
  const { state } = call;
  const tie = tieOf(call);
  const types = readBody(call, z.array(SpecInput).min(1)).map(specOf);
  checkEnds(state, { tie, types });
  write(call, (context) => setAssociation(context, { ...tie, types }));
  return ok(presentLabels(state, { tie, types }), 201);
}

export function putDefaultAssociation(call: Call): Answer {
  const { state, nowMs } = call;
  const tie = tieOf(call);
  checkEnds(state, { tie, types: [] });
  write(call, (context) => associateDefault(context, tie));
  const at = isoText(nowMs);
  return ok({ status: 'COMPLETE', results: presentDefaults(tie), startedAt: at, completedAt: at });
}

export function deleteAssociation(call: Call): Answer {
  const tie = tieOf(call);
  write(call, (context) => removeAssociation(context, tie));
  return noContent();
}

export function checkEnds(state: HubspotState, asked: { tie: Tie; types: readonly AssociationSpec[] }): void {
  const { tie, types } = asked;
  requireRecord(state, { objectType: tie.fromType, id: tie.fromId });
  checkAssociations(state, {
    fromType: tie.fromType,
    associations: [{ to: { toType: tie.toType, toId: tie.toId }, types }],
  });
}

export function presentTied(state: HubspotState, { toId, types }: Association): Record<string, unknown> {
  return {
    toObjectId: toId,
    associationTypes: types.map(({ category, typeId }) => ({
      category,
      typeId,
      label: labelOf(state, { category, typeId }),
    })),
  };
}

export function presentLabels(
  state: HubspotState,
  { tie, types }: { tie: Tie; types: readonly AssociationSpec[] },
): Record<string, unknown> {
  return {
    fromObjectTypeId: objectTypes[tie.fromType].typeId,
    fromObjectId: tie.fromId,
    toObjectTypeId: objectTypes[tie.toType].typeId,
    toObjectId: tie.toId,
    labels: types.flatMap((type) => labelOf(state, type) ?? []),
  };
}

/** A default tie is answered once for each direction. */
export function presentDefaults(tie: Tie): Record<string, unknown>[] {
  const there = plainTypeOf({ from: tie.fromType, to: tie.toType });
  const back = plainTypeOf({ from: tie.toType, to: tie.fromType });
  const from = { id: tie.fromId };
  const to = { id: tie.toId };
  return [
    { from, to, associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: there?.typeId } },
    {
      from: to,
      to: from,
      associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: back?.typeId },
    },
  ];
}

/** The cursor is the last id that was given out. */
export function pageOf(
  all: readonly Association[],
  asked: { limit: number; after: string | null },
): { shown: readonly Association[]; after: string | null } {
  const sorted = all.toSorted((first, second) => Number(first.toId) - Number(second.toId));
  const { after, limit } = asked;
  if (after !== null && !/^\d+$/u.test(after)) throw invalidInput(`Invalid value for after: ${after}`);
  const rest = after === null ? sorted : sorted.filter(({ toId }) => Number(toId) > Number(after));
  const shown = rest.slice(0, asked.limit);
  return { shown, after: rest.length > limit ? (shown.at(-1)?.toId ?? null) : null };
}

function tieOf(call: Call): Tie {
  return {
    ...pairOf(call, 'write'),
    fromId: parameter(call, 'objectId'),
    toId: parameter(call, 'toObjectId'),
  };
}
