export { AdmissionRates, type DayCounts } from './admissions/admission-rates.ts';
export { countForecast } from './admissions/count-forecast.ts';
export { AdtCensus } from './adt/adt-census.ts';
export { type AdtContradiction, AdtLedger, type AdtTaken } from './adt/adt-ledger.ts';
export type { AdtBed, AdtVisit } from './adt/adt-visit.ts';
export { type BedKey, bedKey } from './adt/bed-key.ts';
export { type BedSources, bedSources, type PresentPatient } from './beds/bed-sources.ts';
export { BedState } from './beds/bed-state.ts';
export { EMERGENCY_SHAPE } from './beds/emergency-shape.ts';
export { type ChanceScore, WARD_LEADS, type WardScore } from './beds/held-forecasts.ts';
export { hospitalBeds } from './beds/hospital-beds.ts';
export { slowParameters } from './beds/slow-parameters.ts';
export { specialtyOf } from './beds/specialty-of.ts';
export {
  SYNTHETIC_ADMISSIONS,
  SYNTHETIC_UNITS,
  type SyntheticHospital,
  type SyntheticRules,
  syntheticHospital,
} from './beds/synthetic-hospital.ts';
export { type DrawingNeed, needName } from './flow/bpmn/drawing-need.ts';
export { exportBpmn } from './flow/bpmn/export-bpmn.ts';
export { type BpmnValues, bpmnNeeds, importBpmn } from './flow/bpmn/import-bpmn.ts';
export { type CompileOptions, compileHospital } from './flow/compile/compile-hospital.ts';
export { compareScenarios, type FigureChange } from './flow/experiment/compare-scenarios.ts';
export {
  type BottleneckScore,
  type RankingOptions,
  rankBottlenecks,
} from './flow/experiment/rank-bottlenecks.ts';
export { type WarmUpEnd, warmUpEnd, welchAverage } from './flow/experiment/warm-up.ts';
export type { Amount, Basis, LabelledValue, Spread } from './flow/model/basis.ts';
export { HospitalBuilder } from './flow/model/hospital-builder.ts';
export {
  HOSPITAL_FORMAT,
  type HospitalModel,
  type HospitalResource,
  type HospitalSource,
  type HospitalUnit,
} from './flow/model/hospital-model.ts';
export type { HospitalNode, NodeCondition, WaitCause } from './flow/model/hospital-node.ts';
export { hospitalJsonSchema, readHospital } from './flow/model/read-hospital.ts';
export { resolveParameters } from './flow/model/resolve-parameters.ts';
export { stressReport } from './flow/report/stress-report.ts';
export { type EntityStay, entityStays } from './flow/run/entity-stays.ts';
export { type EntityWaits, entityWaits } from './flow/run/entity-waits.ts';
export { ALL_WAITING } from './flow/run/hospital-figures.ts';
export { type HospitalEvent, hospitalHistory } from './flow/run/hospital-history.ts';
export type { FigureEstimate, HospitalResult, OfferedLoad, RunWarning } from './flow/run/hospital-result.ts';
export { type ResourceTime, resourceTime } from './flow/run/resource-time.ts';
export { type RunOptions, runHospital } from './flow/run/run-hospital.ts';
export {
  type Activity,
  type ActivityLog,
  activityLog,
  type LogRow,
  type Trace,
} from './mining/activity-log.ts';
export { alignTrace } from './mining/align-trace.ts';
export { type Conformance, conformance } from './mining/conformance.ts';
export {
  type DirectlyFollows,
  directlyFollows,
  type FollowsEdge,
  type Variant,
  variantsOf,
} from './mining/directly-follows.ts';
export { discoverProcess } from './mining/discover-process.ts';
export { type FittedPathway, fitPathway } from './mining/fit-pathway.ts';
export {
  type MappedActivity,
  type MappedCase,
  type MappedVariant,
  type ProcessMap,
  processMap,
  type SpanQuarters,
} from './mining/process-map.ts';
export { type ProcessTree, processTreeText } from './mining/process-tree.ts';
export { type LogColumns, readLogTable, recogniseLogColumns } from './mining/read-log-table.ts';
export { readXes } from './mining/read-xes.ts';
export { runLog } from './mining/run-log.ts';
export { type WorkflowNet, workflowNet } from './mining/workflow-net.ts';
export { orthopaedicWard, type TheatreLists, theatreLists } from './orthopaedics/orthopaedic-ward.ts';
export { type Roster, type RosterDuty, roster, rosterProgram } from './rosters/roster.ts';
export {
  checkRosterProblem,
  type RosterDemand,
  type RosterPerson,
  type RosterProblem,
  type RosterShift,
} from './rosters/roster-problem.ts';
export {
  type SlotPlan,
  type SlotPlanProblem,
  type SlotPlanVisit,
  slotPlan,
  slotPlanProgram,
} from './rosters/slot-plan.ts';
export { CountDistribution } from './stays/count-distribution.ts';
export { HourlyArrivals } from './stays/hourly-arrivals.ts';
export { LearnedStays } from './stays/learned-stays.ts';
export { LogNormalStay } from './stays/log-normal-stay.ts';
export { occupancyDistribution } from './stays/occupancy-distribution.ts';
export type { StayModel } from './stays/stay-model.ts';
export {
  type StrokePatients,
  type StrokeUnit,
  type StrokeWay,
  strokeLoads,
  strokeService,
} from './stroke/stroke-service.ts';
export {
  URGENT_CARE,
  type UrgentCareArrivals,
  type UrgentCareDesign,
  type UrgentCareStage,
  urgentCare,
  urgentCareHospital,
} from './urgent-care/urgent-care.ts';
export {
  compareWards,
  type FuturesSpread,
  type PairedFutures,
  type PairedShare,
  type WardComparison,
  type WardEffect,
} from './wards/compare-wards.ts';
export { type Ward, wardsOf } from './wards/ward.ts';
export { checkWardChanges, type WardChange } from './wards/ward-change.ts';
export { type WardFuturesOptions, type WardPaths, wardFutures } from './wards/ward-futures.ts';
