import { z } from 'zod';
import type { Aftermath, ChangeRow } from './read-aftermath.ts';
import { isSophias, portalType, presentId } from './read-vendors.ts';
import type { OurWrite } from './writes-in.ts';

/** What is wrong with what was written into the CRM, by the kind of promise that it breaks. */
export interface ChangeProblems {
  readonly activities: readonly string[];
  readonly doubled: readonly string[];
  readonly unwritten: readonly string[];
  readonly notRestored: readonly string[];
  readonly forbidden: readonly string[];
  readonly overwritten: readonly string[];
}

export function changeProblems(after: Aftermath): ChangeProblems {
  return {
    activities: doubledActivities(after),
    doubled: doubledValues(after),
    unwritten: unwrittenValues(after),
    notRestored: notRestored(after),
    forbidden: forbiddenWrites(after),
    overwritten: overwritten(after),
  };
}

function doubledActivities({ activities, effects, changes }: Aftermath): string[] {
  const markers = activities.map(({ marker }) => marker);
  const made = effects.filter(({ kind, state }) => kind === 'create_activity' && state === 'done');
  const applied = changes.filter(({ action, state }) => action.type === 'create_activity' && state === 'applied');
  const doubled = markers.filter((marker, place) => markers.indexOf(marker) !== place);
  return [
    ...[...new Set(doubled)].map((marker) => `two activities carry the marker ${marker}`),
    ...markers
      .filter((marker) => !made.some((effect) => effect.marker === marker))
      .map((marker) => `an activity carries the marker ${marker}, of which Sophia knows nothing`),
    ...made
      .filter(({ marker }) => !markers.includes(marker))
      .map(({ marker }) => `Sophia believes to have made the activity ${marker}, and HubSpot does not have it`),
    ...(applied.length > made.length ? [`${applied.length} activities applied, ${made.length} made`] : []),
  ];
}

/** The property of the planted fault `field_refused`. */
const silentlyRefused = 'risk_factors';

const Patched = z.object({ properties: z.record(z.string(), z.unknown()) });

/**
 * A place is written as often as Sophia knows of: neither the history nor the passage has seen more. What was under way
 * as its call turned private may have come to be, and is known where a drift names the place. A value that HubSpot silently refuses leaves nothing by which a process finds it after a kill, so it may pass once more.
 */
function doubledValues(after: Aftermath): string[] {
  const { writes, accepted, effects, changes, portal } = after;
  const known = countBy(
    effects
      .filter(({ kind, state }) => kind === 'set_property' && (state === 'done' || state === 'sending'))
      .flatMap(({ key, state }) => {
        const changeId = key.split(':')[1];
        const change = changes.find(({ id }) => changeId === id);
        if (change !== undefined) return state === 'done' ? [placeOf(change)] : [];
        return state === 'done' || isNamed(after, changeId) ? forgottenPlace(after, changeId) : [];
      }),
  );
  const inHistory = countBy(writes.map((write) => `${write.objectType} ${write.externalId} ${write.property}`));
  const passed = Map.groupBy(
    accepted.flatMap(({ vendor, method, path, body, atMs, process }) => {
      const [, objectType, externalId] = /\/objects\/(?:[\d-]+\/)?(contacts|companies|deals)\/(\d+)/u.exec(path) ?? [];
      const patched = Patched.safeParse(body);
      if (vendor !== 'hubspot' || method !== 'PATCH' || objectType === undefined || !patched.success) return [];
      const id = presentId(portal, { objectType, id: externalId ?? '' });
      const by = `process ${process} at ${new Date(atMs).toISOString()}`;
      return Object.keys(patched.data.properties).map((property) => ({ place: `${objectType} ${id} ${property}`, by }));
    }),
    ({ place }) => place,
  );
  return [...new Set([...inHistory.keys(), ...passed.keys()])].flatMap((place) => {
    const isRefused = place.endsWith(` ${silentlyRefused}`);
    const times = Math.max(inHistory.get(place) ?? 0, isRefused ? 0 : (passed.get(place)?.length ?? 0));
    const allowed = known.get(place) ?? 0;
    const by = (passed.get(place) ?? []).map((write) => write.by).join(', ');
    return times > allowed ? [`${place} was written ${times} times (${by}), and Sophia knows of ${allowed}`] : [];
  });
}

function unwrittenValues({ changes, writes, portal }: Aftermath): string[] {
  return changes.flatMap((change) => {
    const isWritten = change.state === 'applied' || change.state === 'undone' || change.state === 'undo_refused';
    if (!isWritten || change.action.type !== 'set_property' || !isThere(change, portal)) return [];
    const value = valueOf(change);
    const found = writes.some((write) => isIn(write, change) && isSame(write.version.value, value));
    return found ? [] : [`the change ${change.id} is ${change.state}, and ${placeOf(change)} never was "${value}"`];
  });
}

/** What was there before is there again, from our hand, unless somebody has written since. */
function notRestored({ changes, writes, activities, portal }: Aftermath): string[] {
  return changes.flatMap((change) => {
    if (change.state !== 'undone' || !isThere(change, portal)) return [];
    if (change.action.type === 'create_activity') {
      const made = activities.filter(({ externalId }) => externalId === change.external_id);
      return made.every(({ archived }) => archived) ? [] : [`the activity of ${change.id} is undone and still there`];
    }
    const old = change.old_value ?? '';
    const isBack = writes.some(
      (write) =>
        isIn(write, change) &&
        isSame(write.version.value, valueOf(change)) &&
        write.after.some((version) => isSophias(version) && isSame(version.value, old)),
    );
    return isBack ? [] : [`the change ${change.id} is undone, and ${placeOf(change)} did not become "${old}" again`];
  });
}

const alwaysAsked: ReadonlySet<string> = new Set(['amount', 'dealstage', 'closedate', 'hubspot_owner_id']);

function forbiddenWrites(after: Aftermath): string[] {
  const { writes, changes } = after;
  const asked = writes.filter(({ objectType, property }) => objectType === 'deals' && alwaysAsked.has(property));
  const unapproved = changes.filter(
    (change) => change.state === 'applied' && change.verdict !== 'automatic' && approvalsOf(after, change).length === 0,
  );
  return [
    ...asked
      .filter((write) => !isForgotten(after, write))
      .filter((write) => !isAgreed(after, { write, sinceMs: 0 }) && !isTakenBack(after, write))
      .map(({ externalId, property, version }) => `${property} of deal ${externalId} was set to ${version.value}`),
    ...unapproved.map(({ id, verdict }) => `the change ${id} was applied, though the policy says ${verdict}`),
  ];
}

/** A person's entry is only written over where a person has said yes to it since, or it was put back at once. */
function overwritten(after: Aftermath): string[] {
  return after.writes.flatMap((write) => {
    const { before, version, objectType, externalId, property } = write;
    if (before === null || before.sourceType !== 'CRM_UI') return [];
    const [next] = write.after;
    const isPutBack = next !== undefined && isSophias(next) && isSame(next.value, before.value);
    const isAllowed = isPutBack || isForgotten(after, write) || isAgreed(after, { write, sinceMs: before.atMs });
    if (isAllowed) return [];
    return [`${property} of ${objectType} ${externalId}: "${before.value}" of a person became "${version.value}"`];
  });
}

/** A person has said yes to this value for this place, after the given moment. */
function isAgreed(after: Aftermath, { write, sinceMs }: { write: OurWrite; sinceMs: number }): boolean {
  return after.changes.some(
    (change) =>
      isIn(write, change) &&
      isSame(write.version.value, valueOf(change)) &&
      approvalsOf(after, change).some(({ at }) => at.getTime() >= sinceMs),
  );
}

/** What stood there before one of ours, written by an undo or put back after a conflict. */
function isTakenBack({ writes }: Aftermath, write: OurWrite): boolean {
  const { before } = write;
  if (before === null || !isSophias(before)) return false;
  const taken = writes.find((one) => one.version === before);
  return isSame(taken?.before?.value ?? '', write.version.value);
}

function approvalsOf({ decisions }: Aftermath, { id }: ChangeRow): Aftermath['decisions'] {
  return decisions.filter(({ change_id, decision }) => change_id === id && decision !== 'reject');
}

/** Who said yes to the change of a call that turned private is gone with it; where it was written stands in the log. */
function isForgotten(after: Aftermath, { objectType, externalId, property }: OurWrite): boolean {
  return after.forgotten.some((write) =>
    forgottenPlace(after, write.change_id).includes(`${objectType} ${externalId} ${property}`),
  );
}

function forgottenPlace({ forgotten, portal }: Aftermath, changeId: string | undefined): string[] {
  const write = forgotten.find(({ change_id, property }) => change_id === changeId && property !== null);
  if (write === undefined) return [];
  const objectType = portalType(write.entity_type);
  return [`${objectType} ${presentId(portal, { objectType, id: write.entity_id ?? '' })} ${write.property ?? ''}`];
}

/** Whether whoever runs Sophia was told that words of a call that is gone may stand there. */
function isNamed({ forgotten, drifts }: Aftermath, changeId: string | undefined): boolean {
  const write = forgotten.find(({ change_id, property }) => change_id === changeId && property !== null);
  return drifts
    .filter(({ what }) => what === 'removed_calls')
    .flatMap(({ lines }) => lines)
    .some(({ label }) => label.includes(` ${write?.entity_id} `) && label.endsWith(`, ${write?.property}`));
}

function valueOf({ edited_value, action }: ChangeRow): string {
  return edited_value ?? action.value ?? '';
}

function placeOf({ target_type, target_id, property }: ChangeRow): string {
  return `${portalType(target_type ?? '')} ${target_id ?? ''} ${property ?? ''}`;
}

function isIn(write: OurWrite, change: ChangeRow): boolean {
  return `${write.objectType} ${write.externalId} ${write.property}` === placeOf(change);
}

/** A record that was deleted by hand has no history to look at. */
function isThere({ target_type, target_id }: ChangeRow, { records }: Aftermath['portal']): boolean {
  return target_type === null || records[portalType(target_type)]?.[target_id ?? ''] !== undefined;
}

/** HubSpot keeps days and numbers in a form of its own. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  if (one === '' || other === '') return false;
  return Number(one) === Number(other) || dayOf(one) === dayOf(other);
}

function dayOf(value: string): number {
  return /^\d{11,}$/u.test(value) ? Number(value) : Date.parse(value);
}

function countBy(places: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
}
