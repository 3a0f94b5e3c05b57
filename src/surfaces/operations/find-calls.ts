import { listCalls } from '#modules/calls';
import type { OperationOutput } from '#surfaces/local';
import { callFilterFrom } from './call-filter-from.ts';
import type { OperationCall } from './operation-call.ts';

/** Calls, the newest first by their day, narrowed by what is given: names are read as a person would say them. */
export async function findCalls({ ctx, input }: OperationCall<'calls.list'>): Promise<OperationOutput<'calls.list'>> {
  const { limit, beforeCallId, ...named } = input;
  return listCalls({ ctx, input: { limit, beforeCallId, only: await callFilterFrom({ ctx, named }) } });
}
