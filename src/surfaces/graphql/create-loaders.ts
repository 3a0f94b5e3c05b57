import DataLoader from 'dataloader';
import type { CallSummary, ChangeSet, CrmOwner, CrmPipeline, Workspace } from '#contracts';
import { listCallsById, listTurnsAt, type TurnAt, type TurnPlace } from '#modules/calls';
import { listChangeSetsById } from '#modules/changesets';
import { listCommitmentsById, type TrackedCommitment } from '#modules/commitments';
import { type Contradiction, listContradictionsById } from '#modules/contradictions';
import { type CrmRecordRow, listDefinitions, listRecordsById } from '#modules/crm';
import { type AnalysisOutline, listClaimsById, outlineAnalyses, type StoredClaim } from '#modules/insights';
import { listPeople, type Person } from '#modules/people';
import { type DealWarning, listWarningsById } from '#modules/warnings';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import type { Share } from '#platform/db';

/** Reads one thing by its key; those that are asked for together are read together. */
export type Loader<Key, Row> = Pick<DataLoader<Key, Row | null, string>, 'load' | 'loadMany'>;

/** What one request reads, each thing once. */
export interface Loaders {
  readonly calls: Loader<string, CallSummary>;
  readonly turns: Loader<TurnPlace, TurnAt>;
  readonly claims: Loader<string, StoredClaim>;
  /** Of a call that is seen. */
  readonly outlines: Loader<string, AnalysisOutline>;
  readonly records: Loader<string, CrmRecordRow>;
  readonly commitments: Loader<string, TrackedCommitment>;
  readonly contradictions: Loader<string, Contradiction>;
  readonly warnings: Loader<string, DealWarning>;
  readonly changeSets: Loader<string, ChangeSet>;
  readonly people: () => Promise<readonly Person[]>;
  readonly owners: () => Promise<readonly CrmOwner[]>;
  readonly pipelines: () => Promise<readonly CrmPipeline[]>;
  readonly workspace: () => Promise<Workspace>;
  /** The part of a list that belongs to a parent; `name` with what was asked for makes the list. */
  readonly share: (asked: AskedShare) => Promise<Share | null>;
}

export interface AskedShare {
  /** What tells this list from others, with every filter and the page. */
  readonly name: string;
  readonly parent: string;
  readonly read: (parents: readonly string[]) => Promise<ReadonlyMap<string, Share>>;
}

const mostAtOnce = 200;

/** The loaders of one request, or of one event: what they have read is kept for as long as they are. */
export function createLoaders(ctx: Context): Loaders {
  const shares = new Map<string, Loader<string, Share>>();
  return {
    calls: byId((callIds) => listCallsById({ ctx, input: { callIds } })),
    turns: byKey({
      keyOf: keyOfTurn,
      read: async (places) => {
        const { turns } = await listTurnsAt({ ctx, input: { places } });
        return new Map(turns.map((turn) => [keyOfTurn(turn), turn]));
      },
    }),
    claims: byId((claimIds) => listClaimsById({ ctx, input: { claimIds } })),
    outlines: byId((callIds) => outlineAnalyses({ ctx, input: { callIds } })),
    records: byId((recordIds) => listRecordsById({ ctx, input: { recordIds } })),
    commitments: byId((commitmentIds) => listCommitmentsById({ ctx, input: { commitmentIds } })),
    contradictions: byId((contradictionIds) => listContradictionsById({ ctx, input: { contradictionIds } })),
    warnings: byId((warningIds) => listWarningsById({ ctx, input: { warningIds } })),
    changeSets: byId((changeSetIds) => listChangeSetsById({ ctx, input: { changeSetIds } })),
    people: once(async () => (await listPeople({ ctx })).people),
    owners: once(() => listDefinitions({ ctx, input: { kind: 'owner', scope: null } })),
    pipelines: once(() => listDefinitions({ ctx, input: { kind: 'pipeline', scope: null } })),
    workspace: once(() => getWorkspace({ ctx })),
    share: ({ name, parent, read }) => {
      const known = shares.get(name) ?? byId(read);
      shares.set(name, known);
      return known.load(parent);
    },
  };
}

function keyOfTurn({ callId, version, turn }: TurnPlace): string {
  return `${callId}:${version}:${turn}`;
}

function byId<Row>(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>): Loader<string, Row> {
  return byKey({ keyOf: (id) => id, read });
}

function byKey<Key, Row>({
  keyOf,
  read,
}: {
  keyOf: (key: Key) => string;
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>>;
}): Loader<Key, Row> {
  return new DataLoader<Key, Row | null, string>(
    async (keys) => {
      const found = await read(keys);
      return keys.map((key) => found.get(keyOf(key)) ?? null);
    },
    { cacheKeyFn: keyOf, maxBatchSize: mostAtOnce },
  );
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | null = null;
  return () => {
    reading ??= read();
    return reading;
  };
}
