// The oracle of `verify adt`, written apart from the ledger: everything is known, sorted by time and applied plainly.
import type { AdtEvent, AdtPlace } from '@twinward/contract';

/** Who is where, as plainly as can be told. */
export interface PlainCensus {
  /** Patients counted by unit. */
  readonly units: ReadonlyMap<string, number>;
  /** `visit in unit/room/bed` of all who lie in one, sorted. */
  readonly lying: readonly string[];
  /** Ids of messages that contradict what is known, sorted. */
  readonly contradicting: readonly string[];
}

interface Stay {
  state: 'expected' | 'waiting' | 'in' | 'away' | 'moving' | 'out';
  unit: string;
  bed: string | null;
}

const nameOf = ({ unit, room, bed }: AdtPlace): string | null =>
  bed === null ? null : `${unit}/${room ?? ''}/${bed}`;

/** The census after a set of messages, whatever their order; visits must be numbered. */
export function plainCensus(messages: Iterable<AdtEvent>): PlainCensus {
  const distinct = new Map<string, AdtEvent>();
  for (const message of messages) distinct.set(message.messageId, message);
  const sorted = [...distinct.values()].sort(
    (a, b) => a.at - b.at || (a.sentAt ?? a.at) - (b.sentAt ?? b.at) || (a.messageId < b.messageId ? -1 : 1),
  );
  const gone = new Set<string>();
  const contradicting = new Set<string>();
  const earlier = new Map<string, AdtEvent[]>();
  const merged = new Map<string, string>();
  for (const event of sorted) {
    if (event.kind === 'merge') {
      let root = event.into!;
      while (merged.has(root)) root = merged.get(root)!;
      if (merged.has(event.person!) || root === event.person) contradicting.add(event.messageId);
      else merged.set(event.person!, event.into!);
      continue;
    }
    if (event.visit === null) continue;
    const before = earlier.get(event.visit) ?? [];
    earlier.set(event.visit, before);
    if (event.kind === 'cancel') {
      const meant = before.findLast(
        ({ messageId, kind }) => !gone.has(messageId) && event.cancels!.includes(kind),
      );
      if (meant === undefined) contradicting.add(event.messageId);
      else gone.add(meant.messageId);
    }
    before.push(event);
  }
  const stays = new Map<string, Stay>();
  const beds = new Map<string, string>();
  const closed = new Set<string>();
  const kept = new Map<string, string>();
  for (const event of sorted) {
    if (gone.has(event.messageId) || event.kind === 'cancel' || event.kind === 'merge') continue;
    if (!applied(event)) contradicting.add(event.messageId);
  }
  const units = new Map<string, number>();
  const lying: string[] = [];
  for (const [visit, { state, unit, bed }] of stays) {
    if (state !== 'in') continue;
    units.set(unit, (units.get(unit) ?? 0) + 1);
    if (bed !== null) lying.push(`${visit} in ${bed}`);
  }
  return { units, lying: lying.sort(), contradicting: [...contradicting].sort() };

  function vacate(visit: string, stay: Stay): void {
    if (stay.bed !== null && beds.get(stay.bed) === visit) beds.delete(stay.bed);
    stay.bed = null;
  }
  function unkeep(visit: string): void {
    for (const [bed, of] of kept) if (of === visit) kept.delete(bed);
  }
  function layIn(visit: string, stay: Stay, place: AdtPlace): boolean {
    const bed = nameOf(place);
    stay.state = 'in';
    stay.unit = place.unit;
    stay.bed = null;
    if (bed === null) return true;
    if (beds.has(bed) && beds.get(bed) !== visit) return false;
    beds.set(bed, visit);
    stay.bed = bed;
    return !closed.has(bed) && (kept.get(bed) ?? visit) === visit;
  }
  function applied(event: AdtEvent): boolean {
    const { kind, place } = event;
    if (kind === 'bed-status') {
      const bed = nameOf(place!)!;
      if (event.status === 'occupied') return beds.has(bed);
      if (event.status === 'closed') closed.add(bed);
      else closed.delete(bed);
      return !(beds.has(bed) && (event.status === 'closed' || event.status === 'free'));
    }
    const visit = event.visit!;
    const stay = stays.get(visit);
    const admitted = stay !== undefined && ['in', 'away', 'moving'].includes(stay.state);
    if (kind === 'update') return true;
    if (kind === 'register') {
      if (stay !== undefined && stay.state !== 'expected') return false;
      stays.set(visit, { state: 'waiting', unit: '', bed: null });
      return true;
    }
    if (kind === 'expect-admission') {
      if (stay !== undefined && stay.state !== 'expected' && stay.state !== 'waiting') return false;
      if (stay === undefined) stays.set(visit, { state: 'expected', unit: '', bed: null });
      unkeep(visit);
      keep(visit, place);
      return true;
    }
    if (kind === 'admit') {
      if (admitted) return false;
      const begun: Stay = stay ?? { state: 'in', unit: '', bed: null };
      stays.set(visit, begun);
      unkeep(visit);
      return layIn(visit, begun, place!);
    }
    if (kind === 'discharge') {
      if (stay === undefined || stay.state === 'expected') return false;
      vacate(visit, stay);
      unkeep(visit);
      stays.delete(visit);
      return true;
    }
    if (!admitted) return false;
    if (kind === 'expect-discharge') return true;
    if (kind === 'expect-transfer') {
      if (stay.state === 'away') return true;
      unkeep(visit);
      keep(visit, place);
      return true;
    }
    if (kind === 'transfer' || kind === 'arrive') {
      unkeep(visit);
      if (
        stay.state === 'in' &&
        stay.bed === nameOf(place!) &&
        stay.unit === place!.unit &&
        stay.bed !== null
      )
        return true;
      vacate(visit, stay);
      return layIn(visit, stay, place!);
    }
    if (kind === 'to-outpatient') {
      vacate(visit, stay);
      unkeep(visit);
      stay.state = 'out';
      return true;
    }
    if (kind === 'return') {
      if (stay.state !== 'away') return false;
      const back = [...kept].find(([, of]) => of === visit)?.[0];
      unkeep(visit);
      const [unit, room, bed] = (back ?? `${stay.unit}//`).split('/');
      return layIn(visit, stay, place ?? { unit: unit!, room: room || null, bed: bed || null });
    }
    if (stay.state !== 'in') return false;
    if (kind === 'depart') {
      vacate(visit, stay);
      stay.state = 'moving';
      stay.unit = place?.unit ?? stay.unit;
      return true;
    }
    if (kind === 'leave') {
      unkeep(visit);
      const { bed } = stay;
      vacate(visit, stay);
      if (bed !== null) kept.set(bed, visit);
      stay.state = 'away';
      return true;
    }
    const [second, other] = [event.other!.visit!, stays.get(event.other!.visit!)];
    if (
      kind !== 'swap' ||
      other?.state !== 'in' ||
      second === visit ||
      stay.bed === null ||
      other.bed === null
    )
      return false;
    const [mine, theirs] = [stay.bed, other.bed];
    [stay.bed, other.bed, stay.unit, other.unit] = [theirs, mine, other.unit, stay.unit];
    beds.set(theirs, visit).set(mine, second);
    return true;
  }
  function keep(visit: string, place: AdtPlace | undefined): void {
    const bed = place === undefined ? null : nameOf(place);
    if (bed !== null && (kept.get(bed) ?? visit) === visit) kept.set(bed, visit);
  }
}
