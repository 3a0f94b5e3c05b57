import type { AnalyzedCall } from '#contracts';
import { callVersions, turns } from '#modules/calls';
import { hashOf } from '#platform/artifacts';
import { type SQL, sql } from '#platform/sql';
import type { SplitClaim } from './split-claims.ts';
import { analyses, claims } from './tables.ts';

const betweenValues = '\u001f';
const betweenRows = '\u001e';
const betweenTables = '\u001d';

/** One hash over the claims of an analysis and the turns that they point into, as they are about to be stored. */
export function proofHashOf({
  claims: parts,
  turns: spoken,
}: {
  claims: readonly SplitClaim[];
  turns: AnalyzedCall['turns'];
}): string {
  const claimRows = parts
    .map(({ field, evidence }) => {
      const { quote, turn, start, end, speaker, side, sentence } = evidence;
      return { field, values: [field, quote, turn, start, end, speaker, side, sentence] };
    })
    .sort((one, other) => (one.field < other.field ? -1 : 1))
    .map(({ values }) => values.join(betweenValues));
  const turnRows = spoken.map(({ turn, speaker, side, text }) => [turn, speaker, side, text].join(betweenValues));
  return hashOf(claimRows.join(betweenRows) + betweenTables + turnRows.join(betweenRows));
}

/**
 * The same hash, computed by the database from what it holds now, for the rows of `analyses` in a query. So a list can
 * see that something was changed without reading every claim.
 */
export function proofHashNow(): SQL<string> {
  const claimRow = sql`concat_ws(${betweenValues}::text, ${claims.field}, ${claims.quote}, ${claims.turn}, ${claims.startOffset}, ${claims.endOffset}, ${claims.speaker}, ${claims.side}, ${claims.body} ->> 'sentence')`;
  const claimRows = sql`select string_agg(${claimRow}, ${betweenRows}::text order by ${claims.field} collate "C")
    from ${claims} where ${claims.analysisId} = ${analyses.id}`;
  const turnRow = sql`concat_ws(${betweenValues}::text, ${turns.turn}, ${turns.speaker}, ${turns.side}, ${turns.text})`;
  const turnRows = sql`select string_agg(${turnRow}, ${betweenRows}::text order by ${turns.turn})
    from ${turns} join ${callVersions} on ${callVersions.id} = ${turns.callVersionId}
    where ${callVersions.callId} = ${analyses.callId} and ${callVersions.version} = ${analyses.callVersion}`;
  const everything = sql`coalesce((${claimRows}), '') || ${betweenTables}::text || coalesce((${turnRows}), '')`;
  return sql<string>`encode(sha256(convert_to(${everything}, 'UTF8')), 'hex')`;
}
