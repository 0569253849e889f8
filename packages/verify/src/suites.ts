import { admissionsForecastSuite } from './admissions-forecast/admissions-forecast-suite.ts';
import { adtSuite } from './adt/adt-suite.ts';
import { arterialTreeSuite } from './arterial-tree/arterial-tree-suite.ts';
import { assimilationSuite } from './assimilation/assimilation-suite.ts';
import { beatsSuite } from './beats/beats-suite.ts';
import { calibrationSuite } from './calibration/calibration-suite.ts';
import { cdsHooksSuite } from './cds-hooks/cds-hooks-suite.ts';
import { cgmMetricsSuite } from './cgm-metrics/cgm-metrics-suite.ts';
import { chambersSuite } from './chambers/chambers-suite.ts';
import { circulationSuite } from './circulation/circulation-suite.ts';
import { circulationEstimateSuite } from './circulation-estimate/circulation-estimate-suite.ts';
import { crashSuite } from './crash/crash-suite.ts';
import { dosingSuite } from './dosing/dosing-suite.ts';
import { dosingMapSuite } from './dosing-map/dosing-map-suite.ts';
import { elementarySuite } from './elementary/elementary-suite.ts';
import { eventLogSuite } from './event-log/event-log-suite.ts';
import { experimentsSuite } from './experiments/experiments-suite.ts';
import { fhirPatchSuite } from './fhir-patch/fhir-patch-suite.ts';
import { fhirRoundtripSuite } from './fhir-roundtrip/fhir-roundtrip-suite.ts';
import { fhirValidatorSuite } from './fhir-validator/fhir-validator-suite.ts';
import { fhirpathSuite } from './fhirpath/fhirpath-suite.ts';
import { flowSuite } from './flow/flow-suite.ts';
import { gasExchangeSuite } from './gas-exchange/gas-exchange-suite.ts';
import { glucoseSuite } from './glucose/glucose-suite.ts';
import { glucoseForecastSuite } from './glucose-forecast/glucose-forecast-suite.ts';
import { graphqlSuite } from './graphql/graphql-suite.ts';
import { haemodynamicsSuite } from './haemodynamics/haemodynamics-suite.ts';
import { hl7v2Suite } from './hl7v2/hl7v2-suite.ts';
import { ivpSuite } from './ivp/ivp-suite.ts';
import { likelihoodSuite } from './likelihood/likelihood-suite.ts';
import { lungsEstimateSuite } from './lungs-estimate/lungs-estimate-suite.ts';
import { mllpSuite } from './mllp/mllp-suite.ts';
import { monitoringSuite } from './monitoring/monitoring-suite.ts';
import { nistSuite } from './nist/nist-suite.ts';
import { openMhealthSuite } from './open-mhealth/open-mhealth-suite.ts';
import { orthopaedicsSuite } from './orthopaedics/orthopaedics-suite.ts';
import { petabSuite } from './petab/petab-suite.ts';
import { posteriorSuite } from './posterior/posterior-suite.ts';
import { progressionSuite } from './progression/progression-suite.ts';
import { queueingSuite } from './queueing/queueing-suite.ts';
import { randomSuite } from './random/random-suite.ts';
import { refvalsSuite } from './refvals/refvals-suite.ts';
import { riskSuite } from './risk/risk-suite.ts';
import { rostersSuite } from './rosters/rosters-suite.ts';
import { sbmlSuite } from './sbml/sbml-suite.ts';
import { sbmlStochasticSuite } from './sbml-stochastic/sbml-stochastic-suite.ts';
import { sdeSuite } from './sde/sde-suite.ts';
import { selectionSuite } from './selection/selection-suite.ts';
import { sensitivitySuite } from './sensitivity/sensitivity-suite.ts';
import { sqlOnFhirSuite } from './sql-on-fhir/sql-on-fhir-suite.ts';
import { strokeSuite } from './stroke/stroke-suite.ts';
import type { Suite } from './suite.ts';
import { ucumSuite } from './ucum/ucum-suite.ts';
import { urgentCareSuite } from './urgent-care/urgent-care-suite.ts';
import { wardsSuite } from './wards/wards-suite.ts';
import { warmStartSuite } from './warm-start/warm-start-suite.ts';

/** Every suite of `twinward verify`. */
export const suites: readonly Suite[] = [
  admissionsForecastSuite,
  adtSuite,
  arterialTreeSuite,
  assimilationSuite,
  beatsSuite,
  calibrationSuite,
  cdsHooksSuite,
  cgmMetricsSuite,
  chambersSuite,
  circulationSuite,
  circulationEstimateSuite,
  crashSuite,
  dosingSuite,
  dosingMapSuite,
  elementarySuite,
  eventLogSuite,
  fhirPatchSuite,
  fhirRoundtripSuite,
  fhirValidatorSuite,
  fhirpathSuite,
  experimentsSuite,
  flowSuite,
  gasExchangeSuite,
  glucoseSuite,
  glucoseForecastSuite,
  graphqlSuite,
  haemodynamicsSuite,
  hl7v2Suite,
  ivpSuite,
  likelihoodSuite,
  lungsEstimateSuite,
  mllpSuite,
  monitoringSuite,
  nistSuite,
  openMhealthSuite,
  orthopaedicsSuite,
  petabSuite,
  posteriorSuite,
  progressionSuite,
  randomSuite,
  queueingSuite,
  refvalsSuite,
  riskSuite,
  rostersSuite,
  sdeSuite,
  selectionSuite,
  sensitivitySuite,
  sbmlSuite,
  sbmlStochasticSuite,
  sqlOnFhirSuite,
  ucumSuite,
  strokeSuite,
  urgentCareSuite,
  wardsSuite,
  warmStartSuite,
];
