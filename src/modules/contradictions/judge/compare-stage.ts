import type { CrmPipeline } from '#contracts';
import type { Comparison } from './field.ts';

/** From this likelihood on a stage says that the buyer has made up their mind. */
const decidedLikelihood = 0.8;
const decidedName =
  /bought.?in|verbal|commit|contract|negotiat|legal|procurement|signature|signing|order|closing|selected/i;

/** A stage that is behind or ahead of where the buyer says to be. */
export function compareStage({
  statement,
  value,
  pipeline,
}: {
  statement: { readonly value: string };
  value: string;
  pipeline: CrmPipeline | null;
}): Comparison {
  const stage = pipeline?.stages.find(({ externalId }) => externalId === value);
  if (stage === undefined) return 'neither';
  const isLost = stage.isClosed && !stage.isWon;
  const isDecided = stage.isWon || (!stage.isClosed && isLate(stage));
  switch (statement.value) {
    case 'lost':
      return isLost ? 'agrees' : 'contradicts';
    case 'agreed':
      return isDecided ? 'agrees' : 'contradicts';
    default:
      return isDecided ? 'contradicts' : isLost ? 'neither' : 'agrees';
  }
}

function isLate({ label, probability }: CrmPipeline['stages'][number]): boolean {
  return decidedName.test(label) || (probability ?? 0) >= decidedLikelihood;
}
