/** A record in WFDB format 16 as files by name: each signal's values in its unit, at one rate. */
export function makeRecord(
  name: string,
  frequency: number,
  signals: readonly { readonly name: string; readonly unit: string; readonly values: ArrayLike<number> }[],
): ReadonlyMap<string, Uint8Array> {
  const gain = 50;
  const frames = signals[0]!.values.length;
  const samples = new Int16Array(frames * signals.length);
  const sums = signals.map(() => 0);
  for (let i = 0; i < frames; i++) {
    for (const [s, { values }] of signals.entries()) {
      const value = values[i]!;
      const stored = Number.isNaN(value) ? -32_768 : Math.round(value * gain);
      samples[i * signals.length + s] = stored;
      sums[s] = (sums[s]! + stored) | 0;
    }
  }
  const lines = signals.map(
    ({ name: signal, unit }, s) =>
      `${name}.dat 16 ${gain}(0)/${unit} 16 0 ${samples[s]} ${(sums[s]! << 16) >> 16} 0 ${signal}`,
  );
  const header = `${name} ${signals.length} ${frequency} ${frames}\n${lines.join('\n')}\n`;
  return new Map([
    [`${name}.hea`, new TextEncoder().encode(header)],
    [`${name}.dat`, new Uint8Array(samples.buffer)],
  ]);
}
