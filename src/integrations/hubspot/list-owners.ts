import type { CrmOwner } from '#contracts';
import { hubspotSizes } from './limits.ts';
import { toOwner } from './map.ts';
import type { Reading } from './read-records.ts';
import { OwnerPage } from './schema.ts';

export async function listOwners({ client, paths }: Reading): Promise<CrmOwner[]> {
  const owners: CrmOwner[] = [];
  for (const archived of ['false', 'true']) {
    let after: string | null = null;
    do {
      const page: OwnerPage = await client.request({
        method: 'GET',
        path: paths.owners,
        query: { limit: String(hubspotSizes.ownerPage), archived, ...(after === null ? {} : { after }) },
        kind: 'read',
        schema: OwnerPage,
        doing: 'list owners',
      });
      owners.push(
        ...page.results.map((owner) => toOwner({ ...owner, archived: owner.archived ?? archived === 'true' })),
      );
      after = page.paging?.next?.after ?? null;
    } while (after !== null);
  }
  return owners;
}
