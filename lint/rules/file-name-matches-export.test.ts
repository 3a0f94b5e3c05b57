import { testRule } from '../test-rule.ts';
import { fileNameMatchesExport } from './file-name-matches-export.ts';

testRule({
  name: 'file-name-matches-export',
  rule: fileNameMatchesExport,
  valid: [
    { code: 'export function getDeal() {}', filename: 'get-deal.ts' },
    { code: 'export const errorCatalogue = {};', filename: 'catalogue.ts' },
    { code: 'export interface HttpClient {} export type Other = string;', filename: 'http-client.ts' },
    { code: 'const a = 1; export { a as moduleA };', filename: 'module-a.ts' },
    { code: 'export function addCallRoutes() {}', filename: 'routes/calls.ts' },
    { code: 'export const a = 1, b = 2, c = 3, d = 4;', filename: 'calendar.ts' },
    { code: 'const local = 1;', filename: 'anything.ts' },
  ],
  invalid: [
    { code: 'export function createDeal() {}', filename: 'deals.ts', messages: [/for example to create-deal\.ts/] },
    { code: 'export function getDeal() {}', filename: 'getDeal.ts', messages: [/kebab-case: get-deal\.ts/] },
  ],
});
