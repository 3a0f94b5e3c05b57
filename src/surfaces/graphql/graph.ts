import type { LiveHub } from '#surfaces/live';
import type { WorkContext } from '#workflows';
import { createLoaders, type Loaders } from './create-loaders.ts';

/** What every resolver is given: who asks, and the loaders of the request. */
export interface Graph {
  readonly ctx: WorkContext;
  readonly load: () => Loaders;
  /** Forgets what was read; before each event of a subscription. */
  readonly forget: () => void;
  /** Null over HTTP, where nothing is followed. */
  readonly following: Following | null;
}

/** How events are followed over a socket. */
export interface Following {
  readonly live: LiveHub;
  /** Whether whoever follows may still do so; the socket is closed where not. */
  readonly isStillIn: () => Promise<boolean>;
}

/** What a resolver is asked: a field of a thing, with its arguments. */
export interface Asked<Source> {
  readonly source: Source;
  /** Coerced by the schema; parsed further by whoever takes them. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly graph: Graph;
}

/** The fields of a type that are more than a property of what stands behind it. */
export type FieldResolvers<Source> = Readonly<Record<string, (asked: Asked<Source>) => unknown>>;

export function createGraph(ctx: WorkContext, following: Following | null = null): Graph {
  const state = { loaders: createLoaders(ctx) };
  return {
    ctx,
    following,
    load: () => state.loaders,
    forget: () => {
      state.loaders = createLoaders(ctx);
    },
  };
}
