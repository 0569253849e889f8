import { arterialPh, bicarbonateAt, TISSUES } from '@twinward/twins/patient';
import type { ReferenceAdult } from './reference-adult.ts';

/** How a reference row is answered: by which output of the models, in the unit of the row. */
export interface ReferenceQuantity {
  readonly unit: string;
  readonly of: (adult: ReferenceAdult) => number;
  /** Taken off the row before it is compared: pressures above the atmosphere, of rows that give them absolute. */
  readonly zero?: number;
}

/** cmH2O of the atmosphere in the reference rows. */
const ATMOSPHERE = 1033.2;
/** mL/mL of oxygen in the dry air above the water vapour. */
const INSPIRED = 0.210379;
const DRY = 713;

const quantity = (unit: string, of: ReferenceQuantity['of']): ReferenceQuantity => ({ unit, of });
const gauge = (of: ReferenceQuantity['of']): ReferenceQuantity => ({ unit: 'cmH2O', of, zero: ATMOSPHERE });

const output = quantity('mL/s', ({ heart }) => (heart.output * 1000) / 60);
const stroke = ({ heart }: ReferenceAdult): number => heart.endDiastolicVolume - heart.endSystolicVolume;
const rate = ({ breath }: ReferenceAdult): number => 60 / breath.period;
const minute = (adult: ReferenceAdult): number => (rate(adult) * adult.breath.tidalVolume) / 1000;
/** L/min by which carbon dioxide leaves alveoli that hold so much of it (Bohr 1891 turned round). */
const alveolar = (adult: ReferenceAdult): number =>
  (rate(adult) * adult.breath.dioxideExpired * 863) / (adult.breath.alveolarCO2 * 1000);
const share = (name: string): number => TISSUES.find((tissue) => tissue.name === name)!.flow;
const tissue = (name: string): ReferenceQuantity =>
  quantity('mL/s', ({ heart }) => (share(name) * heart.output * 1000) / 60);
const pH = ({ breath }: ReferenceAdult): number => arterialPh(breath.arterialCO2, 0);
const bicarbonate = (adult: ReferenceAdult): number => bicarbonateAt(adult.breath.arterialCO2, pH(adult));
const ofBreath = (unit: string, name: keyof ReferenceAdult['breath']): ReferenceQuantity =>
  quantity(unit, ({ breath }) => breath[name]);
const ofHeart = (unit: string, name: keyof ReferenceAdult['heart']): ReferenceQuantity =>
  quantity(unit, ({ heart }) => heart[name]);
const ofBeat = (unit: string, name: keyof ReferenceAdult['beat']): ReferenceQuantity =>
  quantity(unit, ({ beat }) => beat[name]);
/**
 * Which output of heart and lungs answers which row. A name counted `(2)` is the other moment of the same quantity. Rows that state what the
 * models are given, such as shunt or compliance, are not among them: they would prove nothing. The lungs are one: rows of the left lung stand for both, those
 * of the right are not counted again.
 */
export const REFERENCE_QUANTITIES: Readonly<Record<string, ReferenceQuantity>> = {
  BloodPH: quantity('', pH),
  OxygenSaturation: ofBreath('', 'saturation'),
  PulseOximetry: ofBreath('', 'saturation'),
  ArterialCarbonDioxidePressure: ofBreath('mmHg', 'arterialCO2'),
  ArterialOxygenPressure: ofBreath('mmHg', 'arterialO2'),
  PulmonaryArterialCarbonDioxidePressure: ofBreath('mmHg', 'venousCO2'),
  PulmonaryArterialOxygenPressure: ofBreath('mmHg', 'venousO2'),
  PulmonaryVenousCarbonDioxidePressure: ofBreath('mmHg', 'alveolarCO2'),
  PulmonaryVenousOxygenPressure: ofBreath('mmHg', 'alveolarO2'),
  VenousOxygenPressure: ofBreath('mmHg', 'venousO2'),
  VenousCarbonDioxidePressure: ofBreath('mmHg', 'venousCO2'),
  CO2: quantity('mmol/L', bicarbonate),
  'Bicarbonate-BloodConcentration': quantity('g/dL', (adult) => (bicarbonate(adult) * 61.02) / 10_000),

  CardiacOutput: quantity('mL/min', ({ heart }) => 1000 * heart.output),
  CerebralBloodFlow: quantity('mL/min', ({ heart }) => 1000 * share('brain') * heart.output),
  DiastolicArterialPressure: ofHeart('mmHg', 'diastolic'),
  HeartEjectionFraction: quantity('', (adult) => stroke(adult) / adult.heart.endDiastolicVolume),
  HeartRate: ofHeart('1/min', 'rate'),
  HeartStrokeVolume: quantity('mL', stroke),
  MeanArterialPressure: ofHeart('mmHg', 'mean'),
  MeanCentralVenousPressure: ofHeart('mmHg', 'rightAtrial'),
  PulmonaryCapillariesWedgePressure: ofHeart('mmHg', 'leftAtrial'),
  PulmonaryDiastolicArterialPressure: ofBeat('mmHg', 'pulmonaryLowest'),
  PulmonaryMeanArterialPressure: ofBeat('mmHg', 'pulmonaryMean'),
  PulmonarySystolicArterialPressure: ofBeat('mmHg', 'pulmonaryHighest'),
  PulmonaryVascularResistance: quantity(
    'mmHg s/mL',
    ({ beat, heart }) => (beat.pulmonaryMean - heart.leftAtrial) / ((heart.output * 1000) / 60),
  ),
  PulsePressure: quantity('mmHg', ({ heart }) => heart.systolic - heart.diastolic),
  SystemicVascularResistance: quantity(
    'mmHg s/mL',
    ({ heart }) => (heart.mean - heart.rightAtrial) / ((heart.output * 1000) / 60),
  ),
  SystolicArterialPressure: ofHeart('mmHg', 'systolic'),
  'Aorta-InFlow': output,
  'BrainVasculature-InFlow': tissue('brain'),
  'BrainVasculature-Oxygen-PartialPressure': quantity('mmHg', ({ brainOxygen }) => brainOxygen),
  // All that leaves the splanchnic organs passes the liver.
  'LiverVasculature-InFlow': tissue('splanchnic'),
  'LeftHeart-Volume': ofHeart('mL', 'endSystolicVolume'),
  'LeftHeart-Volume (2)': ofHeart('mL', 'endDiastolicVolume'),
  'LeftHeart-Pressure': ofBeat('mmHg', 'leftFilled'),
  'LeftHeart-Pressure (2)': ofBeat('mmHg', 'leftHighest'),
  'LeftHeart-InFlow': output,
  'MuscleVasculature-InFlow': tissue('muscle'),
  'MyocardiumVasculature-InFlow': tissue('heart'),
  'PulmonaryArteries-InFlow': output,
  'PulmonaryArteries-Pressure': ofBeat('mmHg', 'pulmonaryLowest'),
  'PulmonaryArteries-Pressure (2)': ofBeat('mmHg', 'pulmonaryHighest'),
  'PulmonaryCapillaries-InFlow': output,
  'PulmonaryCapillaries-Pressure': ofHeart('mmHg', 'leftAtrial'),
  'PulmonaryVeins-InFlow': output,
  'PulmonaryVeins-Pressure': ofHeart('mmHg', 'leftAtrial'),
  'RightHeart-Volume': ofBeat('mL', 'rightSmallest'),
  'RightHeart-Volume (2)': ofBeat('mL', 'rightLargest'),
  'RightHeart-Pressure': ofBeat('mmHg', 'rightFilled'),
  'RightHeart-Pressure (2)': ofBeat('mmHg', 'rightHighest'),
  'RightHeart-InFlow': output,
  'VenaCava-InFlow': output,

  AlveolarArterialGradient: quantity('mmHg', ({ breath }) => breath.alveolarO2 - breath.arterialO2),
  CarricoIndex: quantity('mmHg', ({ breath }) => breath.arterialO2 / INSPIRED),
  EndTidalCarbonDioxideFraction: quantity('', ({ breath }) => breath.endTidalCO2 / DRY),
  ExpiratoryFlow: quantity('L/s', ({ breath }) => breath.peakExpiratoryFlow / 1000),
  InspiratoryFlow: quantity('L/s', ({ breath }) => breath.peakInspiratoryFlow / 1000),
  RespirationRate: quantity('1/min', rate),
  SpecificVentilation: quantity('', ({ breath }) => breath.tidalVolume / breath.endExpiratoryVolume),
  TidalVolume: ofBreath('mL', 'tidalVolume'),
  TotalAlveolarVentilation: quantity('L/min', alveolar),
  TotalDeadSpaceVentilation: quantity('L/min', (adult) => minute(adult) - alveolar(adult)),
  TotalLungVolume: quantity('L', ({ breath }) => (breath.endExpiratoryVolume + breath.tidalVolume) / 1000),
  TotalPulmonaryVentilation: quantity('L/min', minute),
  TranspulmonaryPressure: quantity('cmH2O', ({ breath }) => -breath.meanPleural),
  'Trachea-Pressure': gauge(({ breath }) => breath.highestTracheal),
  'Trachea-Pressure (2)': gauge(({ breath }) => breath.lowestTracheal),
  'Trachea-Oxygen-PartialPressure': ofBreath('mmHg', 'highestAirwayO2'),
  'Trachea-Oxygen-PartialPressure (2)': ofBreath('mmHg', 'lowestAirwayO2'),
  'Trachea-CarbonDioxide-PartialPressure': ofBreath('mmHg', 'highestAirwayCO2'),
  'Trachea-CarbonDioxide-PartialPressure (2)': ofBreath('mmHg', 'lowestAirwayCO2'),
  'LeftPleuralCavity-Pressure': gauge(({ breath }) => breath.highestPleural),
  'LeftPleuralCavity-Pressure (2)': gauge(({ breath }) => breath.lowestPleural),
  'PulmonaryLungs-Volume': quantity(
    'L',
    ({ breath }) => (breath.endExpiratoryVolume + breath.tidalVolume / 2) / 1000,
  ),
  'LeftLungPulmonary-Pressure': gauge(({ breath }) => breath.highestAlveolar),
  'LeftLungPulmonary-Pressure (2)': gauge(({ breath }) => breath.lowestAlveolar),
  'LeftAlveoli-Pressure': gauge(({ breath }) => breath.highestAlveolar),
  'LeftAlveoli-Pressure (2)': gauge(({ breath }) => breath.lowestAlveolar),
  'LeftAlveoli-Oxygen-PartialPressure': ofBreath('mmHg', 'alveolarO2'),
  'LeftBronchi-Oxygen-PartialPressure': ofBreath('mmHg', 'meanAirwayO2'),
  'LeftBronchi-CarbonDioxide-PartialPressure': ofBreath('mmHg', 'meanAirwayCO2'),
  'LeftAlveoli-CarbonDioxide-PartialPressure': ofBreath('mmHg', 'alveolarCO2'),
};
