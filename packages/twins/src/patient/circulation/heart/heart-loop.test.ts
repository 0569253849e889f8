// The default heart: the published loop, and what disease, blood loss and drugs do to it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ML, MMHG } from '../clinical-units.ts';
import { readNetwork } from '../network/read-network.ts';
import { simulateNetwork } from '../network/simulate-network.ts';
import { type ClosedLoopParameter, closedLoopEquations } from './closed-loop.ts';
import { regurgitation, stenosis } from './diseased-valve.ts';
import { type Beat, HeartLoop, LOOP_PARAMETER, LOOP_STATE } from './heart-loop.ts';
import { REFERENCE_HEART, REFERENCE_PERIOD, REFERENCE_START } from './reference-heart.ts';

const loop = new HeartLoop('generated');

interface Settled {
  readonly beat: Beat;
  readonly state: Float64Array;
}

/** The loop with some parameters changed, after 40 beats. */
function settled(
  changed: Partial<Record<ClosedLoopParameter, number>> = {},
  period = REFERENCE_PERIOD,
  lost = 0,
): Settled {
  const parameters = Float64Array.from(
    closedLoopEquations.parameters,
    (name) => changed[name] ?? REFERENCE_HEART[name],
  );
  const state = Float64Array.from(closedLoopEquations.states, (name) => REFERENCE_START[name]);
  let beat = loop.beat(state, parameters, period, { infusion: -lost / period });
  for (let i = 0; i < 40; i++) beat = loop.beat(state, parameters, period);
  return { beat, state };
}

function bloodIn(state: Float64Array): number {
  const chambers = [LOOP_STATE.V_LA, LOOP_STATE.V_LV, LOOP_STATE.V_RA, LOOP_STATE.V_RV];
  const vessels = ['AR_SYS', 'VEN_SYS', 'AR_PUL', 'VEN_PUL'] as const;
  return (
    chambers.reduce((sum, at) => sum + state[at]!, 0) +
    vessels.reduce((sum, name) => sum + REFERENCE_HEART[`C_${name}`] * state[LOOP_STATE[`p_${name}`]]!, 0)
  );
}

const ejection = ({ endDiastolicVolume, endSystolicVolume }: Beat): number =>
  1 - endSystolicVolume / endDiastolicVolume;

const healthy = settled().beat;

describe('the closed loop of Regazzoni et al. 2022', () => {
  it('follows the network engine through a beat to a thousandth', () => {
    const path = join(import.meta.dirname, '../../../../../../data/haemodynamics/closed_loop_two_hill.json');
    const trajectory = simulateNetwork(readNetwork(JSON.parse(readFileSync(path, 'utf8'))), 'interpreted');
    const volume = trajectory.variables.indexOf('Vc:LV');
    const volumes = [...trajectory.times].map(
      (_, k) => trajectory.values[k * trajectory.variables.length + volume]!,
    );
    const parameters = Float64Array.from(closedLoopEquations.parameters, (name) => REFERENCE_HEART[name]);
    const state = Float64Array.from(closedLoopEquations.states, (name) => REFERENCE_START[name]);
    loop.beat(state, parameters, REFERENCE_PERIOD);
    loop.beat(state, parameters, REFERENCE_PERIOD);
    const beat = loop.beat(state, parameters, REFERENCE_PERIOD);
    expect(beat.endDiastolicVolume / Math.max(...volumes)).toBeCloseTo(1, 3);
    expect(beat.endSystolicVolume / Math.min(...volumes)).toBeCloseTo(1, 3);
  });

  it('beats as its authors say: 114 to 41 mL, aorta 104 over 54 mmHg, 6.3 L/min', () => {
    expect(healthy.endDiastolicVolume / ML).toBeCloseTo(114, 0);
    expect(healthy.endSystolicVolume / ML).toBeCloseTo(41, 0);
    expect(healthy.systolic / MMHG).toBeCloseTo(104, 0);
    expect(healthy.diastolic / MMHG).toBeCloseTo(54, 0);
    expect((healthy.output / ML) * 0.06).toBeCloseTo(6.3, 1);
  });

  it('does the work that its loop encloses: between stroke volume times diastolic and times systolic pressure', () => {
    const stroke = healthy.endDiastolicVolume - healthy.endSystolicVolume;
    expect(healthy.strokeWork).toBeGreaterThan(stroke * healthy.diastolic);
    expect(healthy.strokeWork).toBeLessThan(stroke * healthy.systolic);
  });

  it('neither makes nor loses blood over 40 beats', () => {
    const start = Float64Array.from(closedLoopEquations.states, (name) => REFERENCE_START[name]);
    const drift = bloodIn(settled().state) / bloodIn(start) - 1;
    expect(Math.abs(drift)).toBeLessThan(1e-9);
  });
});

describe('a heart in trouble', () => {
  it('narrowed aortic valve: the ventricle presses far above the aorta', () => {
    const { beat } = settled({ S_AV: stenosis(0.8) });
    expect((beat.peakVentricular - beat.systolic) / MMHG).toBeGreaterThan(30);
    expect(beat.strokeWork).toBeGreaterThan(healthy.strokeWork);
    expect(beat.output).toBeLessThan(healthy.output);
  });

  it('leaking mitral valve: a large swing of the ventricle, less of it forward, a full left atrium', () => {
    const { beat } = settled({ Rmax_MV: regurgitation('MV', 0.4) });
    expect(beat.endDiastolicVolume - beat.endSystolicVolume).toBeGreaterThan(
      healthy.endDiastolicVolume - healthy.endSystolicVolume,
    );
    expect(beat.output).toBeLessThan(healthy.output);
    expect(beat.meanLeftAtrial).toBeGreaterThan(healthy.meanLeftAtrial);
  });

  it('half the contractility: ejection fraction and output fall, filling pressure rises', () => {
    const { beat } = settled({ Emax_LV: REFERENCE_HEART.Emax_LV / 2 });
    expect(ejection(beat)).toBeLessThan(ejection(healthy) - 0.1);
    expect(beat.meanLeftAtrial).toBeGreaterThan(healthy.meanLeftAtrial);
  });

  it('a bleed of 300 mL lowers filling, output and pressure, and that much blood is gone', () => {
    const { beat, state } = settled({}, REFERENCE_PERIOD, 300 * ML);
    expect((bloodIn(settled().state) - bloodIn(state)) / ML).toBeCloseTo(300, 2);
    expect(beat.endDiastolicVolume).toBeLessThan(healthy.endDiastolicVolume);
    expect(beat.meanArterial).toBeLessThan(healthy.meanArterial - 10 * MMHG);
  });

  it('a vasoconstrictor raises pressure and lowers output', () => {
    const { beat } = settled({ R_AR_SYS: 1.5 * REFERENCE_HEART.R_AR_SYS });
    expect(beat.meanArterial).toBeGreaterThan(healthy.meanArterial);
    expect(beat.output).toBeLessThan(healthy.output);
  });

  it('is solved however narrow the arteries: pressure is what drives the output through them', () => {
    for (const times of [4, 8, 16]) {
      const R_AR_SYS = times * REFERENCE_HEART.R_AR_SYS;
      const { beat, state } = settled({ R_AR_SYS });
      const driven = beat.meanArterial - state[LOOP_STATE.p_VEN_SYS]!;
      expect(driven / (R_AR_SYS * beat.output)).toBeCloseTo(1, 1);
      expect(beat.output).toBeLessThan(healthy.output);
    }
  });

  it('is not finite, and says so at once, where nothing could follow it', () => {
    for (const changed of [
      { R_AR_SYS: 1e20 * REFERENCE_HEART.R_AR_SYS },
      { C_AR_SYS: 1e-20 * REFERENCE_HEART.C_AR_SYS },
      { Emax_LV: Number.POSITIVE_INFINITY },
      { R_AR_SYS: Number.NaN },
    ]) {
      const { beat, state } = settled(changed);
      expect([beat.output, beat.meanArterial, ...state].filter((value) => !Number.isNaN(value))).toEqual([]);
    }
  });

  it('paced faster, each beat ejects less', () => {
    const { beat } = settled({}, 60 / 120);
    expect(beat.output * (60 / 120)).toBeLessThan(healthy.output * REFERENCE_PERIOD);
  });

  it('sucking the chest in fills the right heart', () => {
    expect(LOOP_PARAMETER.p_thorax).toBeGreaterThan(0);
    const { beat } = settled({ p_thorax: -4 * MMHG });
    expect(beat.output).toBeGreaterThan(healthy.output);
  });
});
