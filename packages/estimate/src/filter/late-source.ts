import type { RandomSource } from '@twinward/contract';

/** The source that `random.derive(label)` gives, derived when it is first asked for a number: most models have no noise. */
export function lateSource(random: RandomSource, label: string): RandomSource {
  let own: RandomSource | null = null;
  const source = (): RandomSource => {
    own ??= random.derive(label);
    return own;
  };
  return {
    get seed() {
      return source().seed;
    },
    draws: (member, stream, step) => source().draws(member, stream, step),
    derive: (further) => source().derive(further),
  };
}
