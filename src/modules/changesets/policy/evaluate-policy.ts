import type { PolicyVerdict } from '#contracts';
import type { ApprovalTerms, Policy, PolicyCondition, PolicyRule } from './policy.ts';
import type { PolicyFacts } from './policy-facts.ts';

export interface PolicyDecision {
  readonly verdict: PolicyVerdict;
  /** The line that decided, such as `policy.yaml:12 safe-fields`. */
  readonly policyRule: string;
  readonly reason: string;
  readonly terms: ApprovalTerms;
}

/** From what lets most through to what lets nothing through. */
const strictness: Readonly<Record<PolicyVerdict, number>> = { automatic: 0, ask: 1, suggest: 2, refuse: 3 };

/**
 * What the policy says, and why. The first rule that fits speaks; two laws stand above every file and only ever make
 * it stricter: amounts, stages, close dates, owners, merges and what is taken off a record are asked about, and no
 * machine writes over a person.
 */
export function evaluatePolicy({ policy, facts }: { policy: Policy; facts: PolicyFacts }): PolicyDecision {
  const rule: Omit<PolicyRule, 'when'> = policy.rules.find(({ when }) => holds({ when, facts })) ?? policy.otherwise;
  const spoken: PolicyDecision = {
    verdict: rule.verdict,
    policyRule: `${policy.name}:${rule.line} ${rule.name}`,
    reason: `${sentence(rule.verdict)} by the rule "${rule.name}"${rule.because === null ? '' : `: ${rule.because}`}`,
    terms: rule.terms,
  };
  const law = lawFor(facts);
  if (law === null || strictness[law.verdict] <= strictness[spoken.verdict]) return spoken;
  return { ...spoken, verdict: law.verdict, policyRule: law.name, reason: law.reason };
}

function lawFor(facts: PolicyFacts): { verdict: PolicyVerdict; name: string; reason: string } | null {
  if (alwaysAsks(facts)) {
    return {
      verdict: 'ask',
      name: 'law: always-ask',
      reason:
        'Asked about always: amounts, stages, close dates, owners, properties, merges and what is taken off a record are for people to decide.',
    };
  }
  if (facts.action === 'set_property' && facts.ownership === 'person') {
    return {
      verdict: 'suggest',
      name: 'law: a-person-set-it',
      reason: 'Suggested only: a person set the value that stands there.',
    };
  }
  return null;
}

function alwaysAsks({ action, value, field }: PolicyFacts): boolean {
  if (action === 'merge' || action === 'create_property' || action === 'dissociate') return true;
  if (action !== 'set_property') return false;
  return value === 'money' || value === 'stage' || value === 'owner' || field === 'closedate' || field === 'pipeline';
}

function sentence(verdict: PolicyVerdict): string {
  switch (verdict) {
    case 'automatic':
      return 'Written without asking';
    case 'ask':
      return 'Asked about';
    case 'suggest':
      return 'Suggested only';
    case 'refuse':
      return 'Not written';
  }
}

function holds({ when, facts }: { when: PolicyCondition; facts: PolicyFacts }): boolean {
  return (
    isAmong(when.actions, facts.action) &&
    fits(when.objects, facts.object) &&
    fits(when.fields, facts.field) &&
    isAmong(when.values, facts.value) &&
    isAmong(when.activities, facts.activity) &&
    isAmong(when.stakes, facts.stakes) &&
    isAmong(when.ownership, facts.ownership) &&
    (when.tainted === null || when.tainted === facts.tainted) &&
    (when.confidenceAtLeast === null || facts.confidence >= when.confidenceAtLeast)
  );
}

function isAmong(list: readonly string[] | null, value: string | null): boolean {
  return list === null || (value !== null && list.includes(value));
}

function fits(patterns: readonly string[] | null, value: string | null): boolean {
  return patterns === null || (value !== null && patterns.some((pattern) => fitsOne(pattern, value)));
}

/** Without a regular expression: what a person wrote into a file cannot make it run for long. */
function fitsOne(pattern: string, value: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return pattern === value;
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let place = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, place);
    if (found < 0 || found + part.length > value.length - last.length) return false;
    place = found + part.length;
  }
  return true;
}
