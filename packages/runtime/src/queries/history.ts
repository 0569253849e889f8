import { formatInstant, type Instant, type RecordedEvent, type TwinModel } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { measurementOf, observableFor } from '../fold/measurement-of.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import type { DoneView, EstimatePoint, HistoryView, ReadingView } from '../views/history-view.ts';
import { standingEvents } from './past-state.ts';
import { statesBack } from './states-back.ts';

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

async function estimates(
  context: RuntimeContext,
  entry: TwinEntry,
  latest: TwinState,
  from: Instant,
  to: Instant,
): Promise<EstimatePoint[]> {
  const points = new Map<string, EstimatePoint>();
  for await (const { innovations } of statesBack(context, entry, latest, from)) {
    for (let i = innovations.length - 1; i >= 0; i--) {
      const row = innovations.row(i);
      if (row.at < from || row.at > to) continue;
      const observable = entry.model.observables[row.observable]?.name ?? '';
      const point = { at: formatInstant(row.at), observable, mean: row.mean, sd: row.spread };
      const key = `${row.at} ${row.observable}`;
      if (!points.has(key)) points.set(key, point);
    }
  }
  return [...points.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
