import type { Coverage } from '../kit/index.ts';

const ours = { by: 'nobody', because: 'It is ours.' } as const;
const control = { by: 'document', with: "Pinecone's OpenAPI description, db_control 2026-04" } as const;
const data = { by: 'document', with: "Pinecone's OpenAPI description, db_data 2026-04" } as const;

/** Every route of the simulator and its judge; a test holds this equal to the routes and to the table in the README. */
export const coverage: Coverage = {
  'GET /indexes': control,
  'POST /indexes': control,
  'GET /indexes/:name': control,
  'DELETE /indexes/:name': control,
  'POST /data/:index/vectors/upsert': data,
  'POST /data/:index/query': data,
  'POST /data/:index/vectors/delete': data,
  'GET /data/:index/vectors/list': data,
  'POST /data/:index/describe_index_stats': data,
  'POST /_control/settings': ours,
  'POST /_control/lose': ours,
};
