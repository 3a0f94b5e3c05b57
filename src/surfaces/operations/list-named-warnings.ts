import { resolveRecord } from '#modules/crm';
import { listWarnings, warningNames } from '#modules/warnings';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** Warnings of all deals or of one that is given by its name, each with what it is called. */
export async function listNamedWarnings({
  ctx,
  input,
}: OperationCall<'warnings.list'>): Promise<OperationOutput<'warnings.list'>> {
  const { deal, kind, standing, limit, after } = input;
  const record = deal === null ? null : await resolveRecord({ ctx, input: { objectType: 'deal', text: deal } });
  const { warnings } = await listWarnings({
    ctx,
    input: { recordId: record?.recordId ?? null, kind, standing, limit, after },
  });
  return { warnings: warnings.map((warning) => ({ ...warning, title: warningNames[warning.kind] })) };
}
