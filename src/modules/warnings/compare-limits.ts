import type { CrmPipeline } from '#contracts';
import { dayOf } from './days.ts';
import type { Verdict } from './deal-view.ts';
import { wasOpen } from './facts-at.ts';
import { limitedKinds } from './limited-kinds.ts';
import type { LimitsInForce } from './limits-for.ts';
import type { LimitsDifference } from './limits-trial.ts';
import type { DealFacts } from './load-facts.ts';
import { dealRules } from './rules/deal-rules.ts';
import { viewAt } from './view-at.ts';
import { warningNames } from './warning-names.ts';

type LimitedKind = (typeof limitedKinds)[number];

interface Comparison {
  readonly facts: DealFacts;
  /** From the oldest to today. */
  readonly moments: readonly Date[];
  readonly pipelines: readonly CrmPipeline[];
  readonly stepFields: readonly string[];
  readonly before: LimitsInForce;
  readonly after: LimitsInForce;
}

interface Day {
  readonly at: Date;
  readonly isToday: boolean;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** How one kind of warning went with a deal: on the days where each of the limits warns, and where they differ. */
export interface ComparedKind {
  readonly kind: LimitedKind;
  readonly before: { readonly ever: boolean; readonly today: boolean };
  readonly after: { readonly ever: boolean; readonly today: boolean };
  readonly differences: readonly LimitsDifference[];
}

/** Holds a deal of each of the days against both limits. Null where it was open on none of them. */
export function compareLimits(comparison: Comparison): ComparedKind[] | null {
  const { facts, moments, pipelines, stepFields, before, after } = comparison;
  const open = moments.filter((at) => wasOpen({ facts, at, pipelines }));
  if (open.length === 0) return null;
  const views = open.map((at) => ({
    at,
    isToday: at === moments.at(-1),
    before: viewAt({ facts, at, pipelines, stepFields, inForce: before }),
    after: viewAt({ facts, at, pipelines, stepFields, inForce: after }),
  }));
  return limitedKinds.map((kind) => {
    const rule = dealRules[kind];
    const days = views.map((view) => ({ ...view, before: rule(view.before), after: rule(view.after) }));
    return {
      kind,
      before: warned(days.map(({ isToday, before: verdict }) => ({ isToday, verdict }))),
      after: warned(days.map(({ isToday, after: verdict }) => ({ isToday, verdict }))),
      differences: differencesOf({ facts, kind, days }),
    };
  });
}

function warned(days: readonly { isToday: boolean; verdict: Verdict }[]): ComparedKind['before'] {
  const holding = days.filter(({ verdict }) => verdict.holds === true);
  return { ever: holding.length > 0, today: holding.some(({ isToday }) => isToday) };
}

function differencesOf({
  facts: { deal },
  kind,
  days,
}: {
  facts: DealFacts;
  kind: LimitedKind;
  days: readonly Day[];
}): LimitsDifference[] {
  const effects = ['raised', 'cleared', 'severity'] as const;
  return effects.flatMap((effect) => {
    const differing = days.filter((day) => effectOf(day) === effect);
    const [first, last] = [differing[0], differing.at(-1)];
    const told = last === undefined ? null : wordsOf(last);
    if (first === undefined || last === undefined || told === null) return [];
    return {
      recordId: deal.recordId,
      deal: deal.name,
      kind,
      title: warningNames[kind],
      effect,
      days: differing.length,
      firstDay: dayOf(first.at),
      lastDay: dayOf(last.at),
      today: last.isToday,
      ...told,
    };
  });
}

function effectOf({ before, after }: Day): LimitsDifference['effect'] | null {
  if (before.holds === true && after.holds === true) return before.severity === after.severity ? null : 'severity';
  if (before.holds === true && after.holds === false) return 'cleared';
  return before.holds === false && after.holds === true ? 'raised' : null;
}

type Words = Pick<LimitsDifference, 'before' | 'after' | 'explanation' | 'evidence' | 'because'>;

function wordsOf({ before, after }: Day): Words | null {
  const warning = after.holds === true ? after : before;
  if (warning.holds !== true) return null;
  const silent = [before, after].find(({ holds }) => holds === false);
  return {
    before: before.holds === true ? before.severity : null,
    after: after.holds === true ? after.severity : null,
    explanation: warning.explanation,
    evidence: [...warning.evidence],
    because: silent?.holds === false ? silent.because : null,
  };
}
