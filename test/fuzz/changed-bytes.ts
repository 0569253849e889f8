import fc from 'fast-check';

/** A message changed in a few places: bytes set, dropped, doubled, cut off, or something odd put before them. */
export function changedBytes(messages: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('set', 'drop', 'double', 'end', 'before', 'move'),
    odd: fc.constantFrom(...odd),
    length: fc.integer({ min: 1, max: 12 }),
  });
  return fc
    .tuple(fc.constantFrom(...messages), fc.array(change, { minLength: 1, maxLength: 8 }))
    .map(([message, changes]) => {
      let text = message;
      for (const { at, how, odd: sign, length } of changes) {
        const k = at % Math.max(1, text.length);
        const [head, part, tail] = [text.slice(0, k), text.slice(k, k + length), text.slice(k + length)];
        if (how === 'set') text = head + sign + tail;
        else if (how === 'drop') text = head + tail;
        else if (how === 'double') text = head + part + part + tail;
        else if (how === 'end') text = head;
        else if (how === 'before') text = head + sign + part + tail;
        else text = tail + head + part;
      }
      return text;
    });
}
