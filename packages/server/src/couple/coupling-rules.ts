// Which output of one model feeds which input of another when a subject has both.

/** A coupling that holds by default between twins of one subject. */
export interface CouplingRule {
  readonly from: { readonly model: string; readonly output: string };
  readonly to: { readonly model: string; readonly input: string };
  /** Seconds by which the effect trails its cause. */
  readonly delay: number;
  /** Why the one is what the other takes in. */
  readonly source: string;
}

/** All rules. A person's circulation and lungs are one loop; it is opened where pressure in the chest acts on the heart, which is the weaker link in quiet breathing. */
export const COUPLING_RULES: readonly CouplingRule[] = [
  {
    from: { model: 'circulation', output: 'cardiac-output' },
    to: { model: 'lungs', input: 'cardiac-output' },
    delay: 0,
    source: 'Fick principle: the blood that takes up oxygen is what the heart puts out (shunt included)',
  },
  {
    from: { model: 'esmolol-sum-1983', output: 'beta-blockade' },
    to: { model: 'circulation', input: 'beta-blockade' },
    delay: 0,
    source:
      'Volz et al. 1994, Eur. J. Clin. Pharmacol. 46:399-404: share of beta-1 receptors blocked by the level, half at an infusion of 113 ug/kg/min',
  },
  {
    from: { model: 'metoprolol-regardh-1980', output: 'beta-blockade' },
    to: { model: 'circulation', input: 'second-beta-blockade' },
    delay: 0,
    source:
      'Abrahamsson et al., told by Andersson 2003, J. Cardiovasc. Pharmacol. 41:151-157: share of beta-1 receptors blocked by the level, half at 89 nmol/L',
  },
];
