import { describe, expect, it } from 'vitest';
import { formatPositions, noPositions, parsePositions } from './positions.ts';

describe('the positions of a stream', () => {
  it('come back as they went out', () => {
    const positions = noPositions();
    positions[3] = 17;
    positions[255] = 9_007_199_254;
    expect(formatPositions(positions)).toBe('3:17,255:9007199254');
    expect(parsePositions(formatPositions(positions))).toEqual(positions);
    expect(parsePositions(formatPositions(noPositions()))).toEqual(noPositions());
  });

  it.each(['', 'x', '3', '3:', '256:1', '3:1;4:1', '3:-1', `3:${'9'.repeat(20)}`])('refuse "%s"', (text) => {
    expect(() => parsePositions(text)).toThrow('not one of ours');
  });
});
