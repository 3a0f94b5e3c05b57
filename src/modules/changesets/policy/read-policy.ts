import { createHash } from 'node:crypto';
import { isNode, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { SophiaError } from '#platform/errors';
import type { ApprovalTerms, FieldNames, Policy, PolicyCondition, PolicyRule } from './policy.ts';
import { type Asking, type Condition, PolicyFile } from './policy-file.ts';

interface PolicyText {
  readonly text: string;
  /** The file, for messages and for the reason beside each change. */
  readonly name: string;
}

interface Fault {
  readonly line: number;
  readonly message: string;
}

const defaultTerms: ApprovalTerms = {
  approvers: ['deal_owner'],
  needed: 1,
  remindAfterHours: 24,
  expireAfterHours: 72,
  staleAfterHours: 24,
};

/** Reads a policy. Throws `policy.invalid` with each line that cannot be used and what may stand there. */
export function readPolicy({ text, name }: PolicyText): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const broken = document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message }));
  refuse({ name, faults: broken });
  const parsed = PolicyFile.safeParse(valuesOf({ document, name }) ?? {});
  function lineOf(path: readonly PropertyKey[]): number {
    return lineIn({ document: document.contents, get: (at) => document.getIn(at, true), path, lines });
  }
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      line: lineOf(path),
      message: `${path.length === 0 ? '' : `${path.join('.')}: `}${message}`,
    }));
    refuse({ name, faults });
    throw new SophiaError('policy.invalid', `${name} cannot be used.`);
  }
  const policy = buildPolicy({ file: parsed.data, name, text, lineOf });
  refuse({ name, faults: contradictionsIn(policy) });
  return policy;
}

/** A policy is written out: what stands for something elsewhere in it is not followed. */
function valuesOf({ document, name }: { document: ReturnType<typeof parseDocument>; name: string }): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new SophiaError('policy.invalid', `Expected a policy without aliases in ${name}, found: ${found}`, { cause });
  }
}

function refuse({ name, faults }: { name: string; faults: readonly Fault[] }): void {
  if (faults.length === 0) return;
  const listed = faults.map(({ line, message }) => `  line ${line}: ${message}`).join('\n');
  throw new SophiaError('policy.invalid', `Expected a policy in ${name}, found what cannot be used:\n${listed}`, {
    details: { name, faults },
  });
}

function buildPolicy({
  file,
  name,
  text,
  lineOf,
}: PolicyText & { file: PolicyFile; lineOf: (path: readonly PropertyKey[]) => number }): Policy {
  const asking = termsOf({ asking: file.asking, base: defaultTerms });
  return {
    name,
    hash: createHash('sha256').update(text).digest('hex'),
    rules: file.rules.map((rule, position) => ({
      name: rule.name,
      line: lineOf(['rules', position]),
      when: conditionOf(rule.when),
      verdict: rule.verdict,
      because: rule.because ?? null,
      terms: termsOf({ asking: rule.asking, base: asking }),
    })),
    otherwise: {
      name: 'otherwise',
      line: lineOf(['otherwise']),
      verdict: file.otherwise.verdict,
      because: file.otherwise.because ?? null,
      terms: termsOf({ asking: file.otherwise.asking, base: asking }),
    },
    fields: fieldsOf(file.fields ?? {}),
  };
}

function termsOf({ asking = {}, base }: { asking: Asking | undefined; base: ApprovalTerms }): ApprovalTerms {
  return {
    approvers: (asking.approvers ?? base.approvers).map((approver) => approver.toLowerCase()),
    needed: asking.needed ?? base.needed,
    remindAfterHours: asking.remind_after_hours ?? base.remindAfterHours,
    expireAfterHours: asking.expire_after_hours ?? base.expireAfterHours,
    staleAfterHours: asking.stale_after_hours ?? base.staleAfterHours,
  };
}

function conditionOf(when: Condition): PolicyCondition {
  return {
    actions: listOf(when.action),
    objects: listOf(when.object),
    fields: listOf(when.field),
    values: listOf(when.value),
    activities: listOf(when.activity),
    stakes: listOf(when.stakes),
    ownership: listOf(when.set_by),
    tainted: when.tainted ?? null,
    confidenceAtLeast: when.confidence_at_least ?? null,
  };
}

function fieldsOf(fields: NonNullable<PolicyFile['fields']>): FieldNames {
  return {
    nextSteps: named(fields.next_steps, 'next_steps'),
    riskFactors: named(fields.risk_factors, 'risk_factors'),
    competitor: named(fields.competitor, null),
    lastCallSentiment: named(fields.last_call_sentiment, 'last_call_sentiment'),
    lastCallDate: named(fields.last_call_date, 'last_call_date'),
    lastCallSummary: named(fields.last_call_summary, 'last_call_summary'),
  };
}

/** What is left out has its own name; what is set to null is not filled. */
function named(given: string | null | undefined, usual: string | null): string | null {
  return given === undefined ? usual : given;
}

function listOf<Item>(given: Item | readonly Item[] | undefined): readonly Item[] | null {
  if (given === undefined) return null;
  return isList(given) ? given : [given];
}

function isList<Item>(given: Item | readonly Item[]): given is readonly Item[] {
  return Array.isArray(given);
}

/** What each line says for itself and no two may say together. */
function contradictionsIn(policy: Policy): Fault[] {
  const seen = new Set<string>();
  return [...policy.rules, policy.otherwise].flatMap((rule: Omit<PolicyRule, 'when'>) => {
    const faults: Fault[] = [];
    if (seen.has(rule.name)) faults.push({ line: rule.line, message: `a second rule named ${rule.name}` });
    seen.add(rule.name);
    const { approvers, needed, remindAfterHours, expireAfterHours } = rule.terms;
    if (needed > approvers.length) {
      const message = `needed: ${needed}, and only ${approvers.length} may approve; name more approvers`;
      faults.push({ line: rule.line, message });
    }
    if (remindAfterHours >= expireAfterHours) {
      const message = `remind_after_hours: ${remindAfterHours} must be less than expire_after_hours: ${expireAfterHours}`;
      faults.push({ line: rule.line, message });
    }
    return faults;
  });
}

/** The line of the node at the path, or of the nearest one above it that is there. */
function lineIn({
  document,
  get,
  path,
  lines,
}: {
  document: ParsedNode | null;
  get: (path: readonly PropertyKey[]) => unknown;
  path: readonly PropertyKey[];
  lines: LineCounter;
}): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = get(path.slice(0, length));
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return document?.range === undefined ? 1 : lines.linePos(document.range[0]).line;
}
