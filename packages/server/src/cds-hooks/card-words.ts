// The words that cards share.
import type { CdsCard } from '@twinward/connect/cds-hooks';
import type { TrackView, TwinSummary } from '@twinward/runtime';

/** A sentence cut between words to what a summary may hold (fewer than 140 characters). */
export function summaryOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length < 140) return plain;
  const cut = plain.slice(0, 138);
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}

/** A probability as people say it. */
export function percent(probability: number): string {
  if (probability > 0 && probability < 0.01) return 'less than 1 %';
  if (probability < 1 && probability > 0.99) return 'more than 99 %';
  return `${Math.round(100 * probability)} %`;
}

/** A number in as many digits as anyone reads. */
export function digits(value: number): string {
  if (value === 0) return '0';
  const shown = Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
  return shown.replace('-', '−');
}

/** How earlier forecasts of the twin came true, in one sentence. */
export function trackWords(track: TrackView | null): string {
  if (track === null) return 'No forecast of this twin has come due yet.';
  const { scored, coverage90, rmse, persistenceRmse, lead } = track;
  return `Of ${scored} earlier forecasts ${Math.round(lead / 60)} min ahead, ${Math.round(100 * coverage90)} % came true inside the 90 % interval; typical error ${digits(rmse)}, that of assuming no change ${digits(persistenceRmse)}.`;
}

/** The model behind a card, with its card for whoever asks what it may be used for. */
export function sourceOf(twin: TwinSummary, base: string): CdsCard['source'] {
  return { label: `Twinward: ${twin.modelTitle} ${twin.modelVersion}`, url: `${base}/models/${twin.model}` };
}

/** Where the evidence lies. */
export function evidenceLink(label: string, url: string): NonNullable<CdsCard['links']>[number] {
  return { label, url, type: 'absolute' };
}
