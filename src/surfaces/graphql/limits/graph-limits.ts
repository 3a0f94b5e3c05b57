/** How much one operation may ask for; what asks for more is refused before anything of it is done. */
export const graphLimits = {
  /** Of a request over HTTP, with its variables. */
  bodyBytes: 100 * 1024,
  documentCharacters: 20_000,
  tokens: 2_000,
  /** Fields within fields. */
  depth: 16,
  aliases: 50,
  rootFields: 20,
  directives: 50,
  /** With every fragment in each of its places. */
  fields: 1_000,
  /** Fields times how many of each a list may hold. */
  cost: 25_000,
} as const;
