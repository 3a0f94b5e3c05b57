import type { CrmActivityType, CrmRecord } from '#contracts';

/** Where each kind of activity keeps its text. A marker is its last line: HubSpot keeps it, and a person reads past it. */
export const bodyProperties: Readonly<Record<CrmActivityType, string>> = {
  note: 'hs_note_body',
  task: 'hs_task_body',
  call: 'hs_call_body',
};

/** HubSpot takes 65,536 characters; a longer text is refused by HubSpot rather than cut off by us. */
export function withActivityMarker({
  objectType,
  properties,
  marker,
}: {
  objectType: CrmActivityType;
  properties: Readonly<Record<string, string>>;
  marker: string;
}): Readonly<Record<string, string>> {
  const name = bodyProperties[objectType];
  const body = properties[name] ?? '';
  return { ...properties, [name]: body === '' ? lineOf(marker) : `${body}\n${lineOf(marker)}` };
}

export function carriesMarker({ record, marker }: { record: CrmRecord; marker: string }): boolean {
  return Object.values(bodyProperties).some((name) => record.properties[name]?.includes(`Sophia ${marker}`) === true);
}

/** A paragraph of its own, because these texts are HTML; HubSpot may alter the tags and leaves the words. */
function lineOf(marker: string): string {
  return `<p>Sophia ${marker}</p>`;
}
