import type { Terms } from './dissociation-terms.ts';

/** What the chemoreflex adds to breathing: states with their units. */
export const EFFECTOR_STATES: Terms = {
  A_c: 'cm[H2O]',
  f_c: '/min',
  A_p: 'cm[H2O]',
  f_p: '/min',
};

/** States of the carotid bodies in motion. */
export const RECEPTOR_STATES: Terms = { seen_CO2: '1', phi_c: '/s' };

/** Their derivatives. */
export const receptorDerivatives: Terms = {
  seen_CO2: '(Ca_CO2 - seen_CO2) / 3.5 {s}',
  phi_c: '(phi_bar - phi_c) / 3.5 {s}',
};

/** Pressure of arterial carbon dioxide, mmHg, at which the central chemoreceptors add nothing (Albanese et al. 2016, table 6). */
export const CENTRAL_SET_POINT = 40;

/**
 * The carotid bodies at rest (Ursino and Magosso 2002, Am. J. Physiol. Heart Circ. Physiol. 282:H2368-H2380): they fire by arterial
 * saturation `S_a` and content of carbon dioxide `Ca_CO2`; `firing` spikes/s.
 */
export const restingFiringTerms: Terms = {
  x_O2: '600 * (1 - S_a) + 10.18',
  phi_O2: '200 * (1 - exp(-x_O2 / 200))',
  phi_CO2: 'Ca_CO2 - 0.36',
  phi_static: 'max(0, phi_O2 * phi_CO2)',
  firing: '20 {/s} * (1 - exp(-phi_static / 20))',
};

/** The carotid bodies in motion: what they fire at rest, and by the rate of change of the content of carbon dioxide; `f_ac` spikes/s. */
export const chemoreceptorTerms: Terms = {
  ...restingFiringTerms,
  dynamic: '600 {s} / 3.5 {s} * (Ca_CO2 - seen_CO2)',
  phi_bar: 'firing + 45 {/s} * (1 - exp(-dynamic / 45))',
  f_ac: 'max(0 {/s}, phi_c)',
};

/**
 * What the chemoreceptors make of breathing (Albanese et al. 2016, equations A79 to A84): muscle pressure and rate added by the central ones, which
 * see `P_central` mmHg, and the peripheral ones, which fire at `f_seen`; both come delayed. `drive` scales the gains of the central ones.
 */
export const effectorDerivatives: Terms = {
  A_c: '(drive * 0.85 {cm[H2O]/mm[Hg]} * (P_central - set_point) - A_c) / 105 {s}',
  f_c: '(drive * 0.9 {/min/mm[Hg]} * (P_central - set_point) - f_c) / 400 {s}',
  A_p: '(1.31 {cm[H2O].s} * (f_seen - 3.7 {/s}) - A_p) / 83 {s}',
  f_p: '(0.8735 {s/min} * (f_seen - 3.7 {/s}) - f_p) / 147.78 {s}',
};
