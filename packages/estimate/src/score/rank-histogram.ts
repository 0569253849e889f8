/**
 * How often the truth took each rank among the members (Hamill 2001): [bins] counts, flat when truth and members cannot be told
 * apart, a valley when the spread is too small, a slope when there is a bias. Row i of `samples` is the ensemble for truth
 * i; `us`, uniform on (0, 1), break ties. The members + 1 ranks must be a multiple of `bins`; RangeError otherwise.
 */
export function rankHistogram(
  samples: readonly ArrayLike<number>[],
  truths: ArrayLike<number>,
  us: ArrayLike<number>,
  bins: number,
): Uint32Array {
  const counts = new Uint32Array(bins);
  samples.forEach((sample, i) => {
    const ranks = sample.length + 1;
    if (ranks % bins !== 0) throw new RangeError(`${ranks} ranks do not divide into ${bins} bins`);
    let [below, ties] = [0, 0];
    for (let m = 0; m < sample.length; m++) {
      if (sample[m]! < truths[i]!) below++;
      else if (sample[m] === truths[i]) ties++;
    }
    const rank = below + Math.floor(us[i]! * (ties + 1));
    const bin = Math.floor((rank * bins) / ranks);
    counts[bin] = counts[bin]! + 1;
  });
  return counts;
}
