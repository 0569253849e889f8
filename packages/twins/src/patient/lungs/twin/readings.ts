import type { MemberReading } from '../../member-reader.ts';
import { arterialPh } from '../blood/arterial-ph.ts';

/** mmHg in one cmH2O. */
const CMH2O = 0.735559;
/** cmH2O by which quiet breathing, on average, lowers the pressure around the lungs. */
const QUIET = -0.9;

const driving: MemberReading = (at) => Math.max(0.5, at('plateau') - at('totalPeep'));

/** Noise-free predictions of the observables. */
export const PREDICTIONS: Readonly<Record<string, MemberReading>> = {
  'pulse-oximetry': (at) => 100 * at('saturation'),
  'respiratory-rate': (at) => at('breaths'),
  'end-tidal-carbon-dioxide': (at) => at('endTidalCO2'),
  'arterial-oxygen': (at) => at('arterialO2'),
  'arterial-carbon-dioxide': (at) => at('arterialCO2'),
  'arterial-ph': (at) => arterialPh(at('arterialCO2'), at('baseExcess')),
  'tidal-volume': (at) => at('tidal'),
  'plateau-pressure': (at) => at('plateau'),
};

/** Quantities computed, not necessarily measured. */
export const READINGS: Readonly<Record<string, MemberReading>> = {
  saturation: (at) => 100 * at('saturation'),
  'carbon-dioxide': (at) => at('arterialCO2'),
  acidity: (at) => arterialPh(at('arterialCO2'), at('baseExcess')),
  'minute-ventilation': (at) => (at('breaths') * at('tidal')) / 1000,
  'alveolar-ventilation': (at) => (60 * at('fresh')) / 1000,
  'driving-pressure': driving,
  'respiratory-compliance': (at) => at('tidal') / driving(at),
  'oxygenation-index': (at) => at('arterialO2') / at('inspired'),
  'oxygen-gradient': (at) => at('alveolarO2') - at('arterialO2'),
  'oxygen-delivery': (at) => 1000 * at('content') * at('output'),
  'chest-pressure': (at) => (at('pleural') - QUIET) * CMH2O,
};
