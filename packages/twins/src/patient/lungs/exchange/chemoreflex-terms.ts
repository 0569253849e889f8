import type { Terms } from './dissociation-terms.ts';

/** Receptor and effector states, with their units. */
export const CHEMOREFLEX_STATES: Terms = {
  seen_CO2: '1',
  phi_c: '/s',
  A_c: 'cm[H2O]',
  f_c: '/min',
  A_p: 'cm[H2O]',
  f_p: '/min',
};

/** Pressure of arterial carbon dioxide, mmHg, at which the central chemoreceptors add nothing (Albanese et al. 2016, table 6). */
export const CENTRAL_SET_POINT = 40;

/**
 * The carotid bodies (Ursino and Magosso 2002, Am. J. Physiol. Heart Circ. Physiol. 282:H2368-H2380) fire by arterial saturation
 * `S_a` and content of carbon dioxide `Ca_CO2`, statically and by its rate of change; `f_ac` spikes/s.
 */
export const chemoreceptorTerms: Terms = {
  x_O2: '600 * (1 - S_a) + 10.18',
  phi_O2: '200 * (1 - exp(-x_O2 / 200))',
  phi_CO2: 'Ca_CO2 - 0.36',
  dynamic: '600 {s} / 3.5 {s} * (Ca_CO2 - seen_CO2)',
  phi_static: 'max(0, phi_O2 * phi_CO2)',
  phi_bar: '20 {/s} * (1 - exp(-phi_static / 20)) + 45 {/s} * (1 - exp(-dynamic / 45))',
  f_ac: 'max(0 {/s}, phi_c)',
};

/**
 * What the chemoreceptors make of breathing (Albanese et al. 2016, equations A79 to A84): muscle pressure and rate added by the central ones, which
 * see `P_central` mmHg, and the peripheral ones, which fire at `f_seen`; both come delayed. `drive` scales the gains of the central ones.
 */
export const chemoreflexDerivatives: Terms = {
  seen_CO2: '(Ca_CO2 - seen_CO2) / 3.5 {s}',
  phi_c: '(phi_bar - phi_c) / 3.5 {s}',
  A_c: '(drive * 0.85 {cm[H2O]/mm[Hg]} * (P_central - set_point) - A_c) / 105 {s}',
  f_c: '(drive * 0.9 {/min/mm[Hg]} * (P_central - set_point) - f_c) / 400 {s}',
  A_p: '(1.31 {cm[H2O].s} * (f_seen - 3.7 {/s}) - A_p) / 83 {s}',
  f_p: '(0.8735 {s/min} * (f_seen - 3.7 {/s}) - f_p) / 147.78 {s}',
};
