import { getWarning, warningNames } from '#modules/warnings';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** One warning with what it is called and what it stands on. */
export async function showWarning({
  ctx,
  input,
}: OperationCall<'warnings.get'>): Promise<OperationOutput<'warnings.get'>> {
  const warning = await getWarning({ ctx, input });
  return { ...warning, title: warningNames[warning.kind] };
}
