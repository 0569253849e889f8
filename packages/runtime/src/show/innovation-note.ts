import type { RingRow } from '../fold/innovation-ring.ts';

/** What the filter did about a reading besides taking it in, in words for people; null if nothing. */
export function innovationNote({
  doubt,
  recovered,
  agreed,
}: Pick<RingRow, 'doubt' | 'recovered' | 'agreed'>): string | null {
  const notes = [
    ...(doubt !== null && doubt > 1
      ? [
          `doubted as too far from what was expected: its error was taken ${times(Math.sqrt(doubt))} times as large`,
        ]
      : []),
    ...(recovered !== null && recovered > 0
      ? [
          `${recovered} ${recovered === 1 ? 'member was' : 'members were'} no longer finite, and ${recovered === 1 ? 'was' : 'were'} replaced by copies of others`,
        ]
      : []),
    ...(agreed === true ? ['all members expected the same, so nothing was learnt from it'] : []),
  ];
  return notes.length === 0 ? null : notes.join('; ');
}

function times(factor: number): string {
  return factor < 10 ? factor.toFixed(1) : factor.toFixed(0);
}
