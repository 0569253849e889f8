/** What a level or an exposure over a day should be, or should not exceed. */
export interface DoseTarget {
  /** `auc24`: mg h/L over 24 h; `peak`: mg/L when the last infusion ends (bolus: at once); `trough`: mg/L before the next dose. */
  readonly quantity: 'auc24' | 'peak' | 'trough';
  readonly low: number | null;
  readonly high: number | null;
  readonly words: string;
  readonly source: string;
}

/** What to reach with a drug, and what to keep from. */
export interface DrugTargets {
  readonly attain: DoseTarget;
  readonly avoid: DoseTarget;
}

/** Targets by drug. */
export const DRUG_TARGETS: Readonly<Record<string, DrugTargets>> = {
  vancomycin: {
    attain: {
      quantity: 'auc24',
      low: 400,
      high: 600,
      words: 'AUC over 24 h of 400 to 600 mg h/L (MIC 1 mg/L)',
      source: 'Rybak et al. 2020, Am. J. Health-Syst. Pharm. 77:835-864',
    },
    avoid: {
      quantity: 'auc24',
      low: 683,
      high: null,
      words: 'AUC over 24 h of 683 mg h/L or more, with three to four times the kidney injury',
      source: 'Zasowski et al. 2018, Antimicrob. Agents Chemother. 62:e01684-17 (second day)',
    },
  },
  amikacin: {
    attain: {
      quantity: 'peak',
      low: 64,
      high: null,
      words: 'peak of 64 mg/L or more (8 times an MIC of 8 mg/L)',
      source: 'Logre et al. 2020, Ann. Intensive Care 10:75 (peak over MIC of 8 to 10)',
    },
    avoid: {
      quantity: 'trough',
      low: 2.5,
      high: null,
      words: 'trough of 2.5 mg/L or more, when the next dose should wait',
      source: 'ANSM 2011, Mise au point sur le bon usage des aminosides',
    },
  },
};
