import type { CdsService } from '@twinward/connect/cds-hooks';

const prefetch = { patient: 'Patient/{{context.patientId}}' };

/** The services offered, one for each hook they answer. */
export const CDS_SERVICES: readonly CdsService[] = [
  {
    id: 'twin-patient-view',
    hook: 'patient-view',
    title: 'What the twins say now',
    description:
      'Alerts that stand and what the twins of the patient expect, each with its probability, interval, evidence and how earlier forecasts came true',
    prefetch,
  },
  {
    id: 'twin-order-select',
    hook: 'order-select',
    title: 'What the selected order would do',
    description:
      'The selected order tried out on the twins of the patient that know the drug, beside not giving it, with the same draws',
    prefetch,
  },
  {
    id: 'twin-order-sign',
    hook: 'order-sign',
    title: 'What the orders would do',
    description:
      'The orders about to be signed, tried out on the twins of the patient that know the drug, beside not giving them, and the alerts that stand',
    prefetch,
  },
  {
    id: 'twin-encounter-discharge',
    hook: 'encounter-discharge',
    title: 'Before the patient leaves',
    description: 'Alerts that stand, what the twins expect, and where they cannot tell',
    prefetch,
  },
];
