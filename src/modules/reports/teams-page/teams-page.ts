import type { TerritoryRule } from '#contracts';
import type { IndexTab, Viewer } from '../schema.ts';

interface TeamRow {
  readonly teamId: string;
  readonly name: string;
  /** By address, as are members. */
  readonly leads: readonly string[];
  readonly members: readonly string[];
  /** What a form sends back, so that nobody writes over what another has changed meanwhile. */
  readonly version: string;
}

interface TerritoryRow {
  readonly territoryId: string;
  readonly name: string;
  readonly rules: readonly TerritoryRule[];
  /** As they are typed in the form: one a line. */
  readonly ruleLines: string;
  readonly members: readonly string[];
  readonly version: string;
}

/** What somebody has typed and what is wrong with it; it stands in the form again. */
export interface TeamsProblem {
  readonly sentence: string;
  /** The fields of the form, by their names, with the address that it was sent to. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The page of teams and territories, as far as whoever looks at it may change them. */
export interface TeamsPage {
  readonly workspaceName: string;
  /** Null for the operator of a machine without accounts. */
  readonly viewer: Viewer | null;
  readonly tab: IndexTab;
  readonly teams: readonly TeamRow[];
  readonly territories: readonly TerritoryRow[];
  /** Names by address, for whoever has an account. */
  readonly names: ReadonlyMap<string, string>;
  readonly manages: boolean;
  readonly readsTrail: boolean;
  readonly readsSettings: boolean;
  readonly problem: TeamsProblem | null;
}
