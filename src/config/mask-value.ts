import type { z } from 'zod';
import { type MaskedKind, maskedKinds } from '#platform/masking';
import { settingValue, splitList } from './setting-value.ts';

/** Kinds of personal data with commas between them, `all`, or `none`. */
export function maskValue(): z.ZodType<readonly MaskedKind[], string> {
  return settingValue({
    expected: `all, none, or some of ${maskedKinds.join(', ')}, with commas between them`,
    read: (text) => {
      if (text.toLowerCase() === 'all') return maskedKinds;
      if (text.toLowerCase() === 'none') return [];
      const names = splitList(text.toLowerCase());
      const kinds = maskedKinds.filter((kind) => names.includes(kind));
      return names.length > 0 && names.every((name) => kinds.some((kind) => kind === name)) ? kinds : undefined;
    },
  });
}
