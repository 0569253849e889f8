import { CDS_ROUTES } from '../cds-hooks/cds-routes.ts';
import { ALERT_ROUTES } from './alerts.ts';
import { APP_ROUTES } from './apps.ts';
import { BED_ROUTES } from './beds.ts';
import { BELIEF_ROUTES } from './belief.ts';
import { CHAMBER_ROUTES } from './chambers.ts';
import { COMPARISON_ROUTES } from './comparisons.ts';
import { CONNECTOR_ROUTES } from './connectors.ts';
import { DEVICE_ROUTES } from './devices.ts';
import { EHR_ROUTES } from './ehrs.ts';
import { EVENT_ROUTES } from './events.ts';
import { FOLLOWER_ROUTES } from './followers.ts';
import { FORECAST_ROUTES } from './forecasts.ts';
import { GOVERNANCE_ROUTES } from './governance.ts';
import { HOSPITAL_ROUTES } from './hospitals.ts';
import { IMPORT_ROUTES } from './imports.ts';
import { INSIGHT_ROUTES } from './insights.ts';
import { MODEL_ROUTES } from './models.ts';
import { OBSERVATION_ROUTES } from './observations.ts';
import { ORIGIN_ROUTES } from './origins.ts';
import { PROCESS_ROUTES } from './processes.ts';
import { REGIMEN_ROUTES } from './regimens.ts';
import { RISK_ROUTES } from './risk.ts';
import type { Route } from './route.ts';
import { SCENARIO_ROUTES } from './scenarios.ts';
import { SESSION_ROUTES } from './session.ts';
import { SUBJECT_ROUTES } from './subjects.ts';
import { TWIN_ROUTES } from './twins.ts';
import { WAVEFORM_ROUTES } from './waveforms.ts';

/** Every route of the API, in the order of its description. */
export const ROUTES: readonly Route[] = [
  ...SESSION_ROUTES,
  ...SUBJECT_ROUTES,
  ...COMPARISON_ROUTES,
  ...REGIMEN_ROUTES,
  ...TWIN_ROUTES,
  ...BELIEF_ROUTES,
  ...FORECAST_ROUTES,
  ...SCENARIO_ROUTES,
  ...OBSERVATION_ROUTES,
  ...BED_ROUTES,
  ...ALERT_ROUTES,
  ...INSIGHT_ROUTES,
  ...CHAMBER_ROUTES,
  ...IMPORT_ROUTES,
  ...MODEL_ROUTES,
  ...RISK_ROUTES,
  ...PROCESS_ROUTES,
  ...HOSPITAL_ROUTES,
  ...EVENT_ROUTES,
  ...WAVEFORM_ROUTES,
  ...APP_ROUTES,
  ...EHR_ROUTES,
  ...ORIGIN_ROUTES,
  ...CONNECTOR_ROUTES,
  ...FOLLOWER_ROUTES,
  ...DEVICE_ROUTES,
  ...GOVERNANCE_ROUTES,
];

/** Routes whose addresses and documents a protocol fixes; they stand at the root and not in our own description. */
export const PROTOCOL_ROUTES: readonly Route[] = [...CDS_ROUTES];
