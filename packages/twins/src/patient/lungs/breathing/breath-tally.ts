import { bloodPressures } from '../blood/blood-pressures.ts';
import { SPENCER } from '../blood/spencer.ts';
import type { GasMoment } from '../exchange/gas-exchange.ts';
import type { ChestMoment } from '../mechanics/chest.ts';
import type { Breath } from './breath.ts';

/** Extremes and means gathered at the steps of a breath. */
export class BreathTally {
  readonly #haemoglobin: number;
  #seconds = 0;
  #inspired = 0;
  #expired = 0;
  #fastestIn = 0;
  #fastestOut = 0;
  #peak = Number.NEGATIVE_INFINITY;
  #plateau = Number.NaN;
  readonly #alveolar = new Range();
  readonly #pleural = new Range();
  readonly #tracheal = new Range();
  readonly #airwayO2 = new Range();
  readonly #airwayCO2 = new Range();
  readonly #means: Record<keyof GasMoment, number> = {
    alveolarO2: 0,
    alveolarCO2: 0,
    arterialContentO2: 0,
    arterialContentCO2: 0,
    venousContentO2: 0,
    venousContentCO2: 0,
    uptake: 0,
    airwayO2: 0,
    airwayCO2: 0,
    exhaling: 0,
  };
  #last: ChestMoment | undefined;
  #endTidalCO2 = Number.NaN;

  /** @param haemoglobin g/dL, to read pressures from contents. */
  constructor(haemoglobin: number) {
    this.#haemoglobin = haemoglobin;
  }

  /** Takes in a step of `h` seconds. */
  add(h: number, moments: readonly [ChestMoment, ChestMoment, ChestMoment], gas: GasMoment): void {
    const [from, middle, to] = moments;
    this.#seconds += h;
    const volume = (h / 6) * (from.flow + 4 * middle.flow + to.flow);
    if (volume > 0) this.#inspired += volume;
    else this.#expired -= volume;
    for (const { flow, opening, alveolar, pleural, trachea } of moments) {
      this.#tracheal.see(trachea);
      this.#fastestIn = Math.max(this.#fastestIn, flow);
      this.#fastestOut = Math.max(this.#fastestOut, -flow);
      this.#peak = Math.max(this.#peak, opening);
      this.#alveolar.see(alveolar);
      this.#pleural.see(pleural);
    }
    this.#pleural.weigh((h / 6) * (from.pleural + 4 * middle.pleural + to.pleural));
    for (const name of Object.keys(this.#means) as (keyof GasMoment)[]) this.#means[name] += h * gas[name];
    this.#last = to;
    this.#airwayO2.see(gas.airwayO2);
    this.#airwayCO2.see(gas.airwayCO2);
    this.#endTidalCO2 = gas.airwayCO2;
  }

  /** Marks the end of inspiration: what the alveoli are under then is the plateau. */
  endInspiration(): void {
    this.#plateau = this.#last!.alveolar;
  }

  /** The breath, ended at a time in seconds. */
  breath(at: number): Breath {
    const mean = (name: keyof GasMoment): number => this.#means[name] / this.#seconds;
    const arterial = bloodPressures(mean('arterialContentO2'), mean('arterialContentCO2'), this.#haemoglobin);
    const venous = bloodPressures(mean('venousContentO2'), mean('venousContentCO2'), this.#haemoglobin);
    const last = this.#last!;
    return {
      at,
      period: this.#seconds,
      tidalVolume: this.#inspired,
      expiredVolume: this.#expired,
      peakInspiratoryFlow: this.#fastestIn,
      peakExpiratoryFlow: this.#fastestOut,
      peakPressure: this.#peak,
      plateau: this.#plateau,
      totalPeep: last.alveolar,
      highestAlveolar: this.#alveolar.highest,
      lowestAlveolar: this.#alveolar.lowest,
      highestTracheal: this.#tracheal.highest,
      lowestTracheal: this.#tracheal.lowest,
      meanPleural: this.#pleural.sum / this.#seconds,
      highestPleural: this.#pleural.highest,
      lowestPleural: this.#pleural.lowest,
      endExpiratoryVolume: last.airways + last.alveoli,
      airways: last.airways,
      endTidalCO2: this.#endTidalCO2,
      meanAirwayO2: mean('airwayO2'),
      meanAirwayCO2: mean('airwayCO2'),
      highestAirwayO2: this.#airwayO2.highest,
      lowestAirwayO2: this.#airwayO2.lowest,
      highestAirwayCO2: this.#airwayCO2.highest,
      lowestAirwayCO2: this.#airwayCO2.lowest,
      alveolarO2: mean('alveolarO2'),
      alveolarCO2: mean('alveolarCO2'),
      arterialO2: arterial.O2,
      arterialCO2: arterial.CO2,
      saturation: (mean('arterialContentO2') * 15) / (SPENCER.O2.Csat * this.#haemoglobin),
      arterialContentO2: mean('arterialContentO2'),
      arterialContentCO2: mean('arterialContentCO2'),
      venousO2: venous.O2,
      venousCO2: venous.CO2,
      oxygenUptake: mean('uptake'),
      dioxideExpired: -this.#means.exhaling,
    };
  }
}

/** The highest, the lowest and the sum over time of a quantity. */
class Range {
  highest: number = Number.NEGATIVE_INFINITY;
  lowest: number = Number.POSITIVE_INFINITY;
  sum = 0;

  see(value: number): void {
    this.highest = Math.max(this.highest, value);
    this.lowest = Math.min(this.lowest, value);
  }

  weigh(part: number): void {
    this.sum += part;
  }
}
