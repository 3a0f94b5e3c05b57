import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { addLabel, labelsBetween, removeLabel, renameLabel } from '../associations/labels.ts';
import { pairOf } from './associations.ts';
import { type Call, noContent, ok, parameter, readBody } from './call.ts';

const LabelInput = z.object({ name: z.string().min(1), label: z.string().min(1), inverseLabel: z.string().nullish() });
const LabelUpdate = z.object({
  associationTypeId: z.coerce.number().int(),
  label: z.string().min(1),
  inverseLabel: z.string().nullish(),
});

export function listLabels(call: Call): Answer {
  return ok({ results: labelsBetween(call.state, pairOf(call, 'read')) });
}

export function createLabel(call: Call): Answer {
  const pair = pairOf(call, 'write');
  const { name, label, inverseLabel = null } = readBody(call, LabelInput);
  const added = addLabel(call.state, { ...pair, name, label, inverseLabel });
  const results = added.map(({ typeId, label: text }) => ({ category: 'USER_DEFINED', typeId, label: text }));
  return ok({ results });
}

export function updateLabel(call: Call): Answer {
  pairOf(call, 'write');
  const { associationTypeId, label } = readBody(call, LabelUpdate);
  renameLabel(call.state, { typeId: associationTypeId, label });
  return noContent();
}

export function deleteLabel(call: Call): Answer {
  pairOf(call, 'write');
  removeLabel(call.state, Number(parameter(call, 'associationTypeId')));
  return noContent();
}
