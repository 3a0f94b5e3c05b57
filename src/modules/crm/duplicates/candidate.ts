import type { CrmRecordRow, DuplicateEvidence } from '../schema.ts';

/** A record with what the rules for duplicates look at beyond its own values. */
export interface Candidate {
  readonly record: CrmRecordRow;
  /** The ids, in the CRM, of the companies it is tied to. */
  readonly companyIds: readonly string[];
  /** Whether a deal is open; true for other records. */
  readonly open: boolean;
}

/** Two that seem to be one. */
export interface DuplicatePair {
  readonly kept: CrmRecordRow;
  readonly other: CrmRecordRow;
  readonly evidence: readonly DuplicateEvidence[];
  readonly confidence: number;
}

interface Rule {
  readonly name: DuplicateEvidence['rule'];
  readonly confidence: number;
  /** What records of one group share; nothing where the rule does not apply to the record. */
  readonly keysOf: (candidate: Candidate) => readonly string[];
  /** Larger groups share something common, such as a switchboard, and say nothing. */
  readonly largestGroup: number;
  /** Whether two of a group may be one; yes where it is not given. */
  readonly isCompatible?: (first: Candidate, second: Candidate) => boolean;
}

/** Applies each rule to all records at once, by groups and never by comparing everybody with everybody. */
export function pairByRules({
  candidates,
  rules,
}: {
  candidates: readonly Candidate[];
  rules: readonly Rule[];
}): DuplicatePair[] {
  const pairs = new Map<string, { kept: CrmRecordRow; other: CrmRecordRow; evidence: DuplicateEvidence[] }>();
  for (const rule of rules) {
    for (const [value, group] of groupsOf({ candidates, rule })) {
      for (const [first, second] of pairsOf(group)) {
        if (rule.isCompatible?.(first, second) === false) continue;
        const { kept, other } = inOrder(first.record, second.record);
        const key = `${kept.recordId} ${other.recordId}`;
        const pair = pairs.get(key) ?? { kept, other, evidence: [] };
        if (!pair.evidence.some(({ rule: name }) => name === rule.name)) {
          pair.evidence.push({ rule: rule.name, value, confidence: rule.confidence });
        }
        pairs.set(key, pair);
      }
    }
  }
  return [...pairs.values()].map((pair) => ({ ...pair, confidence: combine(pair.evidence) }));
}

function groupsOf({ candidates, rule }: { candidates: readonly Candidate[]; rule: Rule }): [string, Candidate[]][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const key of new Set(rule.keysOf(candidate))) groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  return [...groups].filter(([, group]) => group.length > 1 && group.length <= rule.largestGroup);
}

function pairsOf(group: readonly Candidate[]): (readonly [Candidate, Candidate])[] {
  return group.flatMap((first, place) => group.slice(place + 1).map((second) => [first, second] as const));
}

/** The older one is kept, so that the pair is the same whenever it is found. */
function inOrder(first: CrmRecordRow, second: CrmRecordRow): { kept: CrmRecordRow; other: CrmRecordRow } {
  const isFirst =
    first.createdAt === second.createdAt ? first.recordId < second.recordId : first.createdAt < second.createdAt;
  return isFirst ? { kept: first, other: second } : { kept: second, other: first };
}

/** Each reason takes its part of the doubt that the others leave. */
function combine(evidence: readonly DuplicateEvidence[]): number {
  const doubt = evidence.reduce((left, { confidence }) => left * (1 - confidence), 1);
  return Math.round((1 - doubt) * 1000) / 1000;
}
