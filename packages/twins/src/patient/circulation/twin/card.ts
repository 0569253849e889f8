import type { ModelCard } from '@twinward/contract';

/** What the circulation twin is for, what it rests on, and where it ends. */
export const circulationCard: ModelCard = {
  title: 'Heart and circulation (Regazzoni 2022 with a baroreflex)',
  summary:
    'A closed loop of four chambers, four valves and systemic and pulmonary vessels, beat by beat, with an arterial baroreflex. Nine personal parameters are re-estimated by an ensemble Kalman filter from heart rate, pressures, catheter, echo and weight.',
  contextOfUse:
    'Research on what heart rate, blood pressure and central venous pressure say about output, filling and contractility, and on what-if questions about fluid, blood loss, vasoactive drugs, pacing, resynchronisation, assist pumps and valves.',
  decisionRole: 'Informs a researcher. It does not recommend, order or deliver treatment.',
  notFor: [
    'Treatment decisions of any kind',
    'Arrhythmia, shunts, congenital heart disease, support other than a left ventricular pump, pregnancy, children',
    'Gas exchange: oxygen saturation is not a quantity of this model',
  ],
  risk: 'An output inferred from pressures alone rests on the assumed arterial compliance. Intervals say so; identifiability is listed with every estimate.',
  equations: [
    { what: 'Closed loop of the heart', source: 'Regazzoni et al. 2022, J. Comput. Phys. 457:111083' },
    {
      what: 'Activation of the chambers',
      source: 'Mynard et al. 2012, Int. J. Numer. Meth. Biomed. Engng. 28:626-641',
    },
    {
      what: 'Gains and delays of the baroreflex',
      source: 'Heldt 2004, PhD thesis, MIT; triangular responses made exponential',
    },
    {
      what: 'Two walls of the left ventricle (screening model), with the resistance of contracting muscle',
      source: 'Elastances in series; Shroff et al. 1985, Am. J. Physiol. 249:H358-H370',
    },
    {
      what: 'Rotary pump from left ventricle to aorta',
      source: 'Simaan et al. 2009, IEEE Trans. Control Syst. Technol. 17:223-233',
    },
    {
      what: 'Body size in the priors: volumes and compliances with the surface, resistances and elastances against it',
      source:
        'Westerhof and Elzinga 1991, Am. J. Physiol. 261:R126-R133; Mosteller 1987, N. Engl. J. Med. 317:1098',
    },
    {
      what: 'Metoprolol, dobutamine, noradrenaline by dose',
      source:
        'Means of PMID 2909996 (n = 16); Akhtar et al. 1975, Am. J. Cardiol. 36:202-205 (n = 15); Hamzaoui et al. 2010, Crit. Care 14:R142 (n = 105)',
    },
    {
      what: 'Pressures in 56 arteries: tube law, friction and inertia taken to first order, network of a standard person (ADAN56)',
      source:
        'Boileau et al. 2015, Int. J. Numer. Meth. Biomed. Engng. 31:e02732; Blanco et al. 2015, IEEE Trans. Biomed. Eng. 62:736-753',
    },
    { what: 'Narrowed and leaking valves', source: 'Bernoulli, dp = rho/2 (Q/EOA)^2' },
  ],
  population:
    'Truths of another model (Heldt, 21 compartments) and virtual adults drawn from its parameter table, their sizes from published weights; the twin is not told the weight. Not validated on patients.',
  limits: [
    'Quasi-steady: beats run until they repeat themselves; what lasts longer is in the parameters, which wander',
    'Arterial compliance cannot be told from stroke volume by pressures alone; its prior is chosen, not measured, and knows of body size but not of age',
    'Arterial compliance of people of one size spreads by 14 % in the prior: more than the 10 % in the table of Heldt 2004 that it is verified on, less than the 30 % of stroke volume over pulse pressure, adjusted for body surface, among 801 young adults of Tecumseh, which has the scatter of echo and cuff in it. Intervals of output on patients may be too narrow',
    'One windkessel: the cuff and the aorta read the same',
    'The arterial tree has the lengths, radii and branches of a standard man, scaled as a whole to the compliance and resistance of the person; a narrowed or stiffened single artery, a missing branch, size and age are not in it',
    'Arteries are linear about the mean pressure and purely elastic; what lies at the root is the pressure the twin estimates, which takes the cuff for the aorta: the arm then has about a fifth more pulse pressure than the cuff read, and the root of a person about as much less than shown',
    'The pulse grows to 1.7 times the root at the groin and 2.4 times at the shin, with systolic pressure of the ankle 1.26 times that of the arm (1.0 to 1.4 in healthy people): walls without viscosity damp nothing',
    'Mean pressure falls by some 10 mmHg along the forearm of that standard man, as in the published network; in people it falls by a few',
    'Drugs by dose repeat the mean of one study each, without the spread between people; metoprolol lowers systolic pressure less than was seen',
    'Resynchronisation is a screening model: two walls, no geometry, scar, or atrioventricular timing; the delay is told, not estimated',
    'The coefficients of the assist pump are those passed on in open models; the papers were not read again',
    'A kilogram of fluid puts 210 mL into the vessels whatever the disease',
    'Right ventricular contractility follows the left only through reflex and drugs',
    'Fluid is entered as the volume that stays in the vessels',
  ],
  suites: ['haemodynamics', 'circulation', 'circulation-estimate', 'arterial-tree'],
  attributes: {
    developer: 'The Twinward authors',
    'output-value':
      'Sample paths of heart rate, pressures, output, volumes and ejection fraction for one hour',
    'output-type': 'Prediction',
    'intended-use': 'Research on haemodynamics and on what-if questions',
    'intended-population': 'Adults in sinus rhythm, in research',
    'intended-users': 'Researchers and engineers',
    'decision-role': 'Informs; never orders or recommends',
    'out-of-scope': 'Treatment decisions; arrhythmia; shunts; children; pregnancy',
    risks: 'See risk and limits of this card',
    'training-criteria': 'No training on patients: published parameters, priors stated with each',
    'demographic-inputs': 'None',
    'validity-monitoring':
      'Every forecast is stored and scored when its truth arrives; innovations are tested continuously and the twin abstains when they no longer fit',
    'local-validity': 'The track record of each twin is computed from the local data alone',
  },
  history: [
    { version: '1.0.0', date: '2026-11-26', change: 'First version' },
    {
      version: '2.0.0',
      date: '2026-11-26',
      change: 'Catheter, echo volumes and weight as readings; drugs by dose, resynchronisation, assist pump',
    },
    {
      version: '2.1.0',
      date: '2026-11-26',
      change: 'The share of beta-1 receptors that a coupled drug twin blocks is an input',
    },
    {
      version: '2.2.0',
      date: '2026-11-27',
      change:
        'Priors go with body size and are balanced against chance correlation; two drugs may block receptors; a jump is confirmed by readings after it alone',
    },
    {
      version: '2.3.0',
      date: '2026-11-27',
      change:
        'Spread of arterial compliance: of the arteries between people of one size, with that of body size added instead of taken from it',
    },
    { version: '2.4.0', date: '2026-11-27', change: 'Pressures in the arteries through a heartbeat' },
    {
      version: '2.5.0',
      date: '2026-11-28',
      change: 'Arterial compliance of people of one size spreads by 14 % where it was 10 %',
    },
  ],
};
