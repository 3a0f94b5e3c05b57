import { testRule } from '../test-rule.ts';
import { noProcessEnv } from './no-process-env.ts';

testRule({
  name: 'no-process-env',
  rule: noProcessEnv,
  valid: ['function open(config: Config) { return config.databaseUrl; }', 'process.on(signal, stop);'],
  invalid: [
    { code: 'const url = process.env.DATABASE_URL;', messages: [/Settings are read once/] },
    { code: 'const { HOME } = process.env;', messages: [/Settings are read once/] },
    { code: "import { env } from 'node:process';", messages: [/Settings are read once/] },
  ],
});
