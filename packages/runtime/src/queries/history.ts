import {
  formatInstant,
  type Instant,
  type RecordedEvent,
  type TwinModel,
  type TwinOpened,
} from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { measurementOf, observableFor } from '../fold/measurement-of.ts';
import { decodeState } from '../fold/state-bytes.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import type { DoneView, EstimatePoint, HistoryView, ReadingView } from '../views/history-view.ts';
import { standingEvents } from './past-state.ts';

/** What happened to a twin's subject in [from, to], with the estimates its latest state and stored snapshots still hold. */
export async function history(
  context: RuntimeContext,
  entry: TwinEntry,
  state: TwinState,
  from: Instant,
  to: Instant,
): Promise<HistoryView> {
  const { model, opened } = entry;
  const events = await standingEvents(context, entry, from, to);
  const reasons = new Map(state.aside.map(({ seq, reason }) => [seq, reason] as const));
  return {
    twin: opened.twin,
    from: formatInstant(from),
    to: formatInstant(to),
    readings: events.flatMap((recorded) => readingView(model, recorded, reasons)),
    interventions: events.flatMap((recorded) => doneView(model, recorded)),
    estimates: await estimates(context, entry, state, from, to),
  };
}

/** A reading with what was doubted about it, by its source or by the twin. */
function readingView(
  model: TwinModel,
  { event, seq, recordedAt }: RecordedEvent,
  reasons: ReadonlyMap<number, string>,
): ReadingView[] {
  if (event.kind !== 'observation') return [];
  const { observation } = event;
  const observable = observableFor(model, observation);
  if (observable === null) return [];
  const measurement = measurementOf(model, observation);
  const aside = reasons.get(seq);
  return [
    {
      seq,
      at: formatInstant(observation.effectiveAt),
      recordedAt: formatInstant(recordedAt),
      observable: observable.name,
      value: measurement?.value ?? null,
      unit: observable.unit,
      censored: measurement?.censored ?? null,
      absent: observation.value.kind === 'absent' ? observation.value.reason : null,
      status: observation.status,
      source: observation.source.system,
      sourceId: observation.source.id,
      doubts: [...(observation.doubts ?? []), ...(aside === undefined ? [] : [`set aside: ${aside}`])],
    },
  ];
}

function doneView(model: TwinModel, { event, seq, recordedAt }: RecordedEvent): DoneView[] {
  if (event.kind !== 'intervention') return [];
  const { intervention, source } = event;
  const type = model.interventions.find(({ name }) => name === intervention.type);
  if (type === undefined) return [];
  return [
    {
      seq,
      at: formatInstant(intervention.effectiveAt),
      recordedAt: formatInstant(recordedAt),
      type: intervention.type,
      label: type.label,
      amounts: intervention.amounts,
      source: source.system,
      sourceId: source.id,
    },
  ];
}

/** Every snapshot holds the latest estimates before it, so walking back through them gives the whole course without folding. */
async function estimates(
  context: RuntimeContext,
  { model, opened }: TwinEntry,
  latest: TwinState,
  from: Instant,
  to: Instant,
): Promise<EstimatePoint[]> {
  const points = new Map<string, EstimatePoint>();
  let state: TwinState | null = latest;
  while (state !== null) {
    const { innovations } = state;
    for (let i = innovations.length - 1; i >= 0; i--) {
      const row = innovations.row(i);
      if (row.at < from || row.at > to) continue;
      const observable = model.observables[row.observable]?.name ?? '';
      const point = { at: formatInstant(row.at), observable, mean: row.mean, sd: row.spread };
      const key = `${row.at} ${row.observable}`;
      if (!points.has(key)) points.set(key, point);
    }
    const oldest: Instant = innovations.length === 0 ? state.openedAt : innovations.row(0).at;
    if (oldest <= from) break;
    state = await overlapping(context, opened, oldest, state.belief.at);
  }
  return [...points.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The stored state farthest back that still joins on to estimates from `oldest` to `latest`, always before `latest`, as far as there is one. */
async function overlapping(
  { record }: RuntimeContext,
  opened: TwinOpened,
  oldest: Instant,
  latest: Instant,
): Promise<TwinState | null> {
  const within = (oldest + Math.floor((latest - oldest) / 3)) as Instant;
  const far = await record.snapshots.latest(opened.twin, { at: within });
  const joins = far !== null && far.at >= oldest && far.at < latest;
  const near = joins ? far : await record.snapshots.latest(opened.twin, { at: (latest - 1) as Instant });
  return near === null ? null : decodeState(near.state, opened);
}
