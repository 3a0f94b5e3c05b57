import type { CrmOwner, CrmPipeline, CrmPipelineType, CrmPropertyDefinition } from '#contracts';
import type { DefinitionDifference } from '../schema.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** What a person has to know of: what is written by its name may no longer be taken. */
export function propertyDefinitionDifferences({
  before,
  after,
}: {
  before: CrmPropertyDefinition;
  after: CrmPropertyDefinition;
}): DefinitionDifference[] {
  const subject = subjectOf({ kind: 'property', scope: after.objectType, externalId: after.name, label: after.label });
  return [
    ...(before.label === after.label ? [] : [subject('renamed', before.label, after.label)]),
    ...(before.type === after.type ? [] : [subject('retyped', before.type, after.type)]),
    ...compareOptions({ before: before.options, after: after.options, subject }),
  ];
}

export function pipelineDifferences({
  scope,
  before,
  after,
}: {
  scope: CrmPipelineType;
  before: CrmPipeline;
  after: CrmPipeline;
}): DefinitionDifference[] {
  const subject = subjectOf({ kind: 'pipeline', scope, externalId: after.externalId, label: after.label });
  return [
    ...(before.label === after.label ? [] : [subject('renamed', before.label, after.label)]),
    ...compareOptions({ before: before.stages.map(toOption), after: after.stages.map(toOption), subject }),
  ];
}

export function ownerDifferences({ before, after }: { before: CrmOwner; after: CrmOwner }): DefinitionDifference[] {
  const subject = subjectOf({ kind: 'owner', scope: 'account', externalId: after.externalId, label: after.name });
  if (before.active && !after.active) return [subject('owner-left', before.email, after.email)];
  return !before.active && after.active ? [subject('owner-returned', before.email, after.email)] : [];
}

type Subject = (...change: [DefinitionDifference['difference'], string | null, string | null]) => DefinitionDifference;

function subjectOf(named: Pick<DefinitionDifference, 'kind' | 'scope' | 'externalId' | 'label'>): Subject {
  return (difference, before, after) => ({ ...named, difference, before, after });
}

/** An option that is gone while a new one has its label was given another value; the same value may get another label. */
function compareOptions({
  before,
  after,
  subject,
}: {
  before: readonly Option[];
  after: readonly Option[];
  subject: Subject;
}): DefinitionDifference[] {
  const gone = before.filter(({ value }) => !after.some((option) => option.value === value));
  const come = after.filter(({ value }) => !before.some((option) => option.value === value));
  const moved = gone.flatMap((option) => {
    const next = come.find(({ label }) => label === option.label);
    return next === undefined ? [] : [{ option, next }];
  });
  const relabeled = after.flatMap((option) => {
    const earlier = before.find(({ value }) => value === option.value);
    return earlier === undefined || earlier.label === option.label ? [] : [{ earlier, option }];
  });
  return [
    ...moved.map(({ option, next }) => subject('option-renamed', option.value, next.value)),
    ...relabeled.map(({ earlier, option }) => subject('option-renamed', earlier.label, option.label)),
    ...gone
      .filter((option) => !moved.some((pair) => pair.option === option))
      .map(({ value }) => subject('option-removed', value, null)),
    ...come
      .filter((option) => !moved.some((pair) => pair.next === option))
      .map(({ value }) => subject('option-added', null, value)),
  ];
}

function toOption({ externalId, label }: CrmPipeline['stages'][number]): Option {
  return { value: externalId, label };
}
