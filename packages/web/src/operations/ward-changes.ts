import type { WardChange } from '../generated/types.ts';
import { SPAN_MINUTES, writeSpan } from '../units/span.ts';

/** Kinds of change, in words. */
export const KINDS: readonly { readonly value: WardChange['do']; readonly label: string }[] = [
  { value: 'close', label: 'Close a ward' },
  { value: 'beds', label: 'More or fewer beds' },
  { value: 'surge', label: 'More or fewer admissions' },
  { value: 'discharge-earlier', label: 'Discharge earlier' },
];

/** A change of a kind with which to begin. */
export function changeOf(
  kind: WardChange['do'],
  unit: string,
  { hours }: Pick<WardChange, 'hours'>,
): WardChange {
  switch (kind) {
    case 'close':
      return { do: 'close', unit, empty: false, hours };
    case 'beds':
      return { do: 'beds', unit, beds: 4, hours };
    case 'surge':
      return { do: 'surge', specialty: null, percent: 130, hours };
    case 'discharge-earlier':
      return { do: 'discharge-earlier', unit, earlier: 3, hours };
  }
}

/** A change in words. */
export function changeWords(change: WardChange): string {
  const lasts = `for ${writeSpan(change.hours * SPAN_MINUTES.h)}`;
  switch (change.do) {
    case 'close':
      return `${change.unit} takes nobody in ${lasts}${change.empty ? ', and who lies there moves on' : ''}`;
    case 'beds':
      return `${change.unit} has ${Math.abs(change.beds)} beds ${change.beds < 0 ? 'fewer' : 'more'} ${lasts}`;
    case 'surge':
      return `${change.specialty ?? 'all'} admissions at ${change.percent} % ${lasts}`;
    case 'discharge-earlier':
      return `${change.unit ?? 'every ward'} lets patients go ${writeSpan(change.earlier * SPAN_MINUTES.h)} earlier ${lasts}`;
  }
}
