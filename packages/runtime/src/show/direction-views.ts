import type { Identifiability } from '@twinward/estimate';
import type { DirectionView } from '../views/direction-view.ts';

/** What the data can tell, as it is shown. */
export function directionViews({ directions }: Identifiability): DirectionView[] {
  return directions.map(({ words, varianceRatio, verdict }) => ({ words, varianceRatio, verdict }));
}
