import { describe, it } from 'node:test';
import { RuleTester } from 'oxlint/plugins-dev';
import type { Rule } from './rule.ts';

interface RuleCases {
  readonly name: string;
  readonly rule: Rule;
  /** What must pass; with a file name where the rule looks at it. */
  readonly valid: readonly (string | { readonly code: string; readonly filename: string })[];
  /** What must be reported, each with words of every expected message in order. */
  readonly invalid: readonly {
    readonly code: string;
    readonly filename?: string;
    readonly messages: readonly RegExp[];
  }[];
}

/** Runs a rule over examples of TypeScript as oxlint would, one test each. */
export function testRule({ name, rule, valid, invalid }: RuleCases): void {
  RuleTester.describe = (text, run) => void describe(text, run);
  RuleTester.it = (text, run) => void it(text, run);
  const tester = new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' }, sourceType: 'module' } });
  tester.run(name, rule, {
    valid: valid.map((example) => (typeof example === 'string' ? { code: example } : { ...example })),
    invalid: invalid.map(({ code, filename, messages }) => ({
      code,
      ...(filename === undefined ? {} : { filename }),
      errors: messages.map((message) => ({ message })),
    })),
  });
}
