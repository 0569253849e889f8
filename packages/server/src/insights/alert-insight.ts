import type { SubjectRef } from '@twinward/contract';
import type { TwinRecord } from '@twinward/record';
import type { TwinRuntime } from '@twinward/runtime';
import { alertResources } from './alert-resources.ts';
import { type InsightBundle, insightBundle } from './insight-bundle.ts';

/** An alert as it stands, as resources with the Provenance of all. Throws `resource.missing`. */
export async function alertInsight(
  id: string,
  base: string,
  { runtime, record }: { readonly runtime: TwinRuntime; readonly record: TwinRecord },
): Promise<InsightBundle> {
  const alert = await runtime.alerts.detail(id);
  const { model, modelVersion, seq, observations } = alert.provenance;
  const events = await record.events.readSubject(alert.subject as SubjectRef, {
    kinds: ['observation'],
    untilSeq: seq,
  });
  const behind = new Set(observations);
  const readings = events.filter((event) => behind.has(event.seq));
  const origin = { model, modelVersion, seq, readings, at: alert.finding.at };
  return insightBundle(id, alertResources(alert), origin, base);
}
