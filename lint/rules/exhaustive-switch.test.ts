import { testRule } from '../test-rule.ts';
import { exhaustiveSwitch } from './exhaustive-switch.ts';

testRule({
  name: 'exhaustive-switch',
  rule: exhaustiveSwitch,
  valid: [
    'function nameOf(kind: Kind): string { switch (kind) { case "a": return "A"; case "b": case "c": { return "B"; } } }',
    'function nameOf(kind: Kind): string { switch (kind) { case "a": throw new Error(); case "b": if (x) return "A"; return "B"; } }',
    'function nameOf(kind: Kind) { switch (kind) { case "a": return "A"; default: return null; } }',
    'function take(kind: Kind): void { switch (kind) { case "a": open(); break; default: throw new Error(); } }',
    'function take(kind: Kind): void { switch (kind) { case "a": open(); break; default: { close(); return; } } }',
    'function take(kind: Kind): void { switch (kind) { case "a": open(); break; default: kind satisfies never; } }',
    'function take(kind: Kind): void { switch (kind) { case "a": open(); break; default: // The others need nothing.\n } }',
  ],
  invalid: [
    {
      code: 'function take(kind: Kind): void { switch (kind) { case "a": open(); break; case "b": close(); break; } }',
      messages: [/return a value from every case/],
    },
    {
      code: 'function take(kind: Kind): void { switch (kind) { case "a": return open(); case "b": return close(); } }',
      messages: [/does not see what this `switch` leaves out/],
    },
    {
      code: 'async function take(kind: Kind): Promise<void> { switch (kind) { case "a": return open(); } }',
      messages: [/kind satisfies never/],
    },
    {
      code: 'function take(kind: Kind) { switch (kind) { case "a": return; case "b": return; } }',
      messages: [/return a value/],
    },
    {
      code: 'function take(kind: Kind): void { switch (kind) { case "a": open(); break; default: } }',
      messages: [/says in a comment why the rest is passed over/],
    },
    {
      code: 'function take(kind: Kind): void { switch (kind) { case "a": open(); break; default: close(); } }',
      messages: [/A `default` returns, throws/],
    },
  ],
});
