import { testRule } from '../test-rule.ts';
import { noAbbreviations } from './no-abbreviations.ts';

testRule({
  name: 'no-abbreviations',
  rule: noAbbreviations,
  valid: [
    'function send({ url, id, json, ctx }: Options) { return [url, id, json, ctx]; }',
    'const { res: response } = vendor;',
    'const previous = list.prev;',
    'function respond(request: Request, response: Response) { return [request, response]; }',
    'const resource = 1; const tempo = 2; const optional = 3;',
  ],
  invalid: [
    { code: 'function handle(req, res) {}', messages: [/"req".*say request/, /"res".*say response/] },
    { code: 'const errMsg = text;', messages: [/"errMsg"/] },
    { code: 'const { opts = {} } = input;', messages: [/say options/] },
    { code: 'for (const [idx, item] of list.entries()) {}', messages: [/say index/] },
    { code: 'interface Deal { readonly cfg: string }', messages: [/say config/] },
    { code: 'list.map((...vals) => vals.map((val) => val));', messages: [/say value/] },
    { code: 'const max_len = 1;', messages: [/say length/] },
  ],
});
