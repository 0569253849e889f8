/** The 31 source attributes of predictive decision support, 45 CFR 170.315(b)(11)(iv)(B) (ONC HTI-1, 2024), in its order. */
export const SOURCE_ATTRIBUTES: readonly {
  readonly id: string;
  readonly group: string;
  readonly label: string;
}[] = [
  ['developer', 'Output', 'Name and contact of the developer'],
  ['funding', 'Output', 'Funding source of the technical implementation'],
  ['output-value', 'Output', 'What value the intervention produces as output'],
  [
    'output-type',
    'Output',
    'Whether the output is a prediction, classification, recommendation, evaluation or analysis',
  ],
  ['intended-use', 'Purpose', 'Intended use'],
  ['intended-population', 'Purpose', 'Intended patient population'],
  ['intended-users', 'Purpose', 'Intended users'],
  ['decision-role', 'Purpose', 'Intended decision-making role'],
  ['out-of-scope', 'Out of scope', 'Tasks, situations or populations to be cautious of'],
  ['risks', 'Out of scope', 'Known risks, inappropriate settings and uses, limitations'],
  ['training-criteria', 'Development', 'Inclusion and exclusion criteria of the training data'],
  [
    'demographic-inputs',
    'Development',
    'Use of race, ethnicity, language, orientation, identity, sex, birth date, social and health status',
  ],
  ['representativeness', 'Development', 'Demographic representativeness of the training data'],
  ['relevance', 'Development', 'Relevance of the training data to the setting'],
  ['fairness-approach', 'Fairness process', 'Approach taken so that the output is fair'],
  ['bias-approach', 'Fairness process', 'Approaches to manage, reduce or eliminate bias'],
  ['validation-source', 'External validation', 'Data source, setting or environment of external validation'],
  ['validation-party', 'External validation', 'Party that conducted the external testing'],
  [
    'validation-representativeness',
    'External validation',
    'Demographic representativeness of the external data',
  ],
  ['validation-process', 'External validation', 'Process by which external validation was done'],
  ['internal-validity', 'Performance', 'Validity in data held out from training'],
  ['internal-fairness', 'Performance', 'Fairness in data held out from training'],
  ['external-validity', 'Performance', 'Validity in external data'],
  ['external-fairness', 'Performance', 'Fairness in external data'],
  ['outcome-evaluations', 'Performance', 'References to evaluations of use on outcomes'],
  ['validity-monitoring', 'Maintenance', 'How validity is monitored over time'],
  ['local-validity', 'Maintenance', 'Validity in local data'],
  ['fairness-monitoring', 'Maintenance', 'How fairness is monitored over time'],
  ['local-fairness', 'Maintenance', 'Fairness in local data'],
  ['update-process', 'Update', 'How the intervention is updated when validity is lost'],
  ['risk-correction', 'Update', 'How risks are corrected when validity or fairness is lost'],
].map(([id, group, label]) => ({ id: id!, group: group!, label: label! }));
