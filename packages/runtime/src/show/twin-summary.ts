import { type FitState, formatInstant, type Instant } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinSummary } from '../views/twin-summary.ts';
import type { Digest } from './digest.ts';
import { fitView } from './fit-at.ts';

/** One line of the overview, judged at `now`. */
export function twinSummary(entry: TwinEntry, now: Instant): TwinSummary {
  const { opened, model, closed, digest } = entry;
  const fit = fitNow(entry, digest, now);
  return {
    id: opened.twin,
    subject: opened.subject.ref,
    label: opened.label,
    origin: opened.origin,
    attribution: opened.attribution ?? null,
    kind: model.kind,
    model: model.name,
    modelVersion: model.version,
    modelTitle: model.card.title,
    openedAt: formatInstant(opened.at),
    closedAt: closed === null ? null : formatInstant(closed.at),
    seq: digest?.seq ?? 0,
    fit: fitView(fit),
    readUntil: digest === null ? formatInstant(entry.hot?.actor.reached ?? opened.at) : null,
    latest: digest?.latest ?? null,
    risks: fit.kind === 'fits' ? (digest?.risks ?? []) : [],
    track: digest?.track ?? null,
    drift: digest?.drift ?? null,
    recent: {
      at: Array.from(digest?.recentAt ?? [], (at) => formatInstant(at as Instant)),
      median: Array.from(digest?.recentMedian ?? []),
    },
  };
}

function fitNow({ model, failures, opened }: TwinEntry, digest: Digest | null, now: Instant): FitState {
  if (failures > 0) {
    const reason = 'its record could not be folded just now; it is being tried again';
    return { kind: 'abstains', reason, since: digest?.lastObservedAt ?? opened.at };
  }
  if (digest === null) return { kind: 'warming-up', reason: 'its record is being read' };
  const { fit, lastObservedAt } = digest;
  const silent = lastObservedAt === null ? 0 : (now - lastObservedAt) / 1000;
  if (fit.kind === 'warming-up' || lastObservedAt === null || silent <= model.fit.stale) return fit;
  const since = fit.kind === 'abstains' ? fit.since : ((lastObservedAt + model.fit.stale * 1000) as Instant);
  return { kind: 'abstains', reason: `no reading for ${Math.round(silent / 60)} min`, since };
}
