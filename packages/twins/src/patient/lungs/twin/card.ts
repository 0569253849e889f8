import type { ModelCard } from '@twinward/contract';

/** What the lung twin is for, what it rests on, and where it ends. */
export const lungsCard: ModelCard = {
  title: 'Lungs and gas exchange (Albanese 2016, averaged over breaths)',
  summary:
    'Airways, alveoli, blood, five tissues and the chemoreflex: breathing and the gases it leaves in the blood. Ten personal parameters are re-estimated by an ensemble Kalman filter from pulse oximetry, respiratory rate, capnography, blood gases and a ventilator.',
  contextOfUse:
    'Research on what saturation, breathing and blood gases say about shunt, dead space and mechanics, and on what-if questions about ventilator settings, oxygen, sedation and altitude.',
  decisionRole: 'Informs a researcher. It does not recommend, order or deliver treatment.',
  notFor: [
    'Treatment decisions of any kind',
    'Setting or closing the loop of a ventilator',
    'Newborns and children, pregnancy, one-lung ventilation, extracorporeal gas exchange, carbon monoxide and other dyshaemoglobins',
  ],
  risk: 'Saturation near 100 % says little about how much oxygen there is to lose; a healthy reading does not exclude a large shunt under added oxygen. Intervals say so; identifiability is listed with every estimate.',
  equations: [
    {
      what: 'Mechanics, gas exchange, tissues, chemoreflex',
      source: 'Albanese et al. 2016, Am. J. Physiol. Heart Circ. Physiol. 310:H899-H921, appendix A30 to A84',
    },
    {
      what: 'Dissociation of oxygen and carbon dioxide',
      source: 'Spencer, Firouztale, Mellins 1979, Ann. Biomed. Eng. 7:59-66',
    },
    {
      what: 'Carotid bodies',
      source: 'Ursino and Magosso 2002, Am. J. Physiol. Heart Circ. Physiol. 282:H2368-H2380',
    },
    {
      what: 'Shunt, ideal alveoli and dead alveoli',
      source: 'Riley and Cournand 1949, J. Appl. Physiol. 1:825-847',
    },
    {
      what: 'pH and base excess',
      source: 'Siggaard-Andersen 1977, Scand. J. Clin. Lab. Invest. 37 suppl. 146:15-20',
    },
  ],
  population:
    'The published healthy adult, and virtual people whose parameters are drawn about it, breathing with the unaveraged equations. Not validated on patients.',
  limits: [
    'Averaged over breaths: blood under way mixes instead of coming out in order, so breathing that waxes and wanes does not arise',
    'Mechanics are linear and of one compartment: no recruitment, no overdistension, no flow limitation; PEEP does not open alveoli',
    'Oxygen dissolved beyond what haemoglobin carries is left out by the dissociation curve: pure oxygen helps a shunt less here than in life',
    'One shunt and one dead space stand for all mismatch of ventilation and perfusion; no limit of diffusion',
    'A controlled ventilator finds muscles at rest; patients do not fight it',
    'Blood buffers by base excess, which does not change with time; the kidney is not there',
    'Cardiac output comes from the circulation twin where it is coupled, else 5.4 L/min. Couplings run one way: what PEEP does to the heart is not fed back; enter what the output "chest-pressure" says as the intervention of that name in the circulation twin',
    'Drugs are entered by their effect, not by dose',
  ],
  suites: ['gas-exchange', 'lungs-estimate', 'refvals', 'calibration'],
  attributes: {
    developer: 'The Twinward authors',
    'output-value':
      'Sample paths of saturation, blood gases, breathing and ventilator pressures for one hour',
    'output-type': 'Prediction',
    'intended-use': 'Research on gas exchange and on what-if questions',
    'intended-population': 'Adults, breathing alone or ventilated, in research',
    'intended-users': 'Researchers and engineers',
    'decision-role': 'Informs; never orders or recommends',
    'out-of-scope': 'Treatment decisions; children; pregnancy; extracorporeal gas exchange',
    risks: 'See risk and limits of this card',
    'training-criteria': 'No training on patients: published parameters, priors stated with each',
    'demographic-inputs': 'None',
    'validity-monitoring':
      'Every forecast is stored and scored when its truth arrives; innovations are tested continuously and the twin abstains when they no longer fit',
    'local-validity': 'The track record of each twin is computed from the local data alone',
  },
  history: [{ version: '1.0.0', date: '2026-11-26', change: 'First version' }],
};
