/** What one breath came to. Gas volumes at body temperature, saturated, unless said otherwise. */
export interface Breath {
  /** Seconds since the start at which it ended, and how long it took. */
  readonly at: number;
  readonly period: number;
  /** mL breathed in. */
  readonly tidalVolume: number;
  /** mL breathed out. */
  readonly expiredVolume: number;
  /** mL/s, at the mouth. */
  readonly peakInspiratoryFlow: number;
  readonly peakExpiratoryFlow: number;
  /** cmH2O at the airway opening, at most. */
  readonly peakPressure: number;
  /** cmH2O in the alveoli at the end of inspiration, and at the end of expiration: plateau and total PEEP. */
  readonly plateau: number;
  readonly totalPeep: number;
  /** cmH2O in the alveoli at most and at least. */
  readonly highestAlveolar: number;
  readonly lowestAlveolar: number;
  /** cmH2O in the trachea at most and at least. */
  readonly highestTracheal: number;
  readonly lowestTracheal: number;
  /** cmH2O around the lungs: on average, at most and at least. */
  readonly meanPleural: number;
  readonly highestPleural: number;
  readonly lowestPleural: number;
  /** mL in airways and alveoli at the end of expiration. */
  readonly endExpiratoryVolume: number;
  /** mL in the airways at the end of expiration: the dead space of the anatomy. */
  readonly airways: number;
  /** mmHg, at the mouth at the end of expiration. */
  readonly endTidalCO2: number;
  /** mmHg in the airways: of oxygen and carbon dioxide on average, at most and at least. */
  readonly meanAirwayO2: number;
  readonly meanAirwayCO2: number;
  readonly highestAirwayO2: number;
  readonly lowestAirwayO2: number;
  readonly highestAirwayCO2: number;
  readonly lowestAirwayCO2: number;
  /** mmHg in the perfused alveoli, on average. */
  readonly alveolarO2: number;
  readonly alveolarCO2: number;
  /** mmHg in arterial blood as it leaves the lungs, share of haemoglobin saturated, mL/mL; on average over the breath. */
  readonly arterialO2: number;
  readonly arterialCO2: number;
  readonly saturation: number;
  readonly arterialContentO2: number;
  readonly arterialContentCO2: number;
  /** mmHg in mixed venous blood. */
  readonly venousO2: number;
  readonly venousCO2: number;
  /** mL/s (STPD), from alveoli to blood. */
  readonly oxygenUptake: number;
  /** mL of carbon dioxide (STPD) breathed out. */
  readonly dioxideExpired: number;
}
