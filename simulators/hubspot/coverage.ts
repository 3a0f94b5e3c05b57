import type { Coverage } from '../kit/index.ts';

const sdk = { by: 'sdk', with: '@hubspot/api-client 14' } as const;
const reference = { by: 'document', with: "HubSpot's API reference" } as const;
const changelog = { by: 'document', with: "HubSpot's changelog of date-based versions" } as const;
const ours = { by: 'nobody', because: 'It is ours.' } as const;

/** Every route of the simulator and its judge; a test holds this equal to the routes and to the table in the README. */
export const coverage: Coverage = {
  ...objects('/crm/v3/objects', sdk),
  ...objects('/crm/objects/2026-03', changelog),
  ...objects('/crm/objects/2026-09', changelog),
  ...ties('/crm/v4/objects', sdk),
  ...ties('/crm/objects/2026-09', changelog),
  ...batches('/crm/v4/associations', sdk),
  ...batches('/crm/associations/2026-09', changelog),
  ...labels('/crm/v4/associations', sdk),
  ...labels('/crm/associations/v4', reference),
  ...labels('/crm/associations/2026-09', changelog),
  ...properties(),
  ...pipelines(),
  'GET /crm/v3/owners': reference,
  'GET /crm/v3/owners/': sdk,
  'GET /crm/v3/owners/:ownerId': sdk,
  'GET /account-info/v3/details': reference,
  'GET /account-info/v3/api-usage/daily/private-apps': reference,
  ...oauth(),
  ...webhooks(),
  ...controls(),
};

type Judge = Coverage[string];

function objects(prefix: string, judge: Judge): Coverage {
  const all = `${prefix}/:objectType`;
  return judged(judge, [
    `GET ${all}`,
    `POST ${all}`,
    `GET ${all}/:objectId`,
    `PATCH ${all}/:objectId`,
    `DELETE ${all}/:objectId`,
    `POST ${all}/search`,
    `POST ${all}/batch/read`,
    `POST ${all}/batch/create`,
    `POST ${all}/batch/update`,
    `POST ${all}/batch/upsert`,
    `POST ${all}/batch/archive`,
    `POST ${all}/merge`,
    `POST ${all}/gdpr-delete`,
  ]);
}

function ties(prefix: string, judge: Judge): Coverage {
  const from = `${prefix}/:objectType/:objectId/associations`;
  return judged(judge, [
    `GET ${from}/:toObjectType`,
    `PUT ${from}/:toObjectType/:toObjectId`,
    `DELETE ${from}/:toObjectType/:toObjectId`,
    `PUT ${from}/default/:toObjectType/:toObjectId`,
  ]);
}

function batches(prefix: string, judge: Judge): Coverage {
  const batch = `POST ${prefix}/:objectType/:toObjectType/batch`;
  return judged(
    judge,
    ['read', 'create', 'associate/default', 'archive', 'labels/archive'].map((verb) => `${batch}/${verb}`),
  );
}

function labels(prefix: string, judge: Judge): Coverage {
  const path = `${prefix}/:objectType/:toObjectType/labels`;
  return judged(judge, [`GET ${path}`, `POST ${path}`, `PUT ${path}`, `DELETE ${path}/:associationTypeId`]);
}

function properties(): Coverage {
  const all = '/crm/v3/properties/:objectType';
  return judged(sdk, [
    `GET ${all}`,
    `POST ${all}`,
    `GET ${all}/:propertyName`,
    `PATCH ${all}/:propertyName`,
    `DELETE ${all}/:propertyName`,
    `POST ${all}/batch/read`,
    `POST ${all}/batch/create`,
    `POST ${all}/batch/archive`,
    `GET ${all}/groups`,
    `POST ${all}/groups`,
    `GET ${all}/groups/:groupName`,
    `PATCH ${all}/groups/:groupName`,
    `DELETE ${all}/groups/:groupName`,
  ]);
}

function pipelines(): Coverage {
  const all = '/crm/v3/pipelines/:objectType';
  const one = `${all}/:pipelineId`;
  const stage = `${one}/stages/:stageId`;
  return judged(sdk, [
    `GET ${all}`,
    `POST ${all}`,
    `GET ${one}`,
    `PUT ${one}`,
    `PATCH ${one}`,
    `DELETE ${one}`,
    `GET ${one}/audit`,
    `GET ${one}/stages`,
    `POST ${one}/stages`,
    `GET ${stage}`,
    `PUT ${stage}`,
    `PATCH ${stage}`,
    `DELETE ${stage}`,
    `GET ${stage}/audit`,
  ]);
}

function oauth(): Coverage {
  return {
    'GET /oauth/authorize': reference,
    ...judged(sdk, ['POST /oauth/v1/token', 'GET /oauth/v1/access-tokens/:token']),
    'POST /oauth/v2/private-apps/get/access-token-info': {
      by: 'nobody',
      because: 'Neither SDK nor reference has it; programs at large rely on it.',
    },
    ...judged(sdk, ['GET /oauth/v1/refresh-tokens/:token', 'DELETE /oauth/v1/refresh-tokens/:token']),
    ...judged(
      reference,
      ['/oauth/v3', '/oauth/2026-03'].flatMap((prefix) => [
        `POST ${prefix}/token`,
        `POST ${prefix}/token/introspect`,
        `POST ${prefix}/token/revoke`,
      ]),
    ),
  };
}

function webhooks(): Coverage {
  const settings = '/webhooks/v3/:appId/settings';
  const subscriptions = '/webhooks/v3/:appId/subscriptions';
  return judged(sdk, [
    `GET ${settings}`,
    `PUT ${settings}`,
    `DELETE ${settings}`,
    `GET ${subscriptions}`,
    `POST ${subscriptions}`,
    `POST ${subscriptions}/batch/update`,
    `GET ${subscriptions}/:subscriptionId`,
    `PATCH ${subscriptions}/:subscriptionId`,
    `DELETE ${subscriptions}/:subscriptionId`,
  ]);
}

function controls(): Coverage {
  const posted = ['changes', 'records', 'archive', 'restore', 'merge', 'vanish', 'options', 'delete-property'];
  const settings = ['archive-owner', 'search', 'scopes', 'webhook-form', 'rules', 'load'];
  return judged(ours, [...[...posted, ...settings].map((name) => `POST /_control/${name}`), 'GET /_control/ids']);
}

function judged(judge: Judge, routes: readonly string[]): Coverage {
  return Object.fromEntries(routes.map((route) => [route, judge]));
}
