interface KeptThing {
  /** The file that keeps it. */
  readonly file: string;
  readonly what: string;
  /** Why it is never out of date, or how it learns of what is new. */
  readonly refreshed: string;
}

/**
 * What processes remember beside the cache, for as long as they live: no copy of anybody's data that could be read by
 * somebody else. `npm run verify` names a memory that is missing here.
 */
export const keptThings: readonly KeptThing[] = [
  {
    file: 'src/integrations/slack/limits.ts',
    what: "How much was sent by each of Slack's methods.",
    refreshed: 'With each request; one entry a method.',
  },
  {
    file: 'src/modules/analysis/methods/known-methods.ts',
    what: 'Elements and methods of qualification.',
    refreshed: 'They follow from a file of the release.',
  },
  {
    file: 'src/modules/analysis/rules/load-resources.ts',
    what: 'Lexicons and weights with the phrases of a workspace.',
    refreshed: 'They follow from files of the release and from the phrases, which are the key; at most 16.',
  },
  {
    file: 'src/modules/analysis/rules/read-cues.ts',
    what: 'Compiled patterns of the lexicons.',
    refreshed: 'They follow from files of the release.',
  },
  {
    file: 'src/modules/assistant/intent/recognize-intent.ts',
    what: 'The weights that tell kinds of question apart.',
    refreshed: 'They follow from a file of the release.',
  },
  {
    file: 'src/modules/changesets/policy/open-policy-files.ts',
    what: 'The last policy of each file that could be used.',
    refreshed: 'Each reading looks at the file; one entry a file that is there.',
  },
  {
    file: 'src/modules/pipeline/minor-units.ts',
    what: 'How many digits a currency has.',
    refreshed: 'It follows from the standard; one entry a currency.',
  },
  {
    file: 'src/modules/search/engine/chunk-memory.ts',
    what: 'The chunks of a workspace as search ranks them; who may see which is asked with each search.',
    refreshed:
      'Each search first reads what transactions have noted as changed since the last one, and drops what is gone; after a day without one, everything is read anew.',
  },
  {
    file: 'src/modules/search/engine/create-provider-embedder.ts',
    what: 'Vectors of the questions that were asked last.',
    refreshed: 'A question is its own key, and a model keeps its vectors; at most 200.',
  },
  {
    file: 'src/modules/search/engine/search-engine.ts',
    what: 'The memory of chunks of each workspace that is searched.',
    refreshed: 'See the memory of chunks.',
  },
  {
    file: 'src/platform/answers/freeze-kept.ts',
    what: 'What kept values are sent as; whoever is given such a value may see all of it.',
    refreshed: 'It goes with the value, which is frozen; one that was read anew is checked and written anew.',
  },
  {
    file: 'src/platform/audit/append-to-chain.ts',
    what: 'The last link of the audit trail of each workspace.',
    refreshed: 'Each record is written only where the database says that it still is the last; one entry a workspace.',
  },
  {
    file: 'src/platform/audit/audit.ts',
    what: 'Records that wait for the end of their transaction.',
    refreshed: 'They are written with it and forgotten.',
  },
  {
    file: 'src/platform/cache/create-cache.ts',
    what: 'The stores of the table of what is cached.',
    refreshed: 'See the table.',
  },
  {
    file: 'src/platform/cache/create-store.ts',
    what: 'The entries of one store of it.',
    refreshed: 'See the table.',
  },
  {
    file: 'src/platform/crypto/create-secret-box.ts',
    what: 'The keys of this machine by their names.',
    refreshed: 'The file is read before each sealing, and where no known key opens.',
  },
  {
    file: 'src/platform/db/handle-of.ts',
    what: 'What belongs to an open database.',
    refreshed: 'It ends with the database.',
  },
  {
    file: 'src/platform/db/remember-selections.ts',
    what: 'The lists of columns of our tables, as they stand in statements.',
    refreshed: 'They follow from the tables that the code defines; no values are in them.',
  },
  {
    file: 'src/platform/health/health-registry.ts',
    what: 'Since when each dependency is as it is.',
    refreshed: 'With each check; one entry a dependency.',
  },
  {
    file: 'src/platform/http-client/host-state.ts',
    what: 'Breakers and limits of each host that is asked.',
    refreshed: 'With each answer of the host.',
  },
  {
    file: 'src/platform/openid/create-provider.ts',
    what: "The provider's description and public keys.",
    refreshed: 'Asked for again after an hour, and at once for a key that is not among them.',
  },
  {
    file: 'src/runtime/create-contexts.ts',
    what: 'The access to models and the search of each workspace, with the answers that are given again.',
    refreshed: 'It follows from the settings of the process; at most 50.',
  },
  {
    file: 'src/runtime/watch-models.ts',
    what: 'How each model answered last.',
    refreshed: 'With each answer; one entry a model of the settings.',
  },
  {
    file: 'src/surfaces/graphql/create-loaders.ts',
    what: 'What one request has read, so that it is read once in it.',
    refreshed: 'It ends with the request.',
  },
  {
    file: 'src/surfaces/graphql/persisted/operation-store.ts',
    what: 'Texts of operations by their hash.',
    refreshed: 'A text is its own hash; at most 1,000.',
  },
  {
    file: 'src/surfaces/http/create-authentication.ts',
    what: 'Who sent each request that is under way.',
    refreshed: 'It ends with the request.',
  },
  {
    file: 'src/surfaces/live/create-chat.ts',
    what: 'How to stop each question of a connection that is being answered.',
    refreshed: 'It ends with the answer; at most three.',
  },
];
