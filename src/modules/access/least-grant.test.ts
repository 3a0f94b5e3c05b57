import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Role } from '#contracts';
import type { Grant } from '#platform/context';
import { law } from './law.ts';
import { leastGrant } from './least-grant.ts';

function grant(role: Role, seesOnly: readonly string[] | null = null): Grant {
  return { role, scopes: null, seesOnly };
}

describe('what all readers of an answer may see', () => {
  it('is what the narrowest of them does, and only of people that each of them sees', () => {
    assert.deepEqual(leastGrant([grant('administrator'), grant('representative', ['maya@x.example'])]), {
      role: 'representative',
      scopes: null,
      seesOnly: ['maya@x.example'],
    });
    const manager = grant('manager', ['lena@x.example', 'maya@x.example']);
    assert.deepEqual(leastGrant([manager, grant('representative', ['maya@x.example'])])?.seesOnly, ['maya@x.example']);
    const apart = [grant('representative', ['maya@x.example']), grant('representative', ['ben@x.example'])];
    assert.deepEqual(leastGrant(apart)?.seesOnly, []);
    assert.deepEqual(leastGrant([grant('administrator'), grant('executive')]), grant('executive'));
  });

  it('is nobody’s where no role stands for it: nobody, a key that is limited, two roles of which none reads less', () => {
    assert.equal(leastGrant([]), null);
    assert.equal(leastGrant([{ ...grant('administrator'), scopes: ['call_access'] }]), null);
    assert.equal(leastGrant([grant('read_only'), grant('representative', ['maya@x.example'])]), null);
    assert.deepEqual(leastGrant([grant('read_only'), grant('administrator')]), grant('read_only'));
  });

  it('never leaves out the part of a territory by widening it', () => {
    const west = { ...grant('manager', ['lena@x.example']), territories: [[]] };
    assert.deepEqual(leastGrant([west, grant('administrator')]), grant('manager', ['lena@x.example']));
  });

  it('reads nothing that one of the roles may not read', () => {
    const roles = [
      'administrator',
      'revenue_operations',
      'executive',
      'manager',
      'representative',
      'read_only',
    ] as const;
    function reads(role: Role, action: string): boolean {
      const { may } = law[role];
      return may === 'everything' || may.some((one) => one === action);
    }
    for (const one of roles) {
      for (const other of roles) {
        const least = leastGrant([grant(one), grant(other)]);
        if (least === null) continue;
        const { may } = law[least.role];
        const read =
          may === 'everything' ? [] : may.filter((action) => action.endsWith('.read') && action !== 'user.read');
        for (const action of read) assert.ok(reads(one, action) && reads(other, action), `${one} ${other} ${action}`);
      }
    }
  });
});
