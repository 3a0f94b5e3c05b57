import { testRule } from '../test-rule.ts';
import { schemaNames } from './schema-names.ts';

testRule({
  name: 'schema-names',
  rule: schemaNames,
  valid: [
    'export const Deal = z.strictObject({ id: z.string() }); export type Deal = z.infer<typeof Deal>;',
    'const Day = z.iso.date().nullable();',
    'const limit = z.int().parse(value);',
    'const names = z.enum(["a"]).options;',
    'const text = z.prettifyError(error);',
    'const jsonSchema = z.toJSONSchema(Deal);',
    'type DealInput = z.input<typeof Deal>;',
    'type Asked = z.output<typeof DealInput>;',
    'type State = z.infer<typeof Deal>["state"];',
    'import { GraphQLSchema, BatchProgress as Progress } from "somewhere";',
    'function read() { const shape = z.object({}); return shape.parse(1); }',
    'const fields = { id: z.string() };',
  ],
  invalid: [
    { code: 'const dealInput = z.strictObject({ id: z.string() });', messages: [/write `DealInput` for `dealInput`/] },
    { code: 'const limit = z.int().min(1).max(500);', messages: [/write `Limit`/] },
    { code: 'const day = z.iso.date().nullable();', messages: [/write `Day`/] },
    { code: 'export const DealSchema = z.object({});', messages: [/write `Deal` for `DealSchema`/] },
    { code: 'import { Deal as DealSchema } from "#contracts";', messages: [/one import brings both/] },
    { code: 'type Input = z.infer<typeof DealInput>;', messages: [/type DealInput = z\.infer<typeof DealInput>/] },
    { code: 'export type Attempt = z.infer<typeof SignIn>;', messages: [/rename both/] },
  ],
});
