import { type ObjectType, objectTypes } from '../object-types.ts';
import type { HubspotState, PropertyDefinition, PropertyOption } from '../state.ts';

/** The options of a property; those of a pipeline and of a stage are the pipelines and stages of the type. */
export function optionsOf(
  state: HubspotState,
  asked: { objectType: ObjectType; definition: PropertyDefinition },
): readonly PropertyOption[] {
  const { objectType, definition } = asked;
  const { piped } = objectTypes[objectType];
  if (piped === undefined || ![piped.pipeline, piped.stage].includes(definition.name)) return definition.options;
  const pipelines = state.pipelines[objectType].filter(({ archived }) => !archived);
  const named =
    definition.name === piped.pipeline
      ? pipelines
      : pipelines.flatMap(({ stages }) => stages.filter(({ archived }) => !archived));
  return named.map(({ id, label, displayOrder }) => ({ label, value: id, displayOrder, hidden: false }));
}
