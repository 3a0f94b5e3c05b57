import type { CrmPipeline, CrmPropertyChange } from '#contracts';

export interface Life {
  /** When it was closed, by its history, else by `closedOn`; null where it is open. */
  readonly closedAt: string | null;
  readonly isWon: boolean;
  /** When somebody moved it to another stage. */
  readonly movedAt: readonly string[];
}

/** What a record has gone through, by its stage and the changes of that, the newest first. */
export function lifeOf({
  stageId,
  closedOn,
  changes,
  pipelines,
}: {
  stageId: string | null;
  /** When it counts as closed where its history does not say. */
  closedOn: string;
  changes: readonly CrmPropertyChange[];
  pipelines: readonly CrmPipeline[];
}): Life {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const current = stages.find(({ externalId }) => externalId === stageId);
  const isClosed = current?.isClosed === true;
  const lastOpen = changes.findIndex(
    ({ value }) => stages.find((stage) => stage.externalId === value)?.isClosed !== true,
  );
  const closing = changes.slice(0, lastOpen === -1 ? changes.length : lastOpen).at(-1);
  return {
    closedAt: isClosed ? (closing?.at ?? closedOn) : null,
    isWon: current?.isWon === true,
    movedAt: changes.filter(({ source }) => source === 'person').map(({ at }) => at),
  };
}
