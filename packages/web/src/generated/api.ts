// Written by packages/server/src/openapi/generate-client.ts from the routes. Change the routes, not this.
import { addressOf, request } from './request.ts';
import type {
  Acknowledgement,
  AlertAcknowledgement,
  AlertBudgetChoice,
  AlertBudgets,
  AlertDetail,
  AlertEscalation,
  AlertPage,
  AlertResolution,
  AlertSnooze,
  AlertView,
  AppRequest,
  AppSwitch,
  AuditTrail,
  BackupRequest,
  BackupView,
  BedBoard,
  BeliefView,
  CardiovascularReply,
  CardiovascularRequest,
  ChamberReply,
  ChamberStudyIn,
  ComparisonRunView,
  ComparisonView,
  ConnectedApp,
  ConnectedApps,
  ConnectorList,
  CouplingList,
  CouplingRequest,
  Credentials,
  CycleView,
  DeviceAssociation,
  DeviceAssociationEnd,
  DeviceAssociationIn,
  DeviceDisabled,
  DeviceIn,
  DeviceList,
  DeviceSecret,
  DeviceState,
  DrawingNeeds,
  EhrChange,
  EhrRequest,
  EventLogPreview,
  ExplanationView,
  Follower,
  FollowerLink,
  FollowerRequest,
  FollowerSwitch,
  Followers,
  ForecastView,
  HappeningBatch,
  HistoryView,
  Hospital,
  HospitalFile,
  HospitalFileToRead,
  HospitalList,
  HospitalName,
  HospitalRemoved,
  HospitalReport,
  HospitalRunRequest,
  HospitalRunState,
  HospitalText,
  IdentifierLink,
  ImportView,
  InboundDetail,
  InboundList,
  InsightBundle,
  InterventionIn,
  IssuedList,
  KeepComparisonRequest,
  KeptComparisonList,
  KeptComparisonView,
  KnowledgeView,
  LaunchReply,
  LaunchRequest,
  LinkedIdentifier,
  MessageDrop,
  MessageDropped,
  MessageReceipt,
  MessageReplay,
  ModelList,
  ModelView,
  ObservationBatch,
  ObservationIn,
  OriginRequest,
  Playback,
  PlaybackList,
  PlaybackSpeed,
  PlaybackStart,
  ProcessMap,
  ProgressionReply,
  ProgressionRequest,
  Recording,
  RecordingList,
  RegimensRequest,
  RegimensView,
  RegisteredEhr,
  RegisteredEhrs,
  ReplayRequest,
  ReplayView,
  Retraction,
  RiskChangeList,
  ScenarioList,
  ScenarioRequest,
  SessionView,
  SignedOut,
  SubjectComparisonRequest,
  SubjectComparisonView,
  SubjectList,
  SubjectView,
  TimelineView,
  TrackRecord,
  TrustedOrigin,
  TrustedOrigins,
  TwinClosing,
  TwinDetail,
  TwinList,
  TwinOpening,
  WardComparison,
  WardComparisonRequest,
  WardForecasts,
} from './types.ts';

/** What `signIn` takes. */
export interface SignInInput {
  readonly query?: {
    readonly token?: boolean | undefined;
  };
  readonly body: Credentials;
}

/** Sign in; sets a cookie, or returns a bearer token with ?token=true. POST /api/v1/session (public) */
export function signIn(input: SignInInput, signal?: AbortSignal): Promise<SessionView> {
  return request({ method: 'POST', address: addressOf('/api/v1/session', input.query), body: input.body }, signal);
}

/** Who is signed in. GET /api/v1/session (signed-in) */
export function readSession(signal?: AbortSignal): Promise<SessionView> {
  return request({ method: 'GET', address: addressOf('/api/v1/session') }, signal);
}

/** Sign out; the session ends on the server too. DELETE /api/v1/session (signed-in) */
export function signOut(signal?: AbortSignal): Promise<SignedOut> {
  return request({ method: 'DELETE', address: addressOf('/api/v1/session') }, signal);
}

/** Everyone and everything that is mirrored, each with its twins. GET /api/v1/subjects (twin:read) */
export function listSubjects(signal?: AbortSignal): Promise<SubjectList> {
  return request({ method: 'GET', address: addressOf('/api/v1/subjects') }, signal);
}

/** What `readSubject` takes. */
export interface ReadSubjectInput {
  readonly subject: string;
  readonly query?: {
    readonly since?: string | undefined;
  };
}

/** One subject: twins, what they estimate, couplings, and what changed since an instant (24 hours ago). GET /api/v1/subjects/{subject} (twin:read) */
export function readSubject(input: ReadSubjectInput, signal?: AbortSignal): Promise<SubjectView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}`, input.query) }, signal);
}

/** What `readTimeline` takes. */
export interface ReadTimelineInput {
  readonly subject: string;
  readonly query?: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly before?: string | undefined;
    readonly limit?: number | undefined;
  };
}

/** What happened, newest first; the last day unless given, at most 31 days; the next page with before. GET /api/v1/subjects/{subject}/timeline (twin:read) */
export function readTimeline(input: ReadTimelineInput, signal?: AbortSignal): Promise<TimelineView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}/timeline`, input.query) }, signal);
}

/** What `coupleTwins` takes. */
export interface CoupleTwinsInput {
  readonly subject: string;
  readonly body: CouplingRequest;
}

/** Let an output of one twin feed an input of a twin of the subject, or end that; recorded as an event. POST /api/v1/subjects/{subject}/couplings (twin:open) */
export function coupleTwins(input: CoupleTwinsInput, signal?: AbortSignal): Promise<CouplingList> {
  return request({ method: 'POST', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}/couplings`), body: input.body }, signal);
}

/** What `compareSubject` takes. */
export interface CompareSubjectInput {
  readonly subject: string;
  readonly body: SubjectComparisonRequest;
}

/** What if, across all twins of a subject: branched from one position, coupled, with the same draws as the baseline. POST /api/v1/subjects/{subject}/comparisons (twin:simulate) */
export function compareSubject(input: CompareSubjectInput, signal?: AbortSignal): Promise<SubjectComparisonView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}/comparisons`), body: input.body }, signal);
}

/** What `listComparisons` takes. */
export interface ListComparisonsInput {
  readonly subject: string;
}

/** What-ifs across the twins of a subject that were kept, as they were computed, the latest first. GET /api/v1/subjects/{subject}/comparisons (twin:read) */
export function listComparisons(input: ListComparisonsInput, signal?: AbortSignal): Promise<KeptComparisonList> {
  return request({ method: 'GET', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}/comparisons`) }, signal);
}

/** What `startComparison` takes. */
export interface StartComparisonInput {
  readonly subject: string;
  readonly body: SubjectComparisonRequest;
}

/** Begins the same what-if as work that tells how far it is and can be cancelled and resumed. POST /api/v1/subjects/{subject}/comparison-runs (twin:simulate) */
export function startComparison(input: StartComparisonInput, signal?: AbortSignal): Promise<ComparisonRunView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}/comparison-runs`), body: input.body }, signal);
}

/** What `readComparison` takes. */
export interface ReadComparisonInput {
  readonly run: string;
}

/** How far a what-if is, and its result once it is done. GET /api/v1/comparison-runs/{run} (twin:simulate) */
export function readComparison(input: ReadComparisonInput, signal?: AbortSignal): Promise<ComparisonRunView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/comparison-runs/${encodeURIComponent(input.run)}`) }, signal);
}

/** What `cancelComparison` takes. */
export interface CancelComparisonInput {
  readonly run: string;
}

/** Stops a what-if; what it has finished is there when it is resumed. DELETE /api/v1/comparison-runs/{run} (twin:simulate) */
export function cancelComparison(input: CancelComparisonInput, signal?: AbortSignal): Promise<ComparisonRunView> {
  return request({ method: 'DELETE', address: addressOf(`/api/v1/comparison-runs/${encodeURIComponent(input.run)}`) }, signal);
}

/** What `resumeComparison` takes. */
export interface ResumeComparisonInput {
  readonly run: string;
}

/** Goes on with a what-if that was cancelled or failed, from the same position of the record. POST /api/v1/comparison-runs/{run}/resume (twin:simulate) */
export function resumeComparison(input: ResumeComparisonInput, signal?: AbortSignal): Promise<ComparisonRunView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/comparison-runs/${encodeURIComponent(input.run)}/resume`) }, signal);
}

/** What `keepComparison` takes. */
export interface KeepComparisonInput {
  readonly run: string;
  readonly body: KeepComparisonRequest;
}

/** Keeps the result of a what-if under a name. POST /api/v1/comparison-runs/{run}/keep (twin:simulate) */
export function keepComparison(input: KeepComparisonInput, signal?: AbortSignal): Promise<KeptComparisonView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/comparison-runs/${encodeURIComponent(input.run)}/keep`), body: input.body }, signal);
}

/** What `searchRegimens` takes. */
export interface SearchRegimensInput {
  readonly subject: string;
  readonly body: RegimensRequest;
}

/** Candidate regimens of a drug: probability of target and of harm, averaged over the models of the subject's open twins of the drug. POST /api/v1/subjects/{subject}/regimens (twin:simulate) */
export function searchRegimens(input: SearchRegimensInput, signal?: AbortSignal): Promise<RegimensView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/subjects/${encodeURIComponent(input.subject)}/regimens`), body: input.body }, signal);
}

/** All twins, each with its latest reading, risks, fit and track record. GET /api/v1/twins (twin:read) */
export function listTwins(signal?: AbortSignal): Promise<TwinList> {
  return request({ method: 'GET', address: addressOf('/api/v1/twins') }, signal);
}

/** What `openTwin` takes. */
export interface OpenTwinInput {
  readonly body: TwinOpening;
}

/** Open a twin of a subject through a model. POST /api/v1/twins (twin:open) */
export function openTwin(input: OpenTwinInput, signal?: AbortSignal): Promise<TwinDetail> {
  return request({ method: 'POST', address: addressOf('/api/v1/twins'), body: input.body }, signal);
}

/** What `readTwin` takes. */
export interface ReadTwinInput {
  readonly id: string;
}

/** One twin with what its model declares. GET /api/v1/twins/{id} (twin:read) */
export function readTwin(input: ReadTwinInput, signal?: AbortSignal): Promise<TwinDetail> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `closeTwin` takes. */
export interface CloseTwinInput {
  readonly id: string;
  readonly body: TwinClosing;
}

/** Close a twin: it keeps its history and takes in nothing more. DELETE /api/v1/twins/{id} (twin:open) */
export function closeTwin(input: CloseTwinInput, signal?: AbortSignal): Promise<TwinDetail> {
  return request({ method: 'DELETE', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}`), body: input.body }, signal);
}

/** What `readHistory` takes. */
export interface ReadHistoryInput {
  readonly id: string;
  readonly query?: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  };
}

/** Readings, interventions and estimates between two instants; the last day unless given, at most 31 days. GET /api/v1/twins/{id}/history (twin:read) */
export function readHistory(input: ReadHistoryInput, signal?: AbortSignal): Promise<HistoryView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/history`, input.query) }, signal);
}

/** What `readBelief` takes. */
export interface ReadBeliefInput {
  readonly id: string;
  readonly query?: {
    readonly at?: string | undefined;
    readonly knownAt?: string | undefined;
    readonly seq?: number | undefined;
  };
}

/** Any past state (at), as it was known at any time (knownAt or seq). GET /api/v1/twins/{id}/belief (twin:read) */
export function readBelief(input: ReadBeliefInput, signal?: AbortSignal): Promise<BeliefView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/belief`, input.query) }, signal);
}

/** What `readCycle` takes. */
export interface ReadCycleInput {
  readonly id: string;
  readonly query?: {
    readonly at?: string | undefined;
    readonly members?: number | undefined;
    readonly of?: string | undefined;
  };
}

/** What one cycle looks like, such as a heartbeat: pressures, volumes and flows of the median member and of others that stand for the belief; at any instant with ?at; seen closer with ?of, such as the pressure in each artery with ?of=arterial-tree. GET /api/v1/twins/{id}/cycle (twin:read) */
export function readCycle(input: ReadCycleInput, signal?: AbortSignal): Promise<CycleView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/cycle`, input.query) }, signal);
}

/** What `explainTwin` takes. */
export interface ExplainTwinInput {
  readonly id: string;
}

/** Why: innovations, parameters against their priors, what acts on the forecast. GET /api/v1/twins/{id}/explain (twin:read) */
export function explainTwin(input: ExplainTwinInput, signal?: AbortSignal): Promise<ExplanationView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/explain`) }, signal);
}

/** What `readKnowledge` takes. */
export interface ReadKnowledgeInput {
  readonly id: string;
  readonly query?: {
    readonly days?: number | undefined;
  };
}

/** How well the twin knows: ranks, coverage over time, scatter, what its data can tell; of the last 14 days. GET /api/v1/twins/{id}/knowledge (twin:read) */
export function readKnowledge(input: ReadKnowledgeInput, signal?: AbortSignal): Promise<KnowledgeView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/knowledge`, input.query) }, signal);
}

/** What `readForecast` takes. */
export interface ReadForecastInput {
  readonly id: string;
  readonly query?: {
    readonly at?: string | undefined;
    readonly minutes?: number | undefined;
    readonly size?: number | undefined;
  };
}

/** The fan, and how many of fifty futures cross each threshold; as it was at an instant with ?at. GET /api/v1/twins/{id}/forecast (twin:read) */
export function readForecast(input: ReadForecastInput, signal?: AbortSignal): Promise<ForecastView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/forecast`, input.query) }, signal);
}

/** What `listForecasts` takes. */
export interface ListForecastsInput {
  readonly id: string;
  readonly query?: {
    readonly limit?: number | undefined;
  };
}

/** Forecasts that were issued, newest first, with their scores as far as the truth has come. GET /api/v1/twins/{id}/forecasts (twin:read) */
export function listForecasts(input: ListForecastsInput, signal?: AbortSignal): Promise<IssuedList> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/forecasts`, input.query) }, signal);
}

/** What `readTrackRecord` takes. */
export interface ReadTrackRecordInput {
  readonly id: string;
  readonly query?: {
    readonly days?: number | undefined;
  };
}

/** The twin's own forecasts against the truth, by lead time. GET /api/v1/twins/{id}/track-record (twin:read) */
export function readTrackRecord(input: ReadTrackRecordInput, signal?: AbortSignal): Promise<TrackRecord> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/track-record`, input.query) }, signal);
}

/** What `compareScenario` takes. */
export interface CompareScenarioInput {
  readonly id: string;
  readonly body: ScenarioRequest;
}

/** What if: a branch with interventions beside its baseline, with the same draws. POST /api/v1/twins/{id}/scenarios (twin:simulate) */
export function compareScenario(input: CompareScenarioInput, signal?: AbortSignal): Promise<ComparisonView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/scenarios`), body: input.body }, signal);
}

/** What `listScenarios` takes. */
export interface ListScenariosInput {
  readonly id: string;
}

/** Kept scenarios of a twin, as they were computed. GET /api/v1/twins/{id}/scenarios (twin:read) */
export function listScenarios(input: ListScenariosInput, signal?: AbortSignal): Promise<ScenarioList> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/scenarios`) }, signal);
}

/** What `readScenario` takes. */
export interface ReadScenarioInput {
  readonly id: string;
}

/** One kept scenario, as it was computed. GET /api/v1/scenarios/{id} (twin:read) */
export function readScenario(input: ReadScenarioInput, signal?: AbortSignal): Promise<ComparisonView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/scenarios/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `recordObservations` takes. */
export interface RecordObservationsInput {
  readonly body: ObservationIn | ObservationBatch;
}

/** One observation, or up to 1,000; all are kept or none, and the reply comes when they are durable. POST /api/v1/observations (observation:write) */
export function recordObservations(input: RecordObservationsInput, signal?: AbortSignal): Promise<Acknowledgement> {
  return request({ method: 'POST', address: addressOf('/api/v1/observations'), body: input.body }, signal);
}

/** What `retractObservation` takes. */
export interface RetractObservationInput {
  readonly body: Retraction;
}

/** Entered in error: every twin of the subject goes on as if it had never been. POST /api/v1/observations/retract (observation:write) */
export function retractObservation(input: RetractObservationInput, signal?: AbortSignal): Promise<Acknowledgement> {
  return request({ method: 'POST', address: addressOf('/api/v1/observations/retract'), body: input.body }, signal);
}

/** What `recordIntervention` takes. */
export interface RecordInterventionInput {
  readonly body: InterventionIn;
}

/** Something that was really done: a meal, a bolus, two more beds. POST /api/v1/interventions (observation:write) */
export function recordIntervention(input: RecordInterventionInput, signal?: AbortSignal): Promise<Acknowledgement> {
  return request({ method: 'POST', address: addressOf('/api/v1/interventions'), body: input.body }, signal);
}

/** What `readBedBoard` takes. */
export interface ReadBedBoardInput {
  readonly id: string;
  readonly query?: {
    readonly at?: string | undefined;
    readonly known?: 'then' | 'now' | undefined;
  };
}

/** Every bed and who lies in it, when patients will probably leave, and the beds needed for 72 hours against those staffed; as it was with ?at, by what is known now or with known=then by what was known then. GET /api/v1/twins/{id}/beds (twin:read) */
export function readBedBoard(input: ReadBedBoardInput, signal?: AbortSignal): Promise<BedBoard> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/beds`, input.query) }, signal);
}

/** What `readWardForecasts` takes. */
export interface ReadWardForecastsInput {
  readonly id: string;
  readonly query?: {
    readonly at?: string | undefined;
    readonly known?: 'then' | 'now' | undefined;
  };
}

/** Beds needed in each ward for 72 hours against those staffed, how often they will be too few, how such forecasts came true, and where patients are laid and move; as it was with ?at. GET /api/v1/twins/{id}/wards (twin:read) */
export function readWardForecasts(input: ReadWardForecastsInput, signal?: AbortSignal): Promise<WardForecasts> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/wards`, input.query) }, signal);
}

/** What `compareWards` takes. */
export interface CompareWardsInput {
  readonly id: string;
  readonly body: WardComparisonRequest;
}

/** What if a ward is closed, has more or fewer beds, more patients come, or they leave earlier: every ward over 72 hours, in 500 futures with it and the same without it; nothing is kept. POST /api/v1/twins/{id}/wards/what-if (twin:simulate) */
export function compareWards(input: CompareWardsInput, signal?: AbortSignal): Promise<WardComparison> {
  return request({ method: 'POST', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/wards/what-if`), body: input.body }, signal);
}

/** What `recordHappenings` takes. */
export interface RecordHappeningsInput {
  readonly body: HappeningBatch;
}

/** Up to 1,000 admissions, transfers, discharges and what else ADT messages tell; a cancellation takes back what it means. POST /api/v1/happenings (observation:write) */
export function recordHappenings(input: RecordHappeningsInput, signal?: AbortSignal): Promise<Acknowledgement> {
  return request({ method: 'POST', address: addressOf('/api/v1/happenings'), body: input.body }, signal);
}

/** What `listAlerts` takes. */
export interface ListAlertsInput {
  readonly query?: {
    readonly status?: 'open' | 'raised' | 'escalated' | 'acknowledged' | 'snoozed' | 'resolved' | undefined;
    readonly urgency?: 'high' | 'medium' | 'low' | undefined;
    readonly condition?: string | undefined;
    readonly subject?: string | undefined;
    readonly twin?: string | undefined;
    readonly limit?: number | undefined;
    readonly after?: string | undefined;
  };
}

/** Alerts, the most pressing first, in pages: open ones by need and urgency, then those that are over. GET /api/v1/alerts (alert:read) */
export function listAlerts(input: ListAlertsInput = {}, signal?: AbortSignal): Promise<AlertPage> {
  return request({ method: 'GET', address: addressOf('/api/v1/alerts', input.query) }, signal);
}

/** What `readAlert` takes. */
export interface ReadAlertInput {
  readonly id: string;
}

/** One alert with the last weeks of its signals beside what is usual for the person. GET /api/v1/alerts/{id} (alert:read) */
export function readAlert(input: ReadAlertInput, signal?: AbortSignal): Promise<AlertDetail> {
  return request({ method: 'GET', address: addressOf(`/api/v1/alerts/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `acknowledgeAlert` takes. */
export interface AcknowledgeAlertInput {
  readonly id: string;
  readonly body: AlertAcknowledgement;
}

/** Somebody has it in hand: it is not escalated, and asks again only if the person worsens. POST /api/v1/alerts/{id}/acknowledge (alert:act) */
export function acknowledgeAlert(input: AcknowledgeAlertInput, signal?: AbortSignal): Promise<AlertView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/alerts/${encodeURIComponent(input.id)}/acknowledge`), body: input.body }, signal);
}

/** What `snoozeAlert` takes. */
export interface SnoozeAlertInput {
  readonly id: string;
  readonly body: AlertSnooze;
}

/** Silent until an instant within 14 days, for a reason; it returns then, or earlier if the person worsens. POST /api/v1/alerts/{id}/snooze (alert:act) */
export function snoozeAlert(input: SnoozeAlertInput, signal?: AbortSignal): Promise<AlertView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/alerts/${encodeURIComponent(input.id)}/snooze`), body: input.body }, signal);
}

/** What `escalateAlert` takes. */
export interface EscalateAlertInput {
  readonly id: string;
  readonly body: AlertEscalation;
}

/** Calls a role to it, for a reason. POST /api/v1/alerts/{id}/escalate (alert:act) */
export function escalateAlert(input: EscalateAlertInput, signal?: AbortSignal): Promise<AlertView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/alerts/${encodeURIComponent(input.id)}/escalate`), body: input.body }, signal);
}

/** What `resolveAlert` takes. */
export interface ResolveAlertInput {
  readonly id: string;
  readonly body: AlertResolution;
}

/** The episode is over, for a reason; nothing more can happen to the alert. POST /api/v1/alerts/{id}/resolve (alert:act) */
export function resolveAlert(input: ResolveAlertInput, signal?: AbortSignal): Promise<AlertView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/alerts/${encodeURIComponent(input.id)}/resolve`), body: input.body }, signal);
}

/** False alerts in a patient-year that may be spent on each condition, and what the last 30 days spent. GET /api/v1/alert-budgets (alert:read) */
export function readAlertBudgets(signal?: AbortSignal): Promise<AlertBudgets> {
  return request({ method: 'GET', address: addressOf('/api/v1/alert-budgets') }, signal);
}

/** What `chooseAlertBudget` takes. */
export interface ChooseAlertBudgetInput {
  readonly body: AlertBudgetChoice;
}

/** Choose a budget for everyone or one person, for one condition or all; null takes the choice back. POST /api/v1/alert-budgets (alert:budget) */
export function chooseAlertBudget(input: ChooseAlertBudgetInput, signal?: AbortSignal): Promise<AlertBudgets> {
  return request({ method: 'POST', address: addressOf('/api/v1/alert-budgets'), body: input.body }, signal);
}

/** What `readAlertResources` takes. */
export interface ReadAlertResourcesInput {
  readonly id: string;
}

/** An alert as FHIR R4: Flag, DetectedIssue, RiskAssessment, Task, Communication, and the Provenance of all. GET /api/v1/alerts/{id}/resources (alert:read) */
export function readAlertResources(input: ReadAlertResourcesInput, signal?: AbortSignal): Promise<InsightBundle> {
  return request({ method: 'GET', address: addressOf(`/api/v1/alerts/${encodeURIComponent(input.id)}/resources`) }, signal);
}

/** What `readTwinResources` takes. */
export interface ReadTwinResourcesInput {
  readonly id: string;
}

/** What a twin expects as FHIR R4: a RiskAssessment with its Provenance. GET /api/v1/twins/{id}/resources (twin:read) */
export function readTwinResources(input: ReadTwinResourcesInput, signal?: AbortSignal): Promise<InsightBundle> {
  return request({ method: 'GET', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/resources`) }, signal);
}

/** What `recordChambers` takes. */
export interface RecordChambersInput {
  readonly body: ChamberStudyIn;
}

/** A left ventricle traced or segmented at both ends of the beat: volumes, ejection fraction and mass; the first three become readings. POST /api/v1/chambers (observation:write) */
export function recordChambers(input: RecordChambersInput, signal?: AbortSignal): Promise<ChamberReply> {
  return request({ method: 'POST', address: addressOf('/api/v1/chambers'), body: input.body }, signal);
}

/** What `previewImport` takes. */
export interface PreviewImportInput {
  readonly query: {
    readonly subject: string;
    readonly format?: 'clarity' | 'libreview' | 'generic' | 'recording' | undefined;
    readonly unit?: 'mg/dL' | 'mmol/L' | undefined;
    readonly zone?: string | undefined;
    readonly dayFirst?: boolean | undefined;
    readonly person?: string | undefined;
  };
  readonly body: Blob;
}

/** What a file holds and what is wrong with it; nothing is kept. POST /api/v1/imports/preview (observation:write) */
export function previewImport(input: PreviewImportInput, signal?: AbortSignal): Promise<ImportView> {
  return request({ method: 'POST', address: addressOf('/api/v1/imports/preview', input.query), body: input.body }, signal);
}

/** What `runImport` takes. */
export interface RunImportInput {
  readonly query: {
    readonly subject: string;
    readonly format?: 'clarity' | 'libreview' | 'generic' | 'recording' | undefined;
    readonly unit?: 'mg/dL' | 'mmol/L' | undefined;
    readonly zone?: string | undefined;
    readonly dayFirst?: boolean | undefined;
    readonly person?: string | undefined;
    readonly acceptGood?: boolean | undefined;
  };
  readonly body: Blob;
}

/** Imports a file: all of it, its good rows with acceptGood=true, or nothing. POST /api/v1/imports (observation:write) */
export function runImport(input: RunImportInput, signal?: AbortSignal): Promise<ImportView> {
  return request({ method: 'POST', address: addressOf('/api/v1/imports', input.query), body: input.body }, signal);
}

/** All models with their cards. GET /api/v1/models (model:read) */
export function listModels(signal?: AbortSignal): Promise<ModelList> {
  return request({ method: 'GET', address: addressOf('/api/v1/models') }, signal);
}

/** What `readModel` takes. */
export interface ReadModelInput {
  readonly name: string;
}

/** One model card with its evidence and the 31 source attributes, gaps shown. GET /api/v1/models/{name} (model:read) */
export function readModel(input: ReadModelInput, signal?: AbortSignal): Promise<ModelView> {
  return request({ method: 'GET', address: addressOf(`/api/v1/models/${encodeURIComponent(input.name)}`) }, signal);
}

/** Changes in treatment and behaviour that risks can be asked under, each with its source. GET /api/v1/risk/changes (model:read) */
export function listRiskChanges(signal?: AbortSignal): Promise<RiskChangeList> {
  return request({ method: 'GET', address: addressOf('/api/v1/risk/changes') }, signal);
}

/** What `computeCardiovascularRisk` takes. */
export interface ComputeCardiovascularRiskInput {
  readonly body: CardiovascularRequest;
}

/** Risk of a first cardiovascular event by PREVENT, as things stand and under changes; nothing is kept. POST /api/v1/risk/cardiovascular (twin:simulate) */
export function computeCardiovascularRisk(input: ComputeCardiovascularRiskInput, signal?: AbortSignal): Promise<CardiovascularReply> {
  return request({ method: 'POST', address: addressOf('/api/v1/risk/cardiovascular'), body: input.body }, signal);
}

/** What `computeProgression` takes. */
export interface ComputeProgressionInput {
  readonly body: ProgressionRequest;
}

/** What becomes of type 2 diabetes by UKPDS-OM2, as things stand and under changes; nothing is kept. POST /api/v1/risk/progression (twin:simulate) */
export function computeProgression(input: ComputeProgressionInput, signal?: AbortSignal): Promise<ProgressionReply> {
  return request({ method: 'POST', address: addressOf('/api/v1/risk/progression'), body: input.body }, signal);
}

/** What `readExampleProcess` takes. */
export interface ReadExampleProcessInput {
  readonly query?: {
    readonly noise?: string | undefined;
  };
}

/** The process map of an artificial hospital: 500 cases of eventdataR (bupaverse, MIT). GET /api/v1/processes/example (model:read) */
export function readExampleProcess(input: ReadExampleProcessInput = {}, signal?: AbortSignal): Promise<ProcessMap> {
  return request({ method: 'GET', address: addressOf('/api/v1/processes/example', input.query) }, signal);
}

/** What `previewEventLog` takes. */
export interface PreviewEventLogInput {
  readonly body: Blob;
}

/** Which columns the event log in a file has, and what they are known to hold; nothing is kept. POST /api/v1/processes/preview (twin:simulate) */
export function previewEventLog(input: PreviewEventLogInput, signal?: AbortSignal): Promise<EventLogPreview> {
  return request({ method: 'POST', address: addressOf('/api/v1/processes/preview'), body: input.body }, signal);
}

/** What `mapProcess` takes. */
export interface MapProcessInput {
  readonly query?: {
    readonly noise?: string | undefined;
    readonly case?: string | undefined;
    readonly activity?: string | undefined;
    readonly time?: string | undefined;
    readonly start?: string | undefined;
    readonly complete?: string | undefined;
    readonly transition?: string | undefined;
    readonly instance?: string | undefined;
    readonly resource?: string | undefined;
  };
  readonly body: Blob;
}

/** Maps an event log in CSV or XES: variants, what follows what, the process discovered and where cases deviate; nothing is kept. POST /api/v1/processes (twin:simulate) */
export function mapProcess(input: MapProcessInput, signal?: AbortSignal): Promise<ProcessMap> {
  return request({ method: 'POST', address: addressOf('/api/v1/processes', input.query), body: input.body }, signal);
}

/** Hospitals that can be run, every value labelled by where it comes from. GET /api/v1/hospitals (model:read) */
export function listHospitals(signal?: AbortSignal): Promise<HospitalList> {
  return request({ method: 'GET', address: addressOf('/api/v1/hospitals') }, signal);
}

/** What `addHospital` takes. */
export interface AddHospitalInput {
  readonly body: HospitalFile;
}

/** Brings a hospital as JSON or BPMN 2.0; it is kept until it is removed. POST /api/v1/hospitals (twin:simulate) */
export function addHospital(input: AddHospitalInput, signal?: AbortSignal): Promise<Hospital> {
  return request({ method: 'POST', address: addressOf('/api/v1/hospitals'), body: input.body }, signal);
}

/** What `readHospitalNeeds` takes. */
export interface ReadHospitalNeedsInput {
  readonly body: HospitalFileToRead;
}

/** What has to be given before a file can be run: a BPMN drawing from another tool has no times, shares and units unless its timers or BPSim parameters say them; nothing is kept. POST /api/v1/hospitals/needs (twin:simulate) */
export function readHospitalNeeds(input: ReadHospitalNeedsInput, signal?: AbortSignal): Promise<DrawingNeeds> {
  return request({ method: 'POST', address: addressOf('/api/v1/hospitals/needs'), body: input.body }, signal);
}

/** What `renameHospital` takes. */
export interface RenameHospitalInput {
  readonly id: string;
  readonly body: HospitalName;
}

/** Another name for a hospital that you brought. POST /api/v1/hospitals/{id}/name (twin:simulate) */
export function renameHospital(input: RenameHospitalInput, signal?: AbortSignal): Promise<Hospital> {
  return request({ method: 'POST', address: addressOf(`/api/v1/hospitals/${encodeURIComponent(input.id)}/name`), body: input.body }, signal);
}

/** What `removeHospital` takes. */
export interface RemoveHospitalInput {
  readonly id: string;
}

/** Removes a hospital that you brought. DELETE /api/v1/hospitals/{id} (twin:simulate) */
export function removeHospital(input: RemoveHospitalInput, signal?: AbortSignal): Promise<HospitalRemoved> {
  return request({ method: 'DELETE', address: addressOf(`/api/v1/hospitals/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `readHospitalFile` takes. */
export interface ReadHospitalFileInput {
  readonly id: string;
  readonly query: {
    readonly format: 'json' | 'bpmn';
  };
}

/** A hospital as a file: JSON, or BPMN 2.0 with its drawing. GET /api/v1/hospitals/{id}/file (model:read) */
export function readHospitalFile(input: ReadHospitalFileInput, signal?: AbortSignal): Promise<HospitalText> {
  return request({ method: 'GET', address: addressOf(`/api/v1/hospitals/${encodeURIComponent(input.id)}/file`, input.query) }, signal);
}

/** What `readHospitalReport` takes. */
export interface ReadHospitalReportInput {
  readonly id: string;
}

/** What is modelled in a hospital, by the STRESS-DES guidelines, in Markdown. GET /api/v1/hospitals/{id}/report (model:read) */
export function readHospitalReport(input: ReadHospitalReportInput, signal?: AbortSignal): Promise<HospitalReport> {
  return request({ method: 'GET', address: addressOf(`/api/v1/hospitals/${encodeURIComponent(input.id)}/report`) }, signal);
}

/** What `startHospitalRun` takes. */
export interface StartHospitalRunInput {
  readonly id: string;
  readonly body: HospitalRunRequest;
}

/** Begins to run a hospital, under a scenario and with one more unit of each resource; nothing is kept. POST /api/v1/hospitals/{id}/runs (twin:simulate) */
export function startHospitalRun(input: StartHospitalRunInput, signal?: AbortSignal): Promise<HospitalRunState> {
  return request({ method: 'POST', address: addressOf(`/api/v1/hospitals/${encodeURIComponent(input.id)}/runs`), body: input.body }, signal);
}

/** What `readHospitalRun` takes. */
export interface ReadHospitalRunInput {
  readonly id: string;
}

/** How far a run of a hospital is, and what it came to. GET /api/v1/hospital-runs/{id} (twin:simulate) */
export function readHospitalRun(input: ReadHospitalRunInput, signal?: AbortSignal): Promise<HospitalRunState> {
  return request({ method: 'GET', address: addressOf(`/api/v1/hospital-runs/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `cancelHospitalRun` takes. */
export interface CancelHospitalRunInput {
  readonly id: string;
}

/** Stops a run of a hospital. DELETE /api/v1/hospital-runs/{id} (twin:simulate) */
export function cancelHospitalRun(input: CancelHospitalRunInput, signal?: AbortSignal): Promise<HospitalRunState> {
  return request({ method: 'DELETE', address: addressOf(`/api/v1/hospital-runs/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `streamEvents` takes. */
export interface StreamEventsInput {
  readonly query?: {
    readonly twins?: string | undefined;
  };
}

/** Server-Sent Events of all twins or of some; resumes by Last-Event-ID without a gap. GET /api/v1/events (twin:read) */
export function streamEventsAddress(input: StreamEventsInput = {}): string {
  return addressOf('/api/v1/events', input.query);
}

/** Recordings of waveforms with their licence, attribution, signals and length. GET /api/v1/recordings (twin:read) */
export function listRecordings(signal?: AbortSignal): Promise<RecordingList> {
  return request({ method: 'GET', address: addressOf('/api/v1/recordings') }, signal);
}

/** What `addRecording` takes. */
export interface AddRecordingInput {
  readonly query?: {
    readonly title?: string | undefined;
    readonly attribution?: string | undefined;
    readonly licence?: string | undefined;
  };
  readonly body: Blob;
}

/** Bring in a WFDB record as a .zip or .tar of its files; all of it is read first, and kept only if sound. POST /api/v1/recordings (observation:write) */
export function addRecording(input: AddRecordingInput, signal?: AbortSignal): Promise<Recording> {
  return request({ method: 'POST', address: addressOf('/api/v1/recordings', input.query), body: input.body }, signal);
}

/** Recordings that are played, the latest of each subject; those that are over among them. GET /api/v1/playbacks (twin:read) */
export function listPlaybacks(signal?: AbortSignal): Promise<PlaybackList> {
  return request({ method: 'GET', address: addressOf('/api/v1/playbacks') }, signal);
}

/** What `startPlayback` takes. */
export interface StartPlaybackInput {
  readonly body: PlaybackStart;
}

/** Play a recording for a subject: its waveforms are pushed, its heart rate and pressures recorded. POST /api/v1/playbacks (observation:write) */
export function startPlayback(input: StartPlaybackInput, signal?: AbortSignal): Promise<Playback> {
  return request({ method: 'POST', address: addressOf('/api/v1/playbacks'), body: input.body }, signal);
}

/** What `setPlaybackSpeed` takes. */
export interface SetPlaybackSpeedInput {
  readonly id: string;
  readonly body: PlaybackSpeed;
}

/** Play faster or slower, or pause. POST /api/v1/playbacks/{id}/speed (observation:write) */
export function setPlaybackSpeed(input: SetPlaybackSpeedInput, signal?: AbortSignal): Promise<Playback> {
  return request({ method: 'POST', address: addressOf(`/api/v1/playbacks/${encodeURIComponent(input.id)}/speed`), body: input.body }, signal);
}

/** What `stopPlayback` takes. */
export interface StopPlaybackInput {
  readonly id: string;
}

/** Stop playing; what was recorded stays. DELETE /api/v1/playbacks/{id} (observation:write) */
export function stopPlayback(input: StopPlaybackInput, signal?: AbortSignal): Promise<Playback> {
  return request({ method: 'DELETE', address: addressOf(`/api/v1/playbacks/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `streamWaveforms` takes. */
export interface StreamWaveformsInput {
  readonly query: {
    readonly subjects: string;
  };
}

/** Server-Sent Events of the waveforms played for some subjects: playback, samples, vitals, gap, idle; resumes by Last-Event-ID. GET /api/v1/waveforms (twin:read) */
export function streamWaveformsAddress(input: StreamWaveformsInput): string {
  return addressOf('/api/v1/waveforms', input.query);
}

/** Connected systems, the services offered to them, and their latest calls since the start. GET /api/v1/apps (app:read) */
export function listApps(signal?: AbortSignal): Promise<ConnectedApps> {
  return request({ method: 'GET', address: addressOf('/api/v1/apps') }, signal);
}

/** What `addApp` takes. */
export interface AddAppInput {
  readonly body: AppRequest;
}

/** Let a system in, by the issuer of its tokens and its public keys. POST /api/v1/apps (app:write) */
export function addApp(input: AddAppInput, signal?: AbortSignal): Promise<ConnectedApp> {
  return request({ method: 'POST', address: addressOf('/api/v1/apps'), body: input.body }, signal);
}

/** What `switchApp` takes. */
export interface SwitchAppInput {
  readonly id: string;
  readonly body: AppSwitch;
}

/** Shut a system out, or let it in again. POST /api/v1/apps/{id} (app:write) */
export function switchApp(input: SwitchAppInput, signal?: AbortSignal): Promise<ConnectedApp> {
  return request({ method: 'POST', address: addressOf(`/api/v1/apps/${encodeURIComponent(input.id)}`), body: input.body }, signal);
}

/** What `launchApp` takes. */
export interface LaunchAppInput {
  readonly id: string;
  readonly body: LaunchRequest;
}

/** Open an app about a patient: where to send the browser (SMART App Launch, EHR launch). POST /api/v1/apps/{id}/launch (fhir:read) */
export function launchApp(input: LaunchAppInput, signal?: AbortSignal): Promise<LaunchReply> {
  return request({ method: 'POST', address: addressOf(`/api/v1/apps/${encodeURIComponent(input.id)}/launch`), body: input.body }, signal);
}

/** EHRs that may open our pages from a patient, and what to register there. GET /api/v1/ehrs (app:read) */
export function listEhrs(signal?: AbortSignal): Promise<RegisteredEhrs> {
  return request({ method: 'GET', address: addressOf('/api/v1/ehrs') }, signal);
}

/** What `addEhr` takes. */
export interface AddEhrInput {
  readonly body: EhrRequest;
}

/** Let an EHR open our pages from a patient (SMART App Launch, EHR launch), by its FHIR address. POST /api/v1/ehrs (app:write) */
export function addEhr(input: AddEhrInput, signal?: AbortSignal): Promise<RegisteredEhr> {
  return request({ method: 'POST', address: addressOf('/api/v1/ehrs'), body: input.body }, signal);
}

/** What `changeEhr` takes. */
export interface ChangeEhrInput {
  readonly id: string;
  readonly body: EhrChange;
}

/** Shut an EHR out or let it in again, or say whom its users see: at once, in open sessions too. POST /api/v1/ehrs/{id} (app:write) */
export function changeEhr(input: ChangeEhrInput, signal?: AbortSignal): Promise<RegisteredEhr> {
  return request({ method: 'POST', address: addressOf(`/api/v1/ehrs/${encodeURIComponent(input.id)}`), body: input.body }, signal);
}

/** Other origins that are trusted, and for what. GET /api/v1/origins (app:read) */
export function listOrigins(signal?: AbortSignal): Promise<TrustedOrigins> {
  return request({ method: 'GET', address: addressOf('/api/v1/origins') }, signal);
}

/** What `trustOrigin` takes. */
export interface TrustOriginInput {
  readonly body: OriginRequest;
}

/** Trust an origin: notify lets FHIR notifications be sent there, frame lets its pages show ours. POST /api/v1/origins (app:write) */
export function trustOrigin(input: TrustOriginInput, signal?: AbortSignal): Promise<TrustedOrigin> {
  return request({ method: 'POST', address: addressOf('/api/v1/origins'), body: input.body }, signal);
}

/** What `distrustOrigin` takes. */
export interface DistrustOriginInput {
  readonly body: OriginRequest;
}

/** Trust an origin no longer. POST /api/v1/origins/remove (app:write) */
export function distrustOrigin(input: DistrustOriginInput, signal?: AbortSignal): Promise<TrustedOrigins> {
  return request({ method: 'POST', address: addressOf('/api/v1/origins/remove'), body: input.body }, signal);
}

/** What comes in from hospitals and devices: whether it runs, how much, how fast, and what went wrong last. GET /api/v1/connectors (connector:read) */
export function listConnectors(signal?: AbortSignal): Promise<ConnectorList> {
  return request({ method: 'GET', address: addressOf('/api/v1/connectors') }, signal);
}

/** What `listMessages` takes. */
export interface ListMessagesInput {
  readonly query?: {
    readonly limit?: number | undefined;
    readonly connector?: string | undefined;
    readonly state?: 'received' | 'done' | 'refused' | 'mended' | 'dropped' | undefined;
    readonly before?: number | undefined;
  };
}

/** Messages as they came, newest first; those refused wait for a person. GET /api/v1/connectors/messages (connector:read) */
export function listMessages(input: ListMessagesInput = {}, signal?: AbortSignal): Promise<InboundList> {
  return request({ method: 'GET', address: addressOf('/api/v1/connectors/messages', input.query) }, signal);
}

/** What `readMessage` takes. */
export interface ReadMessageInput {
  readonly id: string;
}

/** One message from its bytes over what it was mapped to and the events it made to the beliefs that took them in. GET /api/v1/connectors/messages/{id} (connector:read) */
export function readMessage(input: ReadMessageInput, signal?: AbortSignal): Promise<InboundDetail> {
  return request({ method: 'GET', address: addressOf(`/api/v1/connectors/messages/${encodeURIComponent(input.id)}`) }, signal);
}

/** What `replayMessage` takes. */
export interface ReplayMessageInput {
  readonly id: string;
  readonly body: MessageReplay;
}

/** Tries a refused message again, as it came or mended; the one that came is kept and says who mended it. POST /api/v1/connectors/messages/{id}/replay (connector:act) */
export function replayMessage(input: ReplayMessageInput, signal?: AbortSignal): Promise<MessageReceipt> {
  return request({ method: 'POST', address: addressOf(`/api/v1/connectors/messages/${encodeURIComponent(input.id)}/replay`), body: input.body }, signal);
}

/** What `dropMessage` takes. */
export interface DropMessageInput {
  readonly id: string;
  readonly body: MessageDrop;
}

/** Puts a refused message aside, with the reason; it stays in the list. POST /api/v1/connectors/messages/{id}/drop (connector:act) */
export function dropMessage(input: DropMessageInput, signal?: AbortSignal): Promise<MessageDropped> {
  return request({ method: 'POST', address: addressOf(`/api/v1/connectors/messages/${encodeURIComponent(input.id)}/drop`), body: input.body }, signal);
}

/** What `linkIdentifier` takes. */
export interface LinkIdentifierInput {
  readonly body: IdentifierLink;
}

/** Says whom an identifier of a hospital means: nobody is matched by name or by guess. POST /api/v1/connectors/links (connector:act) */
export function linkIdentifier(input: LinkIdentifierInput, signal?: AbortSignal): Promise<LinkedIdentifier> {
  return request({ method: 'POST', address: addressOf('/api/v1/connectors/links'), body: input.body }, signal);
}

/** Other FHIR servers that are followed: how far, what was refused and why, whose deletions are not told, the last problem. GET /api/v1/followers (connector:read) */
export function listFollowers(signal?: AbortSignal): Promise<Followers> {
  return request({ method: 'GET', address: addressOf('/api/v1/followers') }, signal);
}

/** What `followServer` takes. */
export interface FollowServerInput {
  readonly body: FollowerRequest;
}

/** Follow another FHIR server: sign in as a backend service, take in what changes there, from a cursor that lasts. POST /api/v1/followers (app:write) */
export function followServer(input: FollowServerInput, signal?: AbortSignal): Promise<Follower> {
  return request({ method: 'POST', address: addressOf('/api/v1/followers'), body: input.body }, signal);
}

/** What `switchFollower` takes. */
export interface SwitchFollowerInput {
  readonly id: string;
  readonly body: FollowerSwitch;
}

/** Stop following a server, or go on. POST /api/v1/followers/{id} (app:write) */
export function switchFollower(input: SwitchFollowerInput, signal?: AbortSignal): Promise<Follower> {
  return request({ method: 'POST', address: addressOf(`/api/v1/followers/${encodeURIComponent(input.id)}`), body: input.body }, signal);
}

/** What `lookAtServer` takes. */
export interface LookAtServerInput {
  readonly id: string;
}

/** Look now what changed there. POST /api/v1/followers/{id}/look (connector:act) */
export function lookAtServer(input: LookAtServerInput, signal?: AbortSignal): Promise<Follower> {
  return request({ method: 'POST', address: addressOf(`/api/v1/followers/${encodeURIComponent(input.id)}/look`) }, signal);
}

/** What `linkFollowed` takes. */
export interface LinkFollowedInput {
  readonly id: string;
  readonly body: FollowerLink;
}

/** Say which of our resources one of theirs is; nothing is ever matched by what it holds. POST /api/v1/followers/{id}/links (app:write) */
export function linkFollowed(input: LinkFollowedInput, signal?: AbortSignal): Promise<Follower> {
  return request({ method: 'POST', address: addressOf(`/api/v1/followers/${encodeURIComponent(input.id)}/links`), body: input.body }, signal);
}

/** Devices that may publish readings, and whose they were when. GET /api/v1/devices (connector:read) */
export function listDevices(signal?: AbortSignal): Promise<DeviceList> {
  return request({ method: 'GET', address: addressOf('/api/v1/devices') }, signal);
}

/** What `addDevice` takes. */
export interface AddDeviceInput {
  readonly body: DeviceIn;
}

/** Adds a device; the reply holds the secret it signs in with at the broker, once. POST /api/v1/devices (connector:act) */
export function addDevice(input: AddDeviceInput, signal?: AbortSignal): Promise<DeviceSecret> {
  return request({ method: 'POST', address: addressOf('/api/v1/devices'), body: input.body }, signal);
}

/** What `renewDeviceSecret` takes. */
export interface RenewDeviceSecretInput {
  readonly id: string;
}

/** Gives a device a new secret; the one it had opens nothing any more. POST /api/v1/devices/{id}/secret (connector:act) */
export function renewDeviceSecret(input: RenewDeviceSecretInput, signal?: AbortSignal): Promise<DeviceSecret> {
  return request({ method: 'POST', address: addressOf(`/api/v1/devices/${encodeURIComponent(input.id)}/secret`) }, signal);
}

/** What `disableDevice` takes. */
export interface DisableDeviceInput {
  readonly id: string;
  readonly body: DeviceDisabled;
}

/** Lets a device in no more, or again with the secret it has. POST /api/v1/devices/{id}/disabled (connector:act) */
export function disableDevice(input: DisableDeviceInput, signal?: AbortSignal): Promise<DeviceState> {
  return request({ method: 'POST', address: addressOf(`/api/v1/devices/${encodeURIComponent(input.id)}/disabled`), body: input.body }, signal);
}

/** What `associateDevice` takes. */
export interface AssociateDeviceInput {
  readonly id: string;
  readonly body: DeviceAssociationIn;
}

/** Binds a device to a person from now, or from a given instant on: readings of then are theirs. POST /api/v1/devices/{id}/association (connector:act) */
export function associateDevice(input: AssociateDeviceInput, signal?: AbortSignal): Promise<DeviceAssociation> {
  return request({ method: 'POST', address: addressOf(`/api/v1/devices/${encodeURIComponent(input.id)}/association`), body: input.body }, signal);
}

/** What `endDeviceAssociation` takes. */
export interface EndDeviceAssociationInput {
  readonly id: string;
  readonly body: DeviceAssociationEnd;
}

/** Ends whose the device is, now or at a given instant: readings of later are nobody's until it is bound again. POST /api/v1/devices/{id}/association/end (connector:act) */
export function endDeviceAssociation(input: EndDeviceAssociationInput, signal?: AbortSignal): Promise<DeviceAssociation> {
  return request({ method: 'POST', address: addressOf(`/api/v1/devices/${encodeURIComponent(input.id)}/association/end`), body: input.body }, signal);
}

/** What `readAudit` takes. */
export interface ReadAuditInput {
  readonly query?: {
    readonly limit?: number | undefined;
    readonly actor?: string | undefined;
    readonly target?: string | undefined;
  };
}

/** Who did what to whom, newest first. GET /api/v1/audit (audit:read) */
export function readAudit(input: ReadAuditInput = {}, signal?: AbortSignal): Promise<AuditTrail> {
  return request({ method: 'GET', address: addressOf('/api/v1/audit', input.query) }, signal);
}

/** What `replayTwin` takes. */
export interface ReplayTwinInput {
  readonly id: string;
  readonly body: ReplayRequest;
}

/** Folds the twin from the record alone and compares with what it lives by, bit for bit. POST /api/v1/twins/{id}/replay (record:replay) */
export function replayTwin(input: ReplayTwinInput, signal?: AbortSignal): Promise<ReplayView> {
  return request({ method: 'POST', address: addressOf(`/api/v1/twins/${encodeURIComponent(input.id)}/replay`), body: input.body }, signal);
}

/** What `makeBackup` takes. */
export interface MakeBackupInput {
  readonly body: BackupRequest;
}

/** Copies the running record into a folder beside the data folder, with a checksum of every file. POST /api/v1/backups (record:backup) */
export function makeBackup(input: MakeBackupInput, signal?: AbortSignal): Promise<BackupView> {
  return request({ method: 'POST', address: addressOf('/api/v1/backups'), body: input.body }, signal);
}
