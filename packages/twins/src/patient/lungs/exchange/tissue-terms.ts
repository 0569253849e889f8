import type { Terms } from './dissociation-terms.ts';
import { TISSUES } from './tissues.ts';

/** Gases, in the order in which contents are kept. */
export const GASES = ['O2', 'CO2'] as const;

/** mL/mL below which a tissue takes up less than it needs, in proportion to what is left (chosen; published uptake never falls). */
const STARVED = 0.01;

/** Names of the states: the content of each gas in each tissue. */
export const TISSUE_STATES: readonly string[] = TISSUES.flatMap(({ name }) =>
  GASES.map((gas) => `C_${gas}_${name}`),
);

/**
 * Tissues that take up oxygen and give off carbon dioxide, V dC/dt = Q (Ca - C) -/+ M (Albanese et al. 2016, equations A57 to A66). Blood comes
 * in with `Ca_O2_in`, `Ca_CO2_in` at `Q` mL/s; `VO2` is the need of the body in mL/s and `RQ` what is given off for it. Terms: `used`, `made`
 * (mL/s) and the mixed venous contents `Cv_O2`, `Cv_CO2`.
 */
export const tissueTerms: Terms = {
  ...Object.fromEntries(
    TISSUES.map(({ name, uptake }) => [
      `M_${name}`,
      `${uptake} * VO2 * max(0, min(1, C_O2_${name} / ${STARVED}))`,
    ]),
  ),
  used: TISSUES.map(({ name }) => `M_${name}`).join(' + '),
  made: 'RQ * used',
  ...Object.fromEntries(
    GASES.map((gas) => [
      `Cv_${gas}`,
      TISSUES.map(({ name, flow }) => `${flow} * C_${gas}_${name}`).join(' + '),
    ]),
  ),
};

/** Derivatives of the contents of the tissues. */
export const tissueDerivatives: Terms = Object.fromEntries(
  TISSUES.flatMap(({ name, volume, flow }) => [
    [`C_O2_${name}`, `(${flow} * Q * (Ca_O2_in - C_O2_${name}) - M_${name}) / ${volume} {mL}`],
    [`C_CO2_${name}`, `(${flow} * Q * (Ca_CO2_in - C_CO2_${name}) + RQ * M_${name}) / ${volume} {mL}`],
  ]),
);
