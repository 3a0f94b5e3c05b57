import { z } from 'zod';
import { ChangeSetKind, ChangeState, type CrmRecordType, WarningKind } from '#contracts';
import { type ShareChangeSetsInput, shareChangeSets } from '#modules/changesets';
import { CommitmentState, type ShareCommitmentsInput, shareCommitments } from '#modules/commitments';
import { ContradictionState, type ShareContradictionsInput, shareContradictions } from '#modules/contradictions';
import { shareAssociated } from '#modules/crm';
import { shareCallsOfRecords, shareRecordsOfCalls } from '#modules/matching';
import { type ShareWarningsInput, shareWarnings } from '#modules/warnings';
import { parseInput } from '#platform/errors';
import { type Connection, sharedConnection } from '../connection.ts';
import type { Asked } from '../graph.ts';

/** A list under one parent. */
interface Under<Of> {
  readonly of: Of;
  readonly parent: string;
}

const CommitmentFilter = z.object({
  state: CommitmentState.nullish().transform((state) => state ?? null),
  dueBy: z
    .string()
    .nullish()
    .transform((day) => day ?? null),
});
const ContradictionFilter = z.object({ state: ContradictionState.nullish().transform((state) => state ?? null) });
const WarningFilter = z.object({
  kind: WarningKind.nullish().transform((kind) => kind ?? null),
  standing: z.boolean().default(true),
});
const ChangeSetFilter = z.object({
  kind: ChangeSetKind.nullish().transform((kind) => kind ?? null),
  state: ChangeState.nullish().transform((state) => state ?? null),
});
const filters = 'the filters of a list';

export function commitmentsUnder(
  asked: Asked<unknown>,
  { of, parent }: Under<ShareCommitmentsInput['of']>,
): Promise<Connection> {
  const filter = parseInput({ schema: CommitmentFilter, input: asked.args, what: filters });
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: `commitments-of-${of}`,
    parent,
    read: (page) => shareCommitments({ ctx, input: { of, ...page, ...filter } }),
    rows: load().commitments,
  });
}

export function contradictionsUnder(
  asked: Asked<unknown>,
  { of, parent }: Under<ShareContradictionsInput['of']>,
): Promise<Connection> {
  const filter = parseInput({ schema: ContradictionFilter, input: asked.args, what: filters });
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: `contradictions-of-${of}`,
    parent,
    read: (page) => shareContradictions({ ctx, input: { of, ...page, ...filter } }),
    rows: load().contradictions,
  });
}

export function warningsUnder(
  asked: Asked<unknown>,
  { of, parent }: Under<ShareWarningsInput['of']>,
): Promise<Connection> {
  const filter = parseInput({ schema: WarningFilter, input: asked.args, what: filters });
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: `warnings-of-${of}`,
    parent,
    read: (page) => shareWarnings({ ctx, input: { of, ...page, ...filter } }),
    rows: load().warnings,
  });
}

export function changeSetsUnder(
  asked: Asked<unknown>,
  { of, parent }: Under<ShareChangeSetsInput['of']>,
): Promise<Connection> {
  const filter = parseInput({ schema: ChangeSetFilter, input: asked.args, what: filters });
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: `change-sets-of-${of}`,
    parent,
    read: (page) => shareChangeSets({ ctx, input: { of, ...page, ...filter } }),
    rows: load().changeSets,
  });
}

/** The calls that are about a record. */
export function callsOfRecord(asked: Asked<{ readonly recordId: string }>): Promise<Connection> {
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: 'calls-of-record',
    parent: asked.source.recordId,
    read: ({ parents, ...page }) => shareCallsOfRecords({ ctx, input: { recordIds: parents, ...page } }),
    rows: load().calls,
  });
}

/** The records of a type that are tied to a record. */
export function associatedOf(
  asked: Asked<{ readonly recordId: string }>,
  { toType }: { toType: CrmRecordType },
): Promise<Connection> {
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: `associated-${toType}`,
    parent: asked.source.recordId,
    read: ({ parents, ...page }) => shareAssociated({ ctx, input: { recordIds: parents, toType, ...page } }),
    rows: load().records,
  });
}

/** The records of a type that a call is about. */
export function recordsOfCall(
  asked: Asked<{ readonly callId: string }>,
  { objectType }: { objectType: CrmRecordType },
): Promise<Connection> {
  const { ctx, load } = asked.graph;
  return sharedConnection({
    asked,
    operation: `matched-${objectType}`,
    parent: asked.source.callId,
    read: ({ parents, ...page }) => shareRecordsOfCalls({ ctx, input: { callIds: parents, objectType, ...page } }),
    rows: load().records,
  });
}
