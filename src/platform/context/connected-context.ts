import type { CallSource, Chat, Crm } from '#contracts';
import type { Context } from './context.ts';

/** A vendor that is connected, or why it is not: missing credentials are a value and no exception. */
export type Connection<Client> =
  | { readonly state: 'on'; readonly client: Client; readonly simulated: boolean }
  | {
      readonly state: 'off';
      readonly reason: string;
      readonly action: string;
      /** Some of its credentials are set, so that it is meant to be connected. */
      readonly isHalfSet?: boolean;
    };

export interface Connections {
  readonly calls: Connection<CallSource>;
  readonly crm: Connection<Crm>;
  readonly chat: Connection<Chat>;
}

/** So many things that went from one system into another, and what became of them. */
export interface BroughtAcross {
  readonly source: string;
  readonly target: string;
  readonly status: string;
  readonly count: number;
}

/** What a verb is given that speaks to the vendors of its workspace. */
export interface ConnectedContext extends Context {
  readonly connections: Connections;
  /** Counts what was brought from one system into another; without it nothing is counted. */
  readonly countSync?: (line: BroughtAcross) => void;
  /** Counts an event that failed in every try; without it nothing is counted. */
  readonly countDeadLetter?: (letter: { readonly source: string; readonly code: string }) => void;
}
