import type { RuleTester } from 'oxlint/plugins-dev';

/** oxlint exports these types only through its rule tester. */
export type Rule = Exclude<Parameters<RuleTester['run']>[1], { createOnce: unknown }>;
export type RuleContext = Parameters<Rule['create']>[0];
export type Visitor = ReturnType<Rule['create']>;
