import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { HubspotProblem, invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, objectTypes } from '../object-types.ts';
import { archiveRecord } from '../records/archive-record.ts';
import { createRecord, prepareCreate } from '../records/create-record.ts';
import { findRecord } from '../records/find-record.ts';
import { presentRecord, type Wanted } from '../records/present-record.ts';
import { prepareUpdate, updateRecord } from '../records/update-record.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { batchAnswer, idsNotFound } from './batch-answer.ts';
import { type Call, noContent, objectTypeOf, readableOf, readBody, write } from './call.ts';
import { associationInputs, BatchIdsInput, BatchReadInput, BatchUpdateInput, CreateInput } from './object-schemas.ts';

const largestBatch = 100;

export function batchRead(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'read' });
  const input = readBody(call, BatchReadInput);
  checkSize(input.inputs);
  const archived = call.exchange.query.get('archived') === 'true';
  const idProperty = input.idProperty ?? undefined;
  const wanted: Wanted = {
    properties: readableOf(call, input.properties ?? []),
    withHistory: readableOf(call, input.propertiesWithHistory ?? []),
  };
  const found = new Map<string, CrmRecord>();
  const missing: string[] = [];
  for (const { id } of input.inputs) {
    const record = findRecord(state, { objectType, id, idProperty, archived });
    if (record === null) missing.push(id);
    else found.set(record.id, record);
  }
  const results = [...found.values()].map((record) => presentRecord(state, { record, wanted }));
  return batchAnswer(call, { results, problems: missing.length === 0 ? [] : [missingProblem(objectType, missing)] });
}

/** With an id to trace each input, each has its own fate; without, the first fault stops them all. */
export function batchCreate(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  const { inputs } = readBody(call, z.object({ inputs: z.array(CreateInput) }));
  checkSize(inputs);
  checkDistinct(inputs.flatMap(({ properties }) => (objectType === 'contacts' ? (properties['email'] ?? []) : [])));
  function inputOf(input: CreateInput) {
    return {
      objectType,
      values: input.properties,
      associations: associationInputs(state, { fromType: objectType, associations: input.associations }),
    };
  }
  return runBatch(call, {
    inputs,
    successStatus: 201,
    check: (context, input) => prepareCreate(context, inputOf(input)),
    run: (context, input) => shown(state, { record: createRecord(context, inputOf(input)), input }),
  });
}

export function batchUpdate(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  const { inputs } = readBody(call, z.object({ inputs: z.array(BatchUpdateInput) }));
  checkSize(inputs);
  checkDistinct(inputs.map(({ id }) => id));
  const missing = inputs.filter((input) => find(state, { objectType, input }) === null).map(({ id }) => id);
  function required(input: BatchUpdateInput) {
    const record = find(state, { objectType, input });
    if (record === null) throw missingProblem(objectType, [input.id]);
    return { record, values: input.properties };
  }
  return runBatch(call, {
    inputs: inputs.filter(({ id }) => !missing.includes(id)),
    successStatus: 200,
    further: missing.length === 0 ? [] : [missingProblem(objectType, missing)],
    check: (context, input) => prepareUpdate(context, required(input)),
    run: (context, input) => shown(state, { record: updateRecord(context, required(input)), input }),
  });
}

export function batchUpsert(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  const { inputs } = readBody(call, z.object({ inputs: z.array(BatchUpdateInput) }));
  checkSize(inputs);
  checkDistinct(inputs.map(({ id }) => id));
  function created({ id, idProperty, properties }: BatchUpdateInput) {
    const name = idProperty ?? '';
    if (['', 'hs_object_id'].includes(name)) throw missingProblem(objectType, [id]);
    return { objectType, values: { [name]: id, ...properties }, associations: [] };
  }
  return runBatch(call, {
    inputs,
    successStatus: 200,
    check: (context, input) => {
      const record = find(state, { objectType, input });
      if (record === null) prepareCreate(context, created(input));
      else prepareUpdate(context, { record, values: input.properties });
    },
    run: (context, input) => {
      const known = find(state, { objectType, input });
      const record =
        known === null
          ? createRecord(context, created(input))
          : updateRecord(context, { record: known, values: input.properties });
      return { ...shown(state, { record, input }), new: known === null };
    },
  });
}

export function batchArchive(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write' });
  const { inputs } = readBody(call, BatchIdsInput);
  checkSize(inputs);
  write(call, (context) => {
    for (const { id } of inputs) {
      const record = findRecord(call.state, { objectType, id });
      if (record !== null) archiveRecord(context, record);
    }
  });
  return noContent();
}

interface Traced {
  readonly objectWriteTraceId?: string | null | undefined;
}

function runBatch<Input extends Traced>(
  call: Call,
  batch: {
    inputs: readonly Input[];
    successStatus: 200 | 201;
    further?: readonly HubspotProblem[];
    check: (context: WriteContext, input: Input) => void;
    run: (context: WriteContext, input: Input) => Record<string, unknown>;
  },
): Answer {
  const { inputs, successStatus, further = [], check, run } = batch;
  const traces = inputs.flatMap(({ objectWriteTraceId }) => objectWriteTraceId ?? []);
  const isTraced = inputs.length > 0 && new Set(traces).size === inputs.length;
  const problems: HubspotProblem[] = [...further];
  const results = write(call, (context) => {
    if (!isTraced) for (const input of inputs) check(context, input);
    return inputs.flatMap((input) => {
      try {
        return [run(context, input)];
      } catch (error) {
        if (!(error instanceof HubspotProblem) || !isTraced) throw error;
        const traced = { ...error.fields.context, objectWriteTraceId: [input.objectWriteTraceId ?? ''] };
        problems.push(new HubspotProblem({ ...error.fields, context: traced }));
        return [];
      }
    });
  });
  return batchAnswer(call, { results, problems, successStatus });
}

function shown(
  state: HubspotState,
  { record, input }: { record: CrmRecord; input: Traced & { properties: Readonly<Record<string, unknown>> } },
): Record<string, unknown> {
  const { objectWriteTraceId } = input;
  const presented = presentRecord(state, { record, wanted: { properties: Object.keys(input.properties) } });
  return typeof objectWriteTraceId === 'string' ? { ...presented, objectWriteTraceId } : presented;
}

function find(state: HubspotState, asked: { objectType: ObjectType; input: BatchUpdateInput }): CrmRecord | null {
  const { id, idProperty } = asked.input;
  return findRecord(state, { objectType: asked.objectType, id, idProperty: idProperty ?? undefined });
}

function missingProblem(objectType: ObjectType, ids: readonly string[]): HubspotProblem {
  return idsNotFound(objectTypes[objectType].singular.toUpperCase(), ids);
}

function checkSize(inputs: readonly unknown[]): void {
  if (inputs.length <= largestBatch) return;
  throw invalidInput(
    `The maximum number of inputs supported in a batch request is ${largestBatch}, got ${inputs.length}.`,
  );
}

function checkDistinct(ids: readonly string[]): void {
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length > 0)
    throw invalidInput(`Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique.`);
}
