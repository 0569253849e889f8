// How well a twin knows: its certainty held against what came.
import { describe, expect, it } from 'vitest';
import { scatterOf } from '../show/scatter-of.ts';
import { live, openTank, startTrial, type Trial } from '../testing/trial.ts';

async function lived(minutes: number, wobble?: number): Promise<Trial> {
  const trial = await startTrial();
  await openTank(trial);
  await live(trial, 5, minutes, wobble);
  await trial.runtime.drain();
  return trial;
}

describe('how well a twin knows', () => {
  it('is told stretch by stretch, and the stretches add up to the track record', async () => {
    const { runtime } = await lived(600);
    const { leads, scatter, members, effectiveMembers } = await runtime.knowledge('tank', 14);
    const track = await runtime.trackRecord('tank');
    expect(leads.map(({ lead }) => lead)).toEqual(track.map(({ lead }) => lead));
    for (const [i, lead] of leads.entries()) {
      expect(lead.coverage.length).toBeGreaterThan(2);
      expect(lead.ranks.reduce((sum, count) => sum + count, 0)).toBe(lead.scored);
      const { low, high } = lead.ranksChance; // wider than the bounds of one tenth alone, which would be 0.05 to 0.16 at 100
      expect(low).toBeLessThan(0.1 - 2.2 * Math.sqrt(0.09 / lead.scored));
      expect(high).toBeGreaterThan(0.1 + 2.2 * Math.sqrt(0.09 / lead.scored));
      expect(high).toBeLessThan(0.3);
      expect(lead.coverage.reduce((sum, one) => sum + one.scored, 0)).toBe(track[i]!.scored);
      const held = lead.coverage.reduce((sum, one) => sum + one.inside90 * one.scored, 0);
      expect(held / lead.scored).toBeCloseTo(track[i]!.coverage90, 12);
    }
    expect(scatter.readings).toBe(120);
    expect(members).toBeGreaterThanOrEqual(effectiveMembers);
  });

  it('is not claimed of a twin that has not forecast', async () => {
    const { runtime } = await lived(5);
    const { leads, words } = await runtime.knowledge('tank', 14);
    expect(leads).toEqual([]);
    expect(words).toContain('No forecast of these days has met its truth yet.');
  });

  it('says when readings scatter farther than the twin said', async () => {
    const { runtime } = await lived(300, 40);
    const { scatter, words } = await runtime.knowledge('tank', 14);
    expect(scatter.sd).toBeGreaterThan(2);
    expect(scatter.surprises).toBeGreaterThan(5 * scatter.usualSurprises);
    expect(words.join(' ')).toContain('times as far from what was expected');
  });
});

describe('the scatter of readings', () => {
  it('is 0 on average, 1 wide and without memory when the ranks are even', () => {
    const even = Array.from({ length: 200 }, (_, i) => ((i * 61) % 200) / 200 + 0.0025);
    const { mean, sd, correlation } = scatterOf(even);
    expect(mean).toBeCloseTo(0, 1);
    expect(sd).toBeCloseTo(1, 1);
    expect(Math.abs(correlation!)).toBeLessThan(0.2);
  });

  it('has memory when surprises follow each other on the same side', () => {
    const slow = Array.from({ length: 200 }, (_, i) => (Math.floor(i / 20) % 2 === 0 ? 0.9 : 0.1));
    expect(scatterOf(slow).correlation).toBeGreaterThan(0.8);
  });

  it('of no reading is nothing', () => {
    expect(scatterOf([])).toMatchObject({ readings: 0, mean: null, sd: null, correlation: null });
  });
});
