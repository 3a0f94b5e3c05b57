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

/** A row of the form of methods, as it was typed. */
export interface TypedElement {
  /** By which findings know it; empty until it is first tried. */
  readonly key: string;
  readonly label: string;
  readonly about: string;
  /** What counts: an element that Sophia knows by its id, or `phrases` of their own. */
  readonly counts: string;
  readonly side: string;
  /** One a line. */
  readonly phrases: string;
}

export interface TypedMethod {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** Whether calls are qualified by it, where those are named. */
  readonly isUsed: boolean;
  readonly elements: readonly TypedElement[];
}

/** The form of methods, as it was typed or as it says what is in force. */
export interface TypedMethods {
  /** Whether calls are qualified by the usual methods and all of their own, or by those that are ticked. */
  readonly by: 'usual' | 'named';
  /** The ids of those that Sophia brings and that are ticked. */
  readonly used: readonly string[];
  /** The ids of methods in the order in which they were named before. */
  readonly order: readonly string[];
  readonly methods: readonly TypedMethod[];
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
  /** The form of methods where it was filled in, and not the JSON. */
  readonly form?: TypedMethods;
  /** What is wrong with single fields of it, by their names. */
  readonly problems?: Readonly<Record<string, string>>;
  /** The field or button of it that the next key is for. */
  readonly focus?: string;
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
  readonly methodsForm: TypedMethods;
  /** The methods and elements that Sophia brings. */
  readonly known: {
    readonly methods: readonly { readonly id: string; readonly name: string }[];
    readonly elements: readonly { readonly id: string; readonly about: string }[];
  };
}
