import type { JsonObject, StoredFile } from '../state.ts';

export function presentFile(file: StoredFile): JsonObject {
  return {
    id: file.id,
    created: file.createdSeconds,
    timestamp: file.createdSeconds,
    name: file.name,
    title: file.title,
    user: file.userId,
    size: file.bytes,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: `https://files.slack.com/files-pri/T0SIMULATE-${file.id}/${encodeURIComponent(file.name)}`,
  };
}
