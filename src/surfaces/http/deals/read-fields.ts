import type { ChangeSet, CrmPropertyChange } from '#contracts';
import { explainField } from '#modules/changesets';
import { type DealOverview, listLastChanges } from '#modules/crm';
import type { DealField } from '#modules/reports';
import type { WorkContext } from '#workflows';
import { proofsOf } from './proofs-of.ts';

/** Those that stand first, in this order. */
const usual = ['dealstage', 'amount', 'closedate', 'hubspot_owner_id', 'hs_next_step'];
/** What the CRM counts by itself, and what stands in the head of the page. */
const uninteresting =
  /^(?:hs_(?!next_step|manual_forecast)|createdate|lastmodifieddate|notes_|num_|days_to|dealname$|pipeline$)/;

/** The fields of a deal with where each value comes from: the CRM's history, or the change with its quotes. */
export async function readFields({
  ctx,
  overview,
  changeSets,
  valueOf,
  nameSetter,
}: {
  ctx: WorkContext;
  overview: DealOverview;
  /** Those of the deal; empty for whoever may not read them. */
  changeSets: readonly ChangeSet[];
  valueOf: (property: string, value: string | null) => string | null;
  nameSetter: (change: CrmPropertyChange) => string;
}): Promise<DealField[]> {
  const { deal, definitions } = overview;
  const changed = new Set(
    changeSets.flatMap(({ changes }) =>
      changes.flatMap(({ action }) => (action.type === 'set_property' ? [action.property] : [])),
    ),
  );
  const known = Object.keys(deal.properties).filter((property) => !uninteresting.test(property));
  const properties = [...new Set([...usual, ...changed, ...known.toSorted()])];
  const lastChanges = await listLastChanges({ ctx, input: { recordIds: [deal.recordId], properties } });
  const fields: DealField[] = [];
  for (const property of properties) {
    const last = lastChanges.find(({ change }) => change.property === property)?.change;
    const explained = changed.has(property) ? await explain({ ctx, recordId: deal.recordId, property }) : nothingOurs;
    fields.push({
      property,
      label: definitions.find(({ name }) => name === property)?.label ?? property,
      value: valueOf(property, deal.properties[property] ?? null),
      setBy: last === undefined ? null : { who: nameSetter(last), at: last.at },
      ...explained,
    });
  }
  return fields;
}

const nothingOurs: Pick<DealField, 'ours' | 'open'> = { ours: null, open: 0 };
const decisionWords: Readonly<Record<string, string>> = { approve: 'approved', edit: 'edited', reject: 'rejected' };

async function explain({
  ctx,
  recordId,
  property,
}: {
  ctx: WorkContext;
  recordId: string;
  property: string;
}): Promise<Pick<DealField, 'ours' | 'open'>> {
  const { isOurs, written, decidedBy, open } = await explainField({ ctx, input: { recordId, property } });
  if (!isOurs || written === null) return { ours: null, open: open.length };
  const { changeId, rule, policyRule, evidence } = written;
  return {
    open: open.length,
    ours: {
      changeId,
      rule,
      policyRule,
      decidedBy: decidedBy.map((one) => `${decisionWords[one.decision] ?? one.decision} by ${one.decidedBy}`),
      proofs: proofsOf(evidence),
      notes: evidence.flatMap(({ note }) => note ?? []),
    },
  };
}
