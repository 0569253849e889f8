import type { TwinState } from '../fold/twin-state.ts';
import type { CareView } from '../views/knowledge-view.ts';

/** How often the filter did more about a reading than take it in, over the innovations and readings aside that a state keeps. */
export function careOf({ innovations, aside }: Pick<TwinState, 'innovations' | 'aside'>): CareView {
  const rows = innovations.latest(innovations.length).filter(({ doubt }) => doubt !== null);
  return {
    readings: rows.length,
    doubted: rows.filter(({ doubt }) => doubt !== null && doubt > 1).length,
    recovered: rows.filter(({ recovered }) => recovered !== null && recovered > 0).length,
    agreed: rows.filter(({ agreed }) => agreed === true).length,
    aside: aside.length,
  };
}
