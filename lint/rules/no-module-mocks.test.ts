import { testRule } from '../test-rule.ts';
import { noModuleMocks } from './no-module-mocks.ts';

testRule({
  name: 'no-module-mocks',
  rule: noModuleMocks,
  valid: ["test('adds', () => {});", 'context.mock.timers.enable();', 'const counter = mock.fn();'],
  invalid: [
    { code: "mock.module('./db.ts', {});", messages: [/No module mocks/] },
    { code: "test('a', (context) => { context.mock.module('./db.ts'); });", messages: [/No module mocks/] },
    { code: "vi.mock('./db.ts');", messages: [/No module mocks/] },
    { code: "jest.doMock('./db.ts');", messages: [/No module mocks/] },
  ],
});
