import type { CrmPipeline, CrmPropertyDefinition } from '#contracts';

export interface FieldChange {
  readonly at: string;
  readonly value: string | null;
}

interface SourcedChange extends FieldChange {
  readonly source: string;
}

/** A field of a record with what it held over time. */
export interface Field {
  readonly property: string;
  /** The oldest first. */
  readonly changes: readonly FieldChange[];
  /** What it holds now. */
  readonly current: string | null;
}

/** What values are compared with beside the field itself. */
export interface FieldSurroundings {
  readonly pipeline: CrmPipeline | null;
  readonly definition: CrmPropertyDefinition | null;
  /** ISO 4217, of the record. */
  readonly currency: string | null;
}

/** Whether a value of the CRM and what was said go together; `neither` where the CRM says nothing of it. */
export type Comparison = 'agrees' | 'contradicts' | 'neither';

/** What the field held at an instant. A field whose history is not known is taken to have held what it holds now. */
export function valueAt({ field, at }: { field: Field; at: string }): FieldChange {
  const last = field.changes.findLast((change) => Date.parse(change.at) <= Date.parse(at));
  if (last !== undefined) return last;
  const isKnown = field.changes.length > 0;
  return { at: '1970-01-01T00:00:00.000Z', value: isKnown ? null : field.current };
}

/**
 * What Sophia wrote and took back never was a word of the CRM: the value before stands, with the day it was set.
 * The oldest first.
 */
export function withoutTakenBack<Entry extends SourcedChange>(changes: readonly Entry[]): Entry[] {
  const kept: Entry[] = [];
  for (const change of changes) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    const isUndo =
      change.source === 'sophia' && last?.source === 'sophia' && (before?.value ?? '') === (change.value ?? '');
    if (isUndo) kept.pop();
    else kept.push(change);
  }
  return kept;
}
