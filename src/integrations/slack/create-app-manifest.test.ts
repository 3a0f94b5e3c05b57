import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { createAppManifest } from './create-app-manifest.ts';

const Manifest = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
  features: z.object({
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string().max(2000), url: z.string().optional() }),
    ),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ request_url: z.string().optional(), bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true), request_url: z.string().optional() }),
    socket_mode_enabled: z.boolean(),
  }),
});

describe('the manifest of the Slack app', () => {
  it('asks for no address over Socket Mode', () => {
    const { settings, features } = Manifest.parse(createAppManifest({ publicUrl: null, managesChannels: false }));
    assert.equal(settings.socket_mode_enabled, true);
    assert.equal(settings.event_subscriptions.request_url, undefined);
    assert.ok(features.slash_commands.every(({ url }) => url === undefined));
  });

  it('names one address for events, buttons and commands over HTTP', () => {
    const publicUrl = 'https://sophia.example/';
    const { settings, features } = Manifest.parse(createAppManifest({ publicUrl, managesChannels: false }));
    const address = 'https://sophia.example/slack/events';
    assert.equal(settings.socket_mode_enabled, false);
    assert.equal(settings.event_subscriptions.request_url, address);
    assert.equal(settings.interactivity.request_url, address);
    assert.ok(features.slash_commands.every(({ url }) => url === address));
  });

  it('grants channels only where that is asked for', () => {
    function scopesOf(managesChannels: boolean): readonly string[] {
      return Manifest.parse(createAppManifest({ publicUrl: null, managesChannels })).oauth_config.scopes.bot;
    }
    assert.deepEqual(
      scopesOf(true).filter((scope) => !scopesOf(false).includes(scope)),
      ['channels:manage', 'groups:write'],
    );
  });
});
