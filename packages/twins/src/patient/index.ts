export { followWave } from './beats/follow-wave.ts';
export { type PressurePulse, PulseDetector } from './beats/pulse-detector.ts';
export { QrsDetector } from './beats/qrs-detector.ts';
export { type Rhythm, rhythmOf } from './beats/rhythm.ts';
export type { VitalSign, WaveFinding, WaveFollower } from './beats/wave-finding.ts';
export { type WaveKind, waveKindOf } from './beats/wave-kind.ts';
export type { WaveFault, WaveQuality } from './beats/wave-quality.ts';
export {
  type ChamberFigures,
  type ChamberShape,
  chamberFigures,
  chamberVolume,
} from './chambers/chamber-study.ts';
export { ADAN56 } from './circulation/arteries/adan56.ts';
export { ArterialTree, type TreeState, type TreeTotals } from './circulation/arteries/arterial-tree.ts';
export { ADAN56_WALL, type ArterialWall } from './circulation/arteries/arterial-wall.ts';
export type { ArterialBed, Artery } from './circulation/arteries/artery.ts';
export { type LumpedTree, treeCompliance, treeResistance } from './circulation/arteries/lumped-tree.ts';
export { transitTime } from './circulation/arteries/transit-time.ts';
export { TreeBeat, type TreeDrive, type TreePlace } from './circulation/arteries/tree-beat.ts';
export { type TreeRun, treeNetwork } from './circulation/arteries/tree-network.ts';
export { closedLoopEquations } from './circulation/heart/closed-loop.ts';
export { HeartLoop } from './circulation/heart/heart-loop.ts';
export { REFERENCE_HEART, REFERENCE_PERIOD, REFERENCE_START } from './circulation/heart/reference-heart.ts';
export { drawHeldtParameters } from './circulation/heldt/draw-parameters.ts';
export {
  type HeldtBeat,
  HeldtCirculation,
  type HeldtReflexes,
} from './circulation/heldt/heldt-circulation.ts';
export { heldtParameters } from './circulation/heldt/parameters.ts';
export { sizeHeldtParameters } from './circulation/heldt/size-parameters.ts';
export type { Network } from './circulation/network/network.ts';
export { readNetwork } from './circulation/network/read-network.ts';
export { type NetworkTrajectory, simulateNetwork } from './circulation/network/simulate-network.ts';
export { type MemberTree, memberTree } from './circulation/twin/member-tree.ts';
export { circulation } from './circulation/twin/model.ts';
export * from './dosing/index.ts';
export { glucoseFreeLiving } from './glucose/free-living/model.ts';
export * from './glucose/metrics/index.ts';
export { capillaryGlucose, GLUCOSE_MOLAR_MASS, sensorGlucose } from './glucose/observables.ts';
export { s2008Equations } from './glucose/s2008/equations.ts';
export { type GlucoseProtocol, type GlucoseTrace, glucoseTrace } from './glucose/s2008/glucose-trace.ts';
export { glucoseS2008 } from './glucose/s2008/model.ts';
export { SENSOR_PHI, sensorError } from './glucose/s2008/sensor-error.ts';
export { readVirtualPatients, type VirtualPatient } from './glucose/s2008/virtual-patient.ts';
export { glucoseThresholds } from './glucose/thresholds.ts';
export { arterialPh, bicarbonateAt } from './lungs/blood/arterial-ph.ts';
export { bloodContents } from './lungs/blood/blood-contents.ts';
export { bloodPressures } from './lungs/blood/blood-pressures.ts';
export type { Breath } from './lungs/breathing/breath.ts';
export { BreathingLungs } from './lungs/breathing/breathing-lungs.ts';
export { Cardiopulmonary, type HeartState } from './lungs/breathing/cardiopulmonary.ts';
export { diseasedLungs, type LungDisease } from './lungs/breathing/diseased-lungs.ts';
export { HEALTHY_LUNGS, type LungPerson } from './lungs/breathing/lung-person.ts';
export type { VentilatorSettings } from './lungs/breathing/ventilator.ts';
export { TISSUES } from './lungs/exchange/tissues.ts';
export { healthyMechanics } from './lungs/mechanics/healthy-mechanics.ts';
export { lungs } from './lungs/twin/model.ts';
export { type AlertBudget, budgetAt } from './monitoring/alert-budget.ts';
export { alertDays } from './monitoring/alert-days.ts';
export { COPD } from './monitoring/conditions/copd.ts';
export { DIABETES } from './monitoring/conditions/diabetes.ts';
export { HEART_FAILURE } from './monitoring/conditions/heart-failure.ts';
export {
  type DeteriorationDay,
  type DeteriorationRule,
  type DeteriorationState,
  type DeteriorationStatistics,
  followDeterioration,
  openDeterioration,
} from './monitoring/deterioration.ts';
export { type News2, news2, type Observations } from './monitoring/early-warning/news2.ts';
export { news2Monitor } from './monitoring/early-warning/news2-monitor.ts';
export { followDays } from './monitoring/follow-days.ts';
export type { MonitorRule } from './monitoring/monitor/monitor-rule.ts';
export { copdMonitor, diabetesMonitor, heartFailureMonitor } from './monitoring/monitor/monitors.ts';
export type { MonitoredVital } from './monitoring/personal-baseline.ts';
export { COPD_PEOPLE } from './monitoring/synthetic/copd-people.ts';
export { DIABETES_PEOPLE } from './monitoring/synthetic/diabetes-people.ts';
export { type DailyValues, drawPerson, type SyntheticPerson } from './monitoring/synthetic/draw-person.ts';
export { HEART_FAILURE_PEOPLE } from './monitoring/synthetic/heart-failure-people.ts';
export type { SyntheticCondition } from './monitoring/synthetic/synthetic-condition.ts';
export { changesOf } from './risk/changes/apply-changes.ts';
export {
  type PreventWhatIf,
  type PreventWhatIfPerson,
  preventWhatIf,
} from './risk/changes/prevent-what-if.ts';
export { type ProgressionWhatIf, progressionWhatIf } from './risk/changes/progression-what-if.ts';
export type { ChangeableFactors, RiskChange } from './risk/changes/risk-change.ts';
export { CHANGE_LIMITS, RISK_CHANGES } from './risk/changes/risk-changes.ts';
export { type LabValue, labValue } from './risk/lab-value.ts';
export { type PreventRisk, preventRisk } from './risk/prevent.ts';
export type { PreventPerson } from './risk/prevent-person.ts';
export type { PreventModel } from './risk/prevent-table.ts';
export { followLives } from './risk/ukpds/follow-lives.ts';
export { OM2_EQUATIONS, type Om2EquationName } from './risk/ukpds/om2-equations.ts';
export { OM2_EVENTS, type Om2Event } from './risk/ukpds/om2-events.ts';
export type { Om2Factors, Om2Person } from './risk/ukpds/om2-person.ts';
export { Om2Year } from './risk/ukpds/om2-year.ts';
export {
  type Estimated,
  type Progression,
  type ProgressionDifference,
  progressionOf,
  type YearlyProbabilities,
} from './risk/ukpds/progression.ts';
export { CLARKE_2002 } from './risk/ukpds/utilities.ts';
