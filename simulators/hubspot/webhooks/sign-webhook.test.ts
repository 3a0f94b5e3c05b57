import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Signature } from '@hubspot/api-client';
import { signWebhook } from './sign-webhook.ts';

const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const url = 'https://www.example.com/webhook_uri';

it('signs v1 as HubSpot publishes it', () => {
  const body =
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
  const signature = signWebhook('v1', { secret, method: 'POST', url, body, timestampMs: 0 });
  assert.equal(signature, '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de');
  assert.ok(Signature.isValid({ signatureVersion: 'v1', clientSecret: secret, requestBody: body, signature }));
});

it('signs v3 as the client of HubSpot computes it', () => {
  const body = '{"example_field":"example_value"}';
  const signed = { secret, method: 'POST', url, body, timestampMs: 1_700_000_000_000 };
  assert.equal(signWebhook('v3', signed), 'rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=');
});

it('decodes a few characters of the address before it signs v3, and no others', () => {
  const signed = { secret, method: 'POST', body: '[]', timestampMs: 1 };
  const encoded = signWebhook('v3', { ...signed, url: 'https://a.example/x%3Ay%20z%40' });
  assert.equal(encoded, signWebhook('v3', { ...signed, url: 'https://a.example/x:y%20z@' }));
  assert.notEqual(encoded, signWebhook('v3', { ...signed, url: 'https://a.example/x:y z@' }));
});
