import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Viewer } from '../schema.ts';
import { siteHead } from './site-head.ts';

const maya: Viewer = { name: 'Maya', email: 'maya@tidewater.example', role: 'read_only' };

function headFor(viewer: Viewer | null): string {
  return String(siteHead({ here: 'deals', tab: 'calls', workspaceName: null, viewer }));
}

describe('the menu', () => {
  it('offers the page of changes to everybody but those who may not read what is proposed', () => {
    assert.match(headFor(null), /href="\/changes\?tab=calls"/);
    assert.match(headFor({ ...maya, readsChanges: true }), /href="\/changes/);
    assert.doesNotMatch(headFor({ ...maya, readsChanges: false }), /changes/i);
  });
});
