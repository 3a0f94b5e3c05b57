import { testRule } from '../test-rule.ts';
import { noTopLevelEffects } from './no-top-level-effects.ts';

testRule({
  name: 'no-top-level-effects',
  rule: noTopLevelEffects,
  valid: [
    "import { z } from 'zod'; export const Deal = z.object({ id: z.string() });",
    "const words = new Set(['a']); export function has(word: string) { return words.has(word); }",
    "export function load() { return readFileSync('x', 'utf8'); }",
    'const later = () => setTimeout(run, 10); export { later };',
    'export interface Deal { readonly id: string } export type Id = string;',
  ],
  invalid: [
    { code: "console.log('loaded');", messages: [/Importing a file does nothing/] },
    { code: 'let count = 0;', messages: [/A variable of a module/] },
    { code: 'export let count = 0;', messages: [/A variable of a module/] },
    { code: "const text = readFileSync('words.txt', 'utf8');", messages: [/Importing a file does nothing/] },
    { code: 'const data = await load();', messages: [/Importing a file does nothing/] },
    { code: 'const home = process.env.HOME;', messages: [/Importing a file does nothing/] },
    { code: 'export const timer = setInterval(() => {}, 1000);', messages: [/Importing a file does nothing/] },
    { code: 'if (true) { start(); }', messages: [/Importing a file does nothing/] },
  ],
});
