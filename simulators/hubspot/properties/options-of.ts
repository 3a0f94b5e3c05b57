import type { ObjectType } from '../object-types.ts';
import type { HubspotState, PropertyDefinition, PropertyOption } from '../state.ts';

/** The options of a property; those of a deal's pipeline and stage are its pipelines and stages. */
export function optionsOf(
  state: HubspotState,
  asked: { objectType: ObjectType; definition: PropertyDefinition },
): readonly PropertyOption[] {
  const { objectType, definition } = asked;
  if (objectType !== 'deals' || !['pipeline', 'dealstage'].includes(definition.name)) return definition.options;
  const pipelines = state.pipelines.deals.filter(({ archived }) => !archived);
  const named =
    definition.name === 'pipeline'
      ? pipelines
      : pipelines.flatMap(({ stages }) => stages.filter(({ archived }) => !archived));
  return named.map(({ id, label, displayOrder }) => ({ label, value: id, displayOrder, hidden: false }));
}
