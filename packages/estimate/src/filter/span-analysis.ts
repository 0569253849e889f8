import type { RandomSource } from '@twinward/contract';
import { AnomalySpectrum } from './anomaly-spectrum.ts';
import { AnomalyTransform } from './anomaly-transform.ts';
import type { EnsembleAnalysis } from './ensemble-analysis.ts';
import type { ObservedEnsemble } from './observed-ensemble.ts';

/**
 * An analysis that moves members within the span of the ensemble only, E + K V' A: what every ensemble Kalman filter without
 * localisation does. They differ in K, which follows from the spectrum of the whitened anomalies.
 */
export abstract class SpanAnalysis implements EnsembleAnalysis {
  protected readonly spectrum: AnomalySpectrum = new AnomalySpectrum();
  protected readonly transform: AnomalyTransform = new AnomalyTransform();
  #raised = 1;

  update(
    values: Float64Array,
    members: number,
    observed: ObservedEnsemble,
    random: RandomSource,
    cycle: number,
  ): void {
    this.spectrum.decompose(observed.anomalies, observed.innovation, members, observed.count);
    this.transform.reserve(members, this.spectrum.rank);
    this.#raised = this.weigh(members, random, cycle);
    this.transform.apply(values, members, this.spectrum, this.#raised);
  }

  /** Does to the members at another time [members x size, by rows] what the last update did to those at its own. */
  repeat(values: Float64Array, members: number): void {
    this.transform.apply(values, members, this.spectrum, this.#raised);
  }

  /** Fills K (`transform.weights`); the factor by which the anomalies are to be raised before. */
  protected abstract weigh(members: number, random: RandomSource, cycle: number): number;
}
