import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { slackConstants } from './index.ts';
import type { TestWorkspace } from './test-workspace.ts';

interface TestApp extends AsyncDisposable {
  readonly app: App;
  readonly url: string;
}

/** An app of Bolt that listens over HTTP; the simulator is told where. */
export async function startTestApp(workspace: TestWorkspace): Promise<TestApp> {
  const receiver = new HTTPReceiver({
    signingSecret: slackConstants.signingSecret,
    endpoints: '/slack/events',
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token: slackConstants.botToken,
    receiver,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    logLevel: LogLevel.ERROR,
    ignoreSelf: false,
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = 'address' in server ? server.address() : null;
  if (typeof address !== 'object' || address === null) throw new Error('The app did not say where it listens.');
  const url = `http://127.0.0.1:${address.port}/slack/events`;
  return { app, url, [Symbol.asyncDispose]: async () => void (await app.stop()) };
}
