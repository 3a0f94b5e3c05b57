import type { TokenKeeper } from '#integrations/hubspot';
import { keepVendorToken, readVendorToken } from '#modules/secrets';
import type { SecretContext } from '#platform/context';
import type { OpenDatabase } from '#platform/db';

/** A place in the database for what a vendor has given in place of a setting. */
export type TokenKeepers = (of: {
  readonly workspaceId: string;
  /** Of the setting. */
  readonly name: string;
  readonly setting: string;
}) => TokenKeeper;

/** Keeps renewed tokens encrypted in the database; one that cannot be written is logged, and the vendor goes on. */
export function createTokenKeepers({
  database,
  clock,
  ids,
  log,
  secretBox,
}: Pick<SecretContext, 'clock' | 'ids' | 'log' | 'secretBox'> & {
  readonly database: Pick<OpenDatabase, 'db'>;
}): TokenKeepers {
  return ({ workspaceId, name, setting }) => {
    function contextOf(): SecretContext {
      return {
        actor: { type: 'system', component: 'vendor-tokens' },
        workspaceId,
        requestId: ids.create('request'),
        clock,
        ids,
        log,
        db: database.db,
        secretBox,
      };
    }
    return {
      read: () => readVendorToken({ ctx: contextOf(), input: { name, setting } }),
      keep: async (token) => {
        try {
          await keepVendorToken({ ctx: contextOf(), input: { name, setting, token } });
          return true;
        } catch (error) {
          log.warn({ err: error, setting: name }, 'A token that a vendor has renewed could not be kept');
          return false;
        }
      },
    };
  };
}
