import type { z } from 'zod';
import type { SettingMeta } from './setting-value.ts';

/** One setting: what it takes, and what stands beside it in `.env.example`. All are optional. */
export function setting<T>(
  value: z.ZodType<T, string>,
  meta: z.input<typeof SettingMeta>,
): z.ZodOptional<z.ZodType<T, string>> {
  return value.optional().meta({ ...meta });
}
