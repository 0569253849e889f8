import type { RandomSource } from '@twinward/contract';
import { ecdfTest } from '@twinward/estimate';

/** Least probability, over all quantities (Holm 1979), of ranks this uneven by chance. */
export const LEAST_P = 0.01;
/** Bounds of the share of truths inside 90 % intervals, over all quantities of a twin. */
export const HELD = { low: 0.87, high: 0.93 } as const;
/** Uniform samples that the ranks of a quantity are held against: p is told apart from LEAST_P over a few dozen quantities. */
const SIMULATED = 10_000;

/** What the ranks of a twin's quantities come to: shares inside their 90 % intervals, and how likely ranks so uneven are by chance. */
export interface RanksOfTwin {
  readonly held: number;
  readonly tested: readonly { readonly quantity: string; readonly held: number; readonly p: number }[];
}

/** Tests the ranks of every quantity of a twin. */
export function testRanks(ranks: ReadonlyMap<string, readonly number[]>, random: RandomSource): RanksOfTwin {
  return {
    held: heldBy([...ranks.values()].flat()),
    tested: [...ranks].map(([quantity, values]) => ({
      quantity,
      held: heldBy(values),
      p: ecdfTest(values, random.derive(quantity), SIMULATED).p,
    })),
  };
}

/** The figures of a twin among so many quantities, and why it misses a bar, or null. */
export function judgeRanks(
  { held, tested }: RanksOfTwin,
  quantities: number,
): { readonly words: string; readonly why: string | null } {
  const least = tested.reduce((a, b) => (a.p < b.p ? a : b));
  const holm = Math.min(1, least.p * quantities);
  const each = tested.map(({ quantity, held: own }) => `${quantity} ${own.toFixed(3)}`).join(', ');
  const words = `90 % intervals hold ${held.toFixed(3)} (${each}); least p ${holm.toFixed(3)} (${least.quantity}, Holm over ${quantities})`;
  if (held < HELD.low || held > HELD.high) return { words, why: `90 % intervals hold ${held.toFixed(3)}` };
  return {
    words,
    why: holm > LEAST_P ? null : `the ranks of ${least.quantity} are not uniform, p ${holm.toFixed(4)}`,
  };
}

function heldBy(values: readonly number[]): number {
  return values.filter((rank) => rank >= 0.05 && rank <= 0.95).length / values.length;
}
