import { type Change, type ChangeSet, CrmObjectType } from '#contracts';
import type { changeSets } from './tables.ts';
import type { ToldChangeRow } from './without-old-words.ts';

/** A row as the contract has it. */
export function toChange(row: ToldChangeRow): Change {
  const { targetType, targetId } = row;
  return {
    changeId: row.id,
    changeSetId: row.changeSetId,
    position: row.position,
    target: targetId === null ? null : { objectType: CrmObjectType.parse(targetType), externalId: targetId },
    targetName: row.targetName,
    action: row.action,
    oldValue: row.oldValue,
    oldValueKept: row.oldValueKept ?? false,
    oldValueSource: row.oldValueSource,
    evidence: row.evidence,
    confidence: row.confidence,
    rule: row.rule,
    stakes: row.stakes,
    verdict: row.verdict,
    policyRule: row.policyRule,
    reason: row.reason,
    state: row.state,
    editedValue: row.editedValue,
    readBackValue: row.readBackValue,
    externalId: row.externalId,
    problem: row.problem,
    appliedAt: row.appliedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  };
}

export function toChangeSet({
  set,
  rows,
}: {
  set: typeof changeSets.$inferSelect;
  rows: readonly ToldChangeRow[];
}): ChangeSet {
  return {
    changeSetId: set.id,
    kind: set.kind,
    title: set.title,
    callId: set.callId,
    analysisId: set.analysisId,
    dryRun: set.dryRun,
    tainted: set.tainted,
    proposedAt: set.proposedAt.toISOString(),
    expiresAt: set.expiresAt?.toISOString() ?? null,
    changes: rows.map(toChange),
  };
}
