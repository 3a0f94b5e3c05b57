import {
  type Crm,
  type CrmActivityType,
  type CrmAssociation,
  type CrmChangeSource,
  type CrmDealActivity,
  type CrmObjectType,
  type CrmOwner,
  type CrmPipeline,
  type CrmPipelineType,
  type CrmPropertyChange,
  type CrmPropertyDefinition,
  type CrmReadReference,
  type CrmReadType,
  type CrmRecord,
  type CrmRecordType,
  type CrmRecordWithHistory,
  type CrmReference,
  type Page,
} from '#contracts';
import { SophiaError } from '#platform/errors';
import type { MemoryCrmFaults } from './memory-crm-faults.ts';

interface Kept {
  readonly objectType: CrmReadType;
  readonly externalId: string;
  readonly properties: Record<string, string | null>;
  readonly history: CrmPropertyChange[];
  archivedAt: string | null;
  mergedInto: string | null;
}

/** A CRM in memory that behaves as the vendor does: history per property, no conditional writes, no idempotency keys. */
export class MemoryCrm implements Crm {
  readonly name = 'hubspot';
  readonly optionalTypes: Crm['optionalTypes'] = ['lead', 'note'];
  readonly faults: MemoryCrmFaults = {
    down: false,
    ignored: new Set(),
    lostAnswers: 0,
    invalid: new Set(),
    beforeWrite: null,
  };
  /** Every write that took effect, in words. */
  readonly writes: string[] = [];
  readonly owners: CrmOwner[] = [];
  readonly activities: CrmDealActivity[] = [];
  readonly pipelines: CrmPipeline[] = [];
  readonly leadPipelines: CrmPipeline[] = [];
  readonly definitions: CrmPropertyDefinition[] = [];
  readonly #records = new Map<string, Kept>();
  #links: CrmAssociation[] = [];
  readonly #markers = new Map<Kept, string>();
  #tickMs = Date.UTC(2026, 8, 1);
  #lastId = 900;

  recordAddress(): null {
    return null;
  }

  /** Puts a record there, its values set by somebody. */
  seed(
    { objectType, externalId }: CrmReference,
    properties: Readonly<Record<string, { readonly value: string; readonly source: CrmChangeSource }>>,
  ): void {
    const kept = this.#make(objectType, externalId);
    for (const [property, { value, source }] of Object.entries(properties)) {
      this.#enter({ kept, property, value, source });
    }
  }

  /** What somebody else does in the CRM. */
  edit(reference: CrmReference, change: { property: string; value: string; source: CrmChangeSource }): void {
    this.#enter({ kept: this.#of(reference), ...change });
  }

  /** Somebody says what two records are to each other. */
  label({ from, to, label }: { from: CrmReference; to: CrmReference; label: string }): void {
    this.#links.push({ from, to, labels: [label] });
  }

  currentValue(reference: CrmReference, property: string): string | null {
    return this.#of(reference).properties[property] ?? null;
  }

  historyOf(reference: CrmReference, property: string): readonly CrmPropertyChange[] {
    return this.#of(reference).history.filter((entry) => entry.property === property);
  }

  /** The records of a type that are not archived. */
  all(objectType: CrmObjectType): readonly Kept[] {
    return [...this.#records.values()].filter(
      (kept) => kept.objectType === objectType && kept.archivedAt === null && kept.mergedInto === null,
    );
  }

  async listRecords(): Promise<Page<CrmRecord>> {
    return { items: [], cursor: null, total: 0 };
  }

  async getRecords({
    objectType,
    externalIds,
  }: {
    objectType: CrmReadType;
    externalIds: readonly string[];
  }): Promise<readonly CrmRecordWithHistory[]> {
    this.#reach();
    return externalIds.flatMap((externalId) => {
      const kept = this.#find({ objectType, externalId });
      return kept === null ? [] : [{ ...recordOf(kept), history: [...kept.history] }];
    });
  }

  async getAssociations({
    fromType,
    externalIds,
    toType,
  }: {
    fromType: CrmReadType;
    externalIds: readonly string[];
    toType: CrmReadType;
  }): Promise<readonly CrmAssociation[]> {
    this.#reach();
    return this.#links.filter(
      ({ from, to }) =>
        from.objectType === fromType && externalIds.includes(from.externalId) && to.objectType === toType,
    );
  }

  async listActivities(asked: { dealExternalIds: readonly string[] }): Promise<readonly CrmDealActivity[]> {
    this.#reach();
    return this.activities.filter(({ dealExternalId }) => asked.dealExternalIds.includes(dealExternalId));
  }

  listChangedMeetings(): ReturnType<Crm['listChangedMeetings']> {
    return Promise.resolve({ externalIds: [], activities: [], cursor: null });
  }

  listNotes(): ReturnType<Crm['listNotes']> {
    return Promise.resolve({ items: [], cursor: null, total: 0 });
  }

  getNotes(): ReturnType<Crm['getNotes']> {
    return Promise.resolve([]);
  }

  async listOwners(): Promise<readonly CrmOwner[]> {
    this.#reach();
    return this.owners;
  }

  async listPipelines(objectType: CrmPipelineType): Promise<readonly CrmPipeline[]> {
    this.#reach();
    return objectType === 'deal' ? this.pipelines : this.leadPipelines;
  }

  async listPropertyDefinitions(objectType: CrmRecordType): Promise<readonly CrmPropertyDefinition[]> {
    this.#reach();
    return this.definitions.filter((definition) => definition.objectType === objectType);
  }

  async updateRecord({
    objectType,
    externalId,
    properties,
  }: {
    objectType: CrmObjectType;
    externalId: string;
    properties: Readonly<Record<string, string>>;
  }): Promise<CrmRecord> {
    this.#reach();
    const kept = this.#of({ objectType, externalId });
    this.#beforeWrite();
    for (const [property, value] of Object.entries(properties)) {
      if (this.faults.invalid.has(property)) {
        throw new SophiaError('vendor.invalid-value', `${property} does not take "${value}".`);
      }
    }
    for (const [property, value] of Object.entries(properties)) {
      if (this.faults.ignored.has(property)) continue;
      this.#enter({ kept, property, value, source: 'sophia' });
      this.writes.push(`${objectType} ${externalId} ${property}=${value}`);
    }
    this.#answer();
    return recordOf(kept);
  }

  async createActivity({
    objectType,
    properties,
    associatedWith,
    marker = null,
  }: {
    objectType: CrmActivityType;
    properties: Readonly<Record<string, string>>;
    associatedWith: readonly CrmReference[];
    marker?: string | null;
  }): Promise<CrmRecord> {
    this.#reach();
    const kept = this.#make(objectType, this.#nextId());
    for (const [property, value] of Object.entries(properties)) {
      this.#enter({ kept, property, value, source: 'sophia' });
    }
    const made = { objectType, externalId: kept.externalId };
    for (const record of associatedWith) this.#link(record, made);
    if (marker !== null) this.#markers.set(kept, marker);
    this.writes.push(`${objectType} created`);
    this.#answer();
    return recordOf(kept);
  }

  async createActivities({
    objectType,
    activities,
  }: Parameters<Crm['createActivities']>[0]): Promise<ReadonlyMap<string, CrmRecord>> {
    const made = new Map<string, CrmRecord>();
    for (const activity of activities)
      made.set(activity.marker, await this.createActivity({ objectType, ...activity }));
    return made;
  }

  async findActivity({
    objectType,
    marker,
    associatedWith,
  }: {
    objectType: CrmActivityType;
    marker: string;
    associatedWith: CrmReference;
  }): Promise<CrmRecord | null> {
    const links = await this.getAssociations({
      fromType: associatedWith.objectType,
      externalIds: [associatedWith.externalId],
      toType: objectType,
    });
    const ids = new Set(links.map(({ to }) => to.externalId));
    const found = this.all(objectType).find((kept) => ids.has(kept.externalId) && this.#markers.get(kept) === marker);
    return found === undefined ? null : recordOf(found);
  }

  async associate({ from, to }: { from: CrmReference; to: CrmReference }): Promise<void> {
    this.#reach();
    this.#link(from, to);
    this.writes.push(`${from.objectType} ${from.externalId} - ${to.objectType} ${to.externalId}`);
    this.#answer();
  }

  async dissociate({ from, to }: { from: CrmReference; to: CrmReference }): Promise<void> {
    this.#reach();
    this.#links = this.#links.filter(
      (link) => !(isSame(link.from, from) && isSame(link.to, to)) && !(isSame(link.from, to) && isSame(link.to, from)),
    );
    this.writes.push(`${from.objectType} ${from.externalId} / ${to.objectType} ${to.externalId}`);
    this.#answer();
  }

  async archiveRecord(reference: CrmReference): Promise<void> {
    this.#reach();
    this.#of(reference).archivedAt = this.#tick();
    this.writes.push(`${reference.objectType} ${reference.externalId} archived`);
    this.#answer();
  }

  async mergeRecords({
    objectType,
    keptId,
    mergedId,
  }: {
    objectType: CrmRecordType;
    keptId: string;
    mergedId: string;
  }): Promise<CrmRecord> {
    this.#reach();
    const pair = [mergedId, keptId].map((externalId) => this.#of({ objectType, externalId }));
    const made = this.#make(objectType, this.#nextId());
    for (const old of pair) {
      Object.assign(made.properties, old.properties);
      old.mergedInto = made.externalId;
    }
    made.properties['hs_merged_object_ids'] = `${keptId};${mergedId}`;
    this.writes.push(`${objectType} ${mergedId} merged into ${keptId}`);
    this.#answer();
    return recordOf(made);
  }

  async createProperty(definition: CrmPropertyDefinition & { readonly description: string }): Promise<void> {
    this.#reach();
    const { description: _description, ...property } = definition;
    this.definitions.push(property);
    this.writes.push(`property ${definition.objectType}.${definition.name}`);
    this.#answer();
  }

  async archiveProperty({ objectType, name }: { objectType: CrmRecordType; name: string }): Promise<void> {
    this.#reach();
    const place = this.definitions.findIndex((one) => one.objectType === objectType && one.name === name);
    if (place < 0) throw new SophiaError('vendor.not-found', `HubSpot has no ${objectType} property ${name}.`);
    this.definitions.splice(place, 1);
    this.writes.push(`property ${objectType}.${name} archived`);
    this.#answer();
  }

  async countHolders({ objectType, property }: { objectType: CrmRecordType; property: string }): Promise<number> {
    this.#reach();
    return this.all(objectType).filter(({ properties }) => (properties[property] ?? '') !== '').length;
  }

  check(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  #reach(): void {
    if (this.faults.down) {
      throw new SophiaError('vendor.unavailable', 'HubSpot could not be reached.', { details: { sent: false } });
    }
  }

  #beforeWrite(): void {
    const hook = this.faults.beforeWrite;
    this.faults.beforeWrite = null;
    hook?.();
  }

  #answer(): void {
    if (this.faults.lostAnswers === 0) return;
    this.faults.lostAnswers -= 1;
    throw new SophiaError('vendor.timeout', 'HubSpot did not answer in time.');
  }

  #find({ objectType, externalId }: CrmReadReference): Kept | null {
    const kept = this.#records.get(`${objectType} ${externalId}`);
    if (kept === undefined || kept.archivedAt !== null) return null;
    return kept.mergedInto === null ? kept : this.#find({ objectType, externalId: kept.mergedInto });
  }

  #of({ objectType, externalId }: CrmReadReference): Kept {
    const kept = this.#find({ objectType, externalId });
    if (kept === null) {
      throw new SophiaError('vendor.not-found', `HubSpot has no ${objectType} ${externalId}.`);
    }
    return kept;
  }

  #make(objectType: CrmReadType, externalId: string): Kept {
    const kept: Kept = { objectType, externalId, properties: {}, history: [], archivedAt: null, mergedInto: null };
    this.#records.set(`${objectType} ${externalId}`, kept);
    return kept;
  }

  #enter({
    kept,
    property,
    value,
    source,
  }: {
    kept: Kept;
    property: string;
    value: string;
    source: CrmChangeSource;
  }): void {
    kept.properties[property] = value;
    kept.history.unshift({
      property,
      value,
      at: this.#tick(),
      source,
      sourceType: source === 'person' ? 'CRM_UI' : source.toUpperCase(),
      sourceId: null,
      userId: source === 'person' ? '71' : null,
    });
  }

  #link(one: CrmReference, other: CrmReference): void {
    this.#links.push({ from: one, to: other, labels: [] }, { from: other, to: one, labels: [] });
  }

  #tick(): string {
    this.#tickMs += 1000;
    return new Date(this.#tickMs).toISOString();
  }

  #nextId(): string {
    return String((this.#lastId += 1));
  }
}

function isSame(one: CrmReadReference, { objectType, externalId }: CrmReadReference): boolean {
  return one.objectType === objectType && one.externalId === externalId;
}

function recordOf({ objectType, externalId, properties, archivedAt }: Kept): CrmRecord {
  const at = '2026-09-01T00:00:00.000Z';
  return { objectType, externalId, properties: { ...properties }, createdAt: at, updatedAt: at, archivedAt };
}
