import type { MethodsTrial, PublishedLimits, PublishedMethods } from '#contracts';
import type { IndexTab, Viewer } from '../schema.ts';

/** A stage of deals that can have days of its own. */
interface LimitedStage {
  readonly stageId: string;
  readonly label: string;
}

/** A deal of which other limits would say something else. */
interface LimitsDifference {
  readonly recordId: string;
  readonly deal: string | null;
  readonly title: string;
  readonly effect: 'raised' | 'cleared' | 'severity';
  readonly days: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly today: boolean;
  readonly explanation: string;
  readonly because: string | null;
}

interface WarnedDeals {
  readonly deals: number;
  readonly today: number;
}

/** What other limits would have warned of. */
export interface LimitsTried {
  readonly replaces: string;
  readonly days: number;
  readonly deals: number;
  readonly unread: number;
  readonly kinds: readonly { readonly title: string; readonly before: WarnedDeals; readonly after: WarnedDeals }[];
  readonly unknownStages: readonly string[];
  readonly differences: readonly LimitsDifference[];
  readonly leftOut: number;
}

/** What was typed into the form of a part, with what came of it. */
export interface SettingsTyped {
  readonly part: 'limits' | 'methods';
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong with it, or why it was not put in force; null where it was tried. */
  readonly problem: string | null;
  /** The draft that was tried, as it would be put in force, with the version that it would replace. */
  readonly tried:
    | ((
        | { readonly part: 'limits'; readonly trial: LimitsTried }
        | { readonly part: 'methods'; readonly trial: MethodsTrial }
      ) & { readonly draft: string })
    | null;
}

/** The page of the limits and methods of a workspace, as far as whoever looks at it may change them. */
export interface SettingsPage {
  readonly workspaceName: string;
  /** Null for the operator of a machine without accounts. */
  readonly viewer: Viewer | null;
  readonly tab: IndexTab;
  readonly workspaceId: string;
  readonly limits: PublishedLimits;
  readonly methods: PublishedMethods;
  /** The stages of each pipeline in which a deal is open. */
  readonly pipelines: readonly { readonly label: string; readonly stages: readonly LimitedStage[] }[];
  readonly publishes: boolean;
  readonly readsTeams: boolean;
  readonly readsTrail: boolean;
  /** What stands in the fields of each form: what was typed, or what is in force. */
  readonly fields: Readonly<Record<'limits' | 'methods', Readonly<Record<string, string>>>>;
  readonly typed: SettingsTyped | null;
}
