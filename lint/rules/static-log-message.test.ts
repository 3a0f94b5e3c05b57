import { testRule } from '../test-rule.ts';
import { staticLogMessage } from './static-log-message.ts';

testRule({
  name: 'static-log-message',
  rule: staticLogMessage,
  valid: [
    "log.info({ callId }, 'The call was stored.');",
    "ctx.log.error({ error }, 'The database does not answer.');",
    "requestLog.warn({}, 'Slow.');",
    'console.error(text);',
    'logger.info(text);',
  ],
  invalid: [
    { code: 'log.info({}, `Call ${id} was stored.`);', messages: [/Log a fixed sentence/] },
    { code: "ctx.log.warn({}, 'Slow: ' + name);", messages: [/Log a fixed sentence/] },
    { code: "log.info('The call was stored.');", messages: [/Log a fixed sentence/] },
    { code: 'log.error({ error }, error.message);', messages: [/Log a fixed sentence/] },
  ],
});
