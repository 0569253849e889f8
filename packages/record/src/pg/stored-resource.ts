import type { Instant, StoredResource } from '@twinward/contract';
import type { Row } from './database.ts';

/** A version from the columns of `VERSION`. */
export function storedResource([type, id, version, updatedAt, deleted, body, change]: Row): StoredResource {
  return {
    type: type as string,
    id: id as string,
    version: version as number,
    updatedAt: updatedAt as Instant,
    deleted: deleted as boolean,
    body: (body as string | null) ?? '',
    change: change as number,
  };
}
