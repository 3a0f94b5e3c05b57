import { authorise } from '#modules/access';
import { getTranscript } from '#modules/calls';
import { getReport } from '#modules/insights';
import { getWorkspace } from '#modules/workspaces';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { type AddressedStatement, addressStatements } from './address-statements.ts';
import { NoteStatementsInput } from './schema.ts';
import { findStatements } from './statements/find-statements.ts';
import { callStatements } from './tables.ts';

/**
 * Writes down what a call says of fields of its deal and of the deal's contacts, in place of what was noted of it
 * before. Returns the records whose contradictions are to be reviewed: those it speaks of and those it spoke of.
 */
export async function noteStatements({ ctx, input }: Verb<NoteStatementsInput>): Promise<{ recordIds: string[] }> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'call', id: input.callId } });
  const { callId, dealRecordId, competitorField } = parseInput({
    schema: NoteStatementsInput,
    input,
    what: 'a call and what it is about',
  });
  const said = dealRecordId === null ? null : await readCall({ ctx, callId });
  const noted: AddressedStatement[] =
    said === null || dealRecordId === null
      ? []
      : await addressStatements({ ctx, statements: said.statements, dealRecordId, competitorField });
  return transact({ ctx }, async (inner) => {
    const before = await inner.db
      .delete(callStatements)
      .where(and(eq(callStatements.workspaceId, inner.workspaceId), eq(callStatements.callId, callId)))
      .returning({ recordId: callStatements.recordId });
    if (said !== null && noted.length > 0) {
      await inner.db
        .insert(callStatements)
        .values(
          noted.map(({ recordId, property, statement: { person: _person, ...statement } }) => ({
            ...statement,
            id: inner.ids.create('statement'),
            workspaceId: inner.workspaceId,
            callId,
            recordId,
            property,
            saidAt: new Date(said.saidAt),
          })),
        )
        .onConflictDoNothing();
    }
    const details = { kinds: noted.map(({ statement }) => statement.kind) };
    const resource = { type: 'call', id: callId } as const;
    if (before.length + noted.length > 0) await audit({ ctx: inner, action: 'statements.noted', resource, details });
    return { recordIds: [...new Set([...before, ...noted].map(({ recordId }) => recordId))] };
  });
}

/** Of a call whose stored claims no longer hold nothing is taken. */
async function readCall({ ctx, callId }: { ctx: Context; callId: string }) {
  const report = await getReport({ ctx, input: { callId, analysisId: null } });
  const { callVersion: version, brokenClaims, analyzedAt } = report.envelope;
  const { transcript } = await getTranscript({ ctx, input: { callId, version } });
  const { findings, call } = report.result;
  const { lexicons } = (await getWorkspace({ ctx })).settings;
  const statements = findStatements({ transcript, findings, currency: call.currency, lexicons });
  return { statements: brokenClaims.length > 0 ? [] : statements, saidAt: saidAtOf({ transcript, analyzedAt }) };
}

/** A source that knows the day alone leaves its end: what was written down on that day was written before. */
function saidAtOf({
  transcript,
  analyzedAt,
}: {
  transcript: { readonly startedAt: string | null; readonly date: string | null };
  analyzedAt: string;
}): string {
  return transcript.startedAt ?? (transcript.date === null ? analyzedAt : `${transcript.date}T23:59:59.000Z`);
}
