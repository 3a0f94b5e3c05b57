import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withInstants } from './wording.ts';

describe('instants in words', () => {
  it('are shown in the zone of whoever reads them, and nothing else is', () => {
    const shown = '<!date^1790191380^{date_short_pretty} at {time}|2026-09-23 19:23 UTC>';
    assert.equal(withInstants('rejected since 2026-09-23T19:23:00.000Z: no.'), `rejected since ${shown}: no.`);
    assert.equal(withInstants('Wed, Sep 23, 2026, 19:23 UTC'), shown);
    assert.equal(withInstants('Wed, Sep 23, 2026 and 2026-09-23'), 'Wed, Sep 23, 2026 and 2026-09-23');
  });
});
