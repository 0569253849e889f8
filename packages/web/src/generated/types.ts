// Written by packages/server/src/openapi/generate-client.ts from the routes. Change the routes, not this.

export interface Acknowledgement {
  /** entries that are new in the record */
  readonly accepted: number;
  /** entries sent before, kept once */
  readonly duplicates: number;
  readonly results: readonly {
    readonly part: number;
    readonly seq: number;
    readonly duplicate: boolean;
  }[];
}

export interface AdtEvent {
  readonly kind: 'register' | 'expect-admission' | 'expect-transfer' | 'expect-discharge' | 'admit' | 'transfer' | 'depart' | 'arrive' | 'swap' | 'discharge' | 'to-outpatient' | 'leave' | 'return' | 'update' | 'bed-status' | 'cancel' | 'merge';
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly sentAt?: string;
  readonly messageId: string;
  readonly version?: number;
  readonly person?: string | null;
  readonly visit?: string | null;
  readonly place?: AdtPlace;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly expectedAt?: string;
  readonly status?: 'closed' | 'housekeeping' | 'occupied' | 'free' | 'contaminated' | 'isolated';
  readonly cancels?: readonly ('register' | 'expect-admission' | 'expect-transfer' | 'expect-discharge' | 'admit' | 'transfer' | 'depart' | 'arrive' | 'swap' | 'discharge' | 'to-outpatient' | 'leave' | 'return' | 'update' | 'bed-status' | 'cancel' | 'merge')[];
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly cancelledAt?: string;
  readonly into?: string;
  readonly other?: {
    readonly person?: string | null;
    readonly visit?: string | null;
  };
  readonly attributes?: {
    readonly specialty?: string;
    readonly isolation?: string | null;
    readonly sex?: 'male' | 'female' | 'other' | 'unknown';
    readonly acuity?: number;
    readonly plannedLeave?: string | null;
    readonly child?: boolean;
  };
}

export interface AdtPlace {
  readonly unit: string;
  readonly room?: string | null;
  readonly bed?: string | null;
}

export interface AlertAcknowledgement {
  readonly reason?: string;
}

export interface AlertBudgetChoice {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject?: string;
  /** for example heart-failure */
  readonly condition?: string;
  readonly perYear: number | null;
  readonly reason: string;
}

export interface AlertBudgetView {
  readonly condition: string;
  readonly label: string;
  readonly perYear: number | null;
  readonly least: number | null;
  readonly most: number | null;
  readonly initial: number | null;
  readonly chosen: {
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  } | null;
  readonly watched: number;
  readonly reading: number;
  readonly raised: number;
  readonly allowed: number | null;
  readonly own: readonly {
    readonly subject: string;
    readonly perYear: number;
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  }[];
}

export interface AlertBudgets {
  readonly budgets: readonly AlertBudgetView[];
}

export interface AlertDeedView {
  readonly kind: 'raised' | 'worsened' | 'acknowledged' | 'snoozed' | 'returned' | 'escalated' | 'resolved';
  readonly at: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly role: string;
  readonly reason: string | null;
  readonly until: string | null;
  readonly to: string | null;
}

export interface AlertDetail {
  readonly id: string;
  readonly twin: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly condition: string;
  readonly conditionLabel: string;
  readonly status: 'raised' | 'escalated' | 'acknowledged' | 'snoozed' | 'resolved';
  readonly urgency: 'high' | 'medium' | 'low';
  readonly raisedAt: string;
  readonly calledAt: string;
  readonly snoozedUntil: string | null;
  readonly escalatedTo: string | null;
  readonly escalates: {
    readonly at: string;
    readonly to: string;
  } | null;
  readonly endedAt: string | null;
  readonly finding: FindingView;
  readonly budget: number | null;
  readonly provenance: {
    readonly seq: number;
    readonly model: string;
    readonly modelVersion: string;
    readonly seed: string;
    readonly observations: readonly number[];
  };
  readonly deeds: readonly AlertDeedView[];
  readonly courses: readonly SignalCourseView[];
  readonly now: FindingView | null;
}

export interface AlertEscalation {
  readonly to: string;
  readonly reason: string;
}

export interface AlertPage {
  readonly alerts: readonly AlertView[];
  readonly total: number;
  readonly next: string | null;
  readonly open: {
    readonly high: number;
    readonly medium: number;
    readonly low: number;
  };
}

export interface AlertResolution {
  readonly reason: string;
}

export interface AlertSnooze {
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly until: string;
  readonly reason: string;
}

export interface AlertView {
  readonly id: string;
  readonly twin: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly condition: string;
  readonly conditionLabel: string;
  readonly status: 'raised' | 'escalated' | 'acknowledged' | 'snoozed' | 'resolved';
  readonly urgency: 'high' | 'medium' | 'low';
  readonly raisedAt: string;
  readonly calledAt: string;
  readonly snoozedUntil: string | null;
  readonly escalatedTo: string | null;
  readonly escalates: {
    readonly at: string;
    readonly to: string;
  } | null;
  readonly endedAt: string | null;
  readonly finding: FindingView;
  readonly budget: number | null;
  readonly provenance: {
    readonly seq: number;
    readonly model: string;
    readonly modelVersion: string;
    readonly seed: string;
    readonly observations: readonly number[];
  };
  readonly deeds: readonly AlertDeedView[];
}

export interface AnnouncedTrack {
  readonly patients: number;
  readonly left: number;
  readonly announced: number;
  readonly silent: number;
}

export interface AppCall {
  readonly app: string;
  readonly at: string;
  readonly what: string;
  readonly took: number;
  readonly count: number;
}

export interface AppRequest {
  readonly id: string;
  readonly name: string;
  readonly kind: 'cds-client' | 'backend' | 'smart-app';
  readonly issuer: string;
  readonly keys: readonly {
    readonly kid: string;
    readonly kty: 'EC' | 'RSA' | 'OKP';
  }[];
  readonly scopes?: readonly string[];
  readonly redirectUris?: readonly string[];
  readonly launchUrl?: string | null;
}

export interface AppSwitch {
  readonly disabled: boolean;
}

/** a reading that was set aside, and why */
export interface AsideView {
  readonly seq: number;
  readonly at: string;
  readonly observable: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly reason: string;
}

export interface AuditRow {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly allowed: boolean;
  readonly reason: string;
  readonly request: string;
}

export interface AuditTrail {
  readonly rows: readonly AuditRow[];
}

export type BackupRequest = Readonly<Record<string, never>>;

export interface BackupView {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

export interface BedBoard {
  readonly at: string;
  readonly lookBack: BedLookBack;
  readonly announced: AnnouncedTrack | null;
  readonly units: readonly BedUnit[];
  readonly rows: readonly BedRow[];
  readonly waiting: readonly BedPatient[];
  readonly fan: BedFan;
  readonly movements: BedMovements;
  readonly contradictions: readonly BedContradiction[];
}

export interface BedContradiction {
  readonly at: string;
  readonly messageId: string;
  readonly problem: string;
}

export interface BedCount {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface BedFan {
  readonly hours: readonly number[];
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  readonly staffed: number | null;
  readonly over: readonly number[] | null;
}

export interface BedLeaving {
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly within24: number;
  readonly within48: number;
  readonly within72: number;
}

export type BedLookBack = {
  readonly known: 'then' | 'now';
  readonly since: string;
  readonly late: number;
  readonly lateUntil: string | null;
} | null;

export interface BedMovements {
  readonly past: readonly {
    readonly at: string;
    readonly admitted: number;
    readonly left: number;
  }[];
  readonly next: readonly {
    readonly at: string;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly admissions24: BedCount;
  readonly leaving24: BedCount;
}

export interface BedPatient {
  readonly visit: string;
  readonly specialty: string;
  readonly sex: string | null;
  readonly isolation: string | null;
  readonly acuity: number | null;
  readonly admittedAt: string | null;
  readonly placedAt: string;
  readonly unit: string | null;
  readonly plannedAt: string | null;
  readonly disputed: BedPlace | null;
  readonly leaves: BedLeaving;
  readonly leftAt: string | null;
}

export interface BedPlace {
  readonly unit: string;
  readonly room: string | null;
  readonly bed: string;
}

export interface BedRow {
  readonly unit: string;
  readonly room: string | null;
  readonly bed: string;
  readonly condition: 'ready' | 'housekeeping' | 'closed' | 'contaminated' | 'isolated';
  readonly since: string;
  readonly reserved: boolean;
  readonly patient: BedPatient | null;
  readonly claimedBy: readonly string[];
}

export interface BedUnit {
  readonly unit: string;
  readonly patients: number;
  readonly staffed: number;
  readonly closed: number;
  readonly cleaning: number;
  readonly reserved: number;
  readonly leaving24: BedCount;
}

export interface BeliefView {
  readonly twin: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly at: string;
  readonly seq: number;
  readonly knownAt: string | null;
  readonly sha256: string;
  readonly size: number;
  readonly effectiveSize: number;
  readonly columns: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string;
    readonly mean: number;
    readonly sd: number;
    readonly q05: number;
    readonly q25: number;
    readonly q50: number;
    readonly q75: number;
    readonly q95: number;
    readonly role: 'state' | 'parameter' | 'memory';
  }[];
  readonly observables: readonly SpreadView[];
  readonly outputs: readonly SpreadView[];
  readonly fit: FitView;
}

export interface CardiovascularHorizon {
  readonly years: 10 | 30;
  readonly usual: PreventRisks;
  readonly changed: {
    readonly totalCvd: ChangedRisk;
    readonly ascvd: ChangedRisk;
    readonly heartFailure: ChangedRisk;
    readonly coronary: ChangedRisk;
    readonly stroke: ChangedRisk;
  } | null;
  readonly byTrials: readonly {
    readonly outcome: 'totalCvd' | 'ascvd' | 'heartFailure' | 'coronary' | 'stroke';
    readonly words: string;
    readonly risk: number;
    readonly low: number;
    readonly high: number;
    readonly source: string;
  }[];
}

export interface CardiovascularReply {
  readonly model: 'base' | 'hba1c' | 'uacr' | 'full';
  readonly horizons: readonly CardiovascularHorizon[];
  readonly changes: readonly RiskChange[];
  readonly factors: {
    readonly before: ChangeableFactors;
    readonly after: ChangeableFactors;
  };
  /** where intervals come from, and where there are none */
  readonly intervals: string;
  readonly limits: readonly string[];
  readonly source: string;
  readonly seed: string;
}

export interface CardiovascularRequest {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject?: string;
  /** ids from GET /risk/changes, one of a kind */
  readonly changes?: readonly string[];
  readonly seed?: string;
  readonly person: PreventPerson;
}

export interface CareView {
  readonly readings: number;
  /** readings too far off, which moved the belief less */
  readonly doubted: number;
  /** readings at which members were replaced */
  readonly recovered: number;
  /** readings that taught nothing, as all members agreed */
  readonly agreed: number;
  /** readings beside the belief that moved nothing */
  readonly aside: number;
}

/** endocardium from one end of the mitral annulus round the apex to the other */
export interface ChamberContour {
  readonly points: readonly (readonly number[])[];
  readonly apex?: readonly number[];
}

export interface ChamberFigures {
  readonly method: 'biplane' | 'single-plane' | 'area-length' | 'mesh' | 'mask';
  /** mL */
  readonly endDiastolic: number;
  /** mL */
  readonly endSystolic: number;
  /** % */
  readonly ejectionFraction: number;
  /** g; null without an epicardium */
  readonly mass: number | null;
  /** coefficient of variation of a volume by this method */
  readonly error: number;
  readonly doubts: readonly string[];
}

export interface ChamberMask {
  readonly size: readonly number[];
  /** in the unit of the study */
  readonly spacing: readonly number[];
  /** label, how many; label, how many; ... over all voxels, first axis fastest */
  readonly runs: readonly number[];
}

export interface ChamberReply {
  readonly figures: ChamberFigures;
  readonly record: Acknowledgement;
}

export type ChamberShape = {
  readonly method: 'biplane';
  readonly fourChamber: ChamberContour;
  readonly twoChamber: ChamberContour;
} | {
  readonly method: 'single-plane' | 'area-length';
  readonly contour: ChamberContour;
} | {
  readonly method: 'mesh';
  readonly mesh: {
    readonly vertices: readonly number[];
    readonly triangles: readonly number[];
  };
} | {
  readonly method: 'mask';
  readonly mask: ChamberMask;
  readonly label: number;
};

export interface ChamberStudyIn {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at: string;
  /** the sender's own name of the study */
  readonly id: string;
  readonly unit: 'mm' | 'cm';
  readonly endDiastole: ChamberShape;
  readonly endSystole: ChamberShape;
  readonly epicardium?: ChamberShape;
}

export interface ChangeView {
  readonly twin: string;
  readonly of: 'observable' | 'output';
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly range: RangeView | null;
  readonly endpoint: boolean;
  readonly was: SpreadView;
  readonly now: SpreadView;
  readonly difference: {
    readonly q05: number;
    readonly q50: number;
    readonly q95: number;
  };
  readonly direction: 'higher' | 'lower';
  readonly probability: number;
  readonly paired: boolean;
  readonly relative: number;
}

export interface ChangeableFactors {
  readonly ldl: number | null;
  readonly systolic: number;
  readonly hba1c: number | null;
  readonly bmi: number;
  readonly smoker: boolean;
}

export interface ChangedRisk {
  readonly risk: number;
  readonly low: number;
  readonly high: number;
}

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface ComparedQuantity {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly of: 'observable' | 'output';
  readonly endpoint: boolean;
  readonly range: RangeView | null;
  readonly baseline: FanView;
  readonly branch: FanView;
  readonly difference: DifferenceView;
  readonly effects: readonly EffectView[];
  readonly moves: 'surely' | 'perhaps' | 'none';
  readonly benefit: number | null;
  readonly harm: number | null;
}

export interface ComparedTwin {
  readonly twin: string;
  readonly label: string;
  readonly title: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly abstains: string | null;
  readonly reached: 'directly' | 'through a coupling' | 'not';
  readonly seq: number;
  readonly seed: string;
  readonly size: number;
  readonly from: string;
  readonly times: readonly string[];
  readonly quantities: readonly ComparedQuantity[];
  readonly risks: {
    readonly baseline: readonly RiskView[];
    readonly branch: readonly RiskView[];
  };
}

export interface ComparisonRunView {
  readonly id: string;
  readonly subject: string;
  readonly by: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** futures of twins finished */
  readonly done: number;
  /** how many there will be at most */
  readonly of: number;
  readonly standing: boolean;
  readonly result: SubjectComparisonView | null;
  readonly problem: {
    readonly code: string;
    readonly detail: string;
    readonly remedy: string | null;
  } | null;
}

export interface ComparisonView {
  readonly id: string | null;
  readonly name: string | null;
  readonly interventions: readonly {
    readonly type: string;
    readonly at: string;
    readonly amounts: {
      readonly [name: string]: number;
    };
  }[];
  readonly baseline: ForecastView;
  readonly branch: {
    readonly fans: readonly FanView[];
    readonly risks: readonly RiskView[];
  };
  readonly differences: readonly DifferenceView[];
  readonly effects: readonly EffectView[];
  /** the result in sentences, on the model's headline */
  readonly words: string;
  /** the same on each observable and output, by name */
  readonly wordsOf: {
    readonly [name: string]: string;
  };
}

export interface ComparisonWarning {
  readonly kind: 'abstains' | 'outside-validity' | 'input-held' | 'beyond-horizon';
  readonly twin: string | null;
  readonly words: string;
}

export interface ConnectedApp {
  readonly id: string;
  readonly name: string;
  readonly kind: 'cds-client' | 'backend' | 'smart-app';
  readonly issuer: string;
  readonly keys: readonly {
    readonly kid: string;
    readonly kty: string;
    readonly alg: string | null;
  }[];
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly launchUrl: string | null;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly disabled: boolean;
}

export interface ConnectedApps {
  readonly apps: readonly ConnectedApp[];
  readonly services: readonly OfferedService[];
  readonly calls: readonly AppCall[];
  readonly cardsGiven: number;
}

export interface ConnectorList {
  readonly connectors: readonly ConnectorView[];
}

export interface ConnectorView {
  readonly name: string;
  readonly title: string;
  readonly state: 'running' | 'off' | 'failed';
  readonly address: string;
  readonly problem: string | null;
  readonly connections: number;
  readonly received: number;
  readonly done: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly perMinute: number;
  /** milliseconds from last byte to durable effect */
  readonly lagMedian: number | null;
  readonly lagSlow: number | null;
  readonly lastAt: string | null;
  readonly lastError: {
    readonly at: string;
    readonly why: string;
  } | null;
  readonly kept: number;
  /** refused messages that wait for a person */
  readonly waiting: number;
}

export interface CouplingList {
  readonly couplings: readonly CouplingView[];
}

export interface CouplingRequest {
  readonly from: {
    /** lower-case letters, digits, - and . */
    readonly twin: string;
    readonly output: string;
  };
  readonly to: {
    /** lower-case letters, digits, - and . */
    readonly twin: string;
    readonly input: string;
  };
  readonly delay?: number;
  readonly ended?: boolean;
}

export interface CouplingView {
  readonly from: {
    readonly twin: string;
    readonly output: string;
    readonly label: string;
  };
  readonly to: {
    readonly twin: string;
    readonly input: string;
    readonly label: string;
  };
  readonly unit: string;
  /** seconds */
  readonly delay: number;
}

export interface CoverageView {
  readonly from: string;
  readonly to: string;
  readonly scored: number;
  readonly inside50: number;
  readonly inside90: number;
  readonly chance50: ShareBounds;
  readonly chance90: ShareBounds;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

export interface CurvesByComplication {
  readonly heartFailure: YearlyCurve;
  readonly ischaemicHeart: YearlyCurve;
  readonly infarction: YearlyCurve;
  readonly stroke: YearlyCurve;
  readonly blindness: YearlyCurve;
  readonly ulcer: YearlyCurve;
  readonly amputation: YearlyCurve;
  readonly renalFailure: YearlyCurve;
}

/** one cycle of one member of the belief */
export interface CycleMemberView {
  readonly member: number;
  /** share of the belief; of all members shown they add up to 1 */
  readonly weight: number;
  /** seconds the cycle lasts */
  readonly period: number;
  /** by name of the signal, in its unit; point k of n stands at k / (n - 1) of the period, the last at its end */
  readonly signals: {
    readonly [name: string]: readonly number[];
  };
}

export interface CycleView {
  readonly twin: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly at: string;
  readonly seq: number;
  readonly label: string;
  /** of each signal */
  readonly points: number;
  readonly signals: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string;
  }[];
  /** which of the members is the median one */
  readonly median: number;
  /** from the least to the greatest of the output by which they are ranked */
  readonly members: readonly CycleMemberView[];
  /** of the cycle, over the members shown */
  readonly figures: readonly SpreadView[];
  readonly fit: FitView;
}

export interface DeviatingCase {
  readonly caseId: string;
  /** place among the variants */
  readonly variant: number;
  readonly start: string;
  /** seconds */
  readonly span: number;
}

export interface Device {
  readonly id: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly associations: readonly DeviceAssociation[];
}

export interface DeviceAssociation {
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  /** null while it lasts */
  readonly to: string | null;
}

export interface DeviceAssociationEnd {
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at?: string;
}

export interface DeviceAssociationIn {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly from?: string;
}

export interface DeviceDisabled {
  readonly disabled: boolean;
}

export interface DeviceIn {
  readonly id: string;
  readonly label: string;
}

export interface DeviceList {
  readonly devices: readonly Device[];
}

export interface DeviceSecret {
  readonly id: string;
  /** told once; only its hash is kept */
  readonly secret: string;
}

export interface DeviceState {
  readonly id: string;
  readonly disabled: boolean;
}

export interface DifferenceView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
}

export interface DirectionView {
  readonly words: string;
  readonly varianceRatio: number;
  readonly verdict: 'informed' | 'partly informed' | 'mostly prior';
}

export type Distribution = {
  readonly kind: 'fixed';
  readonly value: number;
} | {
  readonly kind: 'normal';
  readonly mean: number;
  readonly sd: number;
} | {
  readonly kind: 'logNormal';
  readonly median: number;
  readonly logSd: number;
} | {
  readonly kind: 'logitNormal';
  readonly median: number;
  readonly logitSd: number;
  readonly low: number;
  readonly high: number;
} | {
  readonly kind: 'uniform';
  readonly low: number;
  readonly high: number;
};

export interface DoneView {
  readonly seq: number;
  readonly at: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly label: string;
  readonly amounts: {
    readonly [name: string]: number;
  };
  readonly source: string;
  readonly sourceId: string;
}

export interface DoseTarget {
  readonly quantity: 'auc24' | 'peak' | 'trough';
  readonly low: number | null;
  readonly high: number | null;
  readonly words: string;
  readonly source: string;
}

export interface DrawingNeed {
  /** the name under which it is given */
  readonly name: string;
  /** after: how long until an event comes, from when it is waited for */
  readonly kind: 'interval' | 'time' | 'after' | 'share' | 'units';
  readonly of: string;
}

/** nothing is needed where `needs` is empty */
export interface DrawingNeeds {
  readonly name: string;
  readonly needs: readonly DrawingNeed[];
  readonly given: readonly {
    readonly name: string;
    readonly value: string;
    readonly source: string;
  }[];
}

export interface DrawingValues {
  readonly unit: 'min' | 'h' | 'd';
  /** how long a run is */
  readonly until: number;
  readonly amounts: {
    readonly [name: string]: number | {
      readonly dist: 'exponential';
      readonly mean: number;
    } | {
      readonly dist: 'lognormal';
      readonly mean: number;
      readonly sd: number;
    };
  };
}

export interface EffectView {
  readonly what: 'highest' | 'lowest' | 'mean' | 'end';
  readonly of: string;
  readonly label: string;
  readonly unit: string;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly higher: number;
  readonly lower: number;
}

export interface EhrChange {
  /** shut out, with all of its users */
  readonly disabled?: boolean;
  /** as in EhrRequest; open sessions see it at their next request */
  readonly seesAll?: boolean;
}

export interface EhrRequest {
  readonly id: string;
  readonly name: string;
  readonly iss: string;
  readonly client: string;
  readonly signs?: boolean;
  readonly role?: 'clinician' | 'operations' | 'researcher';
  /** users see everybody whom their role sees, not the launched patient alone */
  readonly seesAll?: boolean;
  readonly identifierSystems: readonly string[];
}

export interface EstimatePoint {
  readonly at: string;
  readonly observable: string;
  readonly mean: number;
  readonly sd: number;
}

export interface EventLogPreview {
  readonly format: 'table' | 'xes';
  /** below the header; null for XES */
  readonly rows: number | null;
  readonly header: readonly {
    readonly name: string;
    /** of its first row */
    readonly example: string;
  }[];
  /** what each column is known to hold by its name */
  readonly columns: {
    readonly case: string | null;
    readonly activity: string | null;
    readonly time: string | null;
    readonly start: string | null;
    readonly complete: string | null;
    readonly transition: string | null;
    readonly instance: string | null;
    readonly resource: string | null;
  };
}

export interface ExplanationView {
  readonly twin: string;
  readonly seq: number;
  readonly at: string;
  readonly fit: FitView;
  readonly drift: number | null;
  readonly tolerance: number;
  readonly innovations: readonly InnovationView[];
  readonly aside: readonly AsideView[];
  readonly parameters: readonly ParameterView[];
  readonly directions: readonly DirectionView[];
  readonly terms: readonly TermView[];
  readonly words: readonly string[];
  readonly provenance: {
    readonly readings: number;
    readonly interventions: number;
    readonly seed: string;
  };
}

export interface FanView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly of: 'observable' | 'output';
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  readonly paths: readonly (readonly number[])[];
}

export interface FindingView {
  readonly at: string;
  readonly urgency: 'high' | 'medium' | 'low';
  readonly claim: string;
  readonly probability: number;
  readonly interval: {
    readonly low: number;
    readonly high: number;
    readonly unit: string;
    readonly level: number;
  } | null;
  readonly why: readonly {
    readonly what: string;
    readonly weight: number | null;
    readonly unit: string | null;
  }[];
  readonly suggestion: string | null;
  readonly missing: readonly string[];
  readonly since: string;
  readonly lead: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
  } | null;
  readonly perYear: number | null;
  readonly signals: readonly SignalView[];
}

export interface FitView {
  readonly kind: 'fits' | 'warming-up' | 'abstains';
  readonly reason: string | null;
  readonly since: string | null;
}

export interface Follower {
  readonly settings: {
    readonly id: string;
    readonly url: string;
    readonly client: string;
    readonly types: readonly string[];
    readonly every: number;
  };
  readonly disabled: boolean;
  readonly links: {
    readonly [name: string]: string;
  };
  readonly cursors: {
    readonly [name: string]: string;
  };
  readonly deletedSince: {
    readonly [name: string]: string;
  };
  /** by type, why that server does not tell what was deleted there, which stands here */
  readonly blind: {
    readonly [name: string]: string;
  };
  readonly written: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly latestRefused: readonly {
    readonly resource: string;
    readonly why: string;
  }[];
  readonly lastLookAt: string | null;
  readonly lastProblem: string | null;
  readonly failures: number;
}

export interface FollowerLink {
  readonly remote: string;
  readonly local: string;
}

export interface FollowerRequest {
  readonly id: string;
  readonly url: string;
  readonly client: string;
  readonly types: readonly string[];
  readonly every?: number;
}

export interface FollowerSwitch {
  readonly disabled: boolean;
}

export interface Followers {
  readonly followers: readonly Follower[];
}

export interface FollowsEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** mean seconds from the end of the one to the start of the other */
  readonly meanGap: number;
  /** seconds */
  readonly medianGap: number;
}

export interface ForecastView {
  readonly twin: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly seq: number;
  readonly from: string;
  readonly issuedAt: string;
  readonly seed: string;
  readonly size: number;
  readonly times: readonly string[];
  readonly fans: readonly FanView[];
  readonly risks: readonly RiskView[];
  readonly fit: FitView;
}

/** mean, and the levels between which 90 % of the futures lie */
export interface FuturesSpread {
  readonly mean: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

export interface HappeningBatch {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  readonly system: string;
  readonly events: readonly AdtEvent[];
}

export interface HistoryView {
  readonly twin: string;
  readonly from: string;
  readonly to: string;
  readonly readings: readonly ReadingView[];
  readonly interventions: readonly DoneView[];
  readonly estimates: readonly EstimatePoint[];
}

export interface Hospital {
  readonly id: string;
  /** who brought it and when; null of those that come with the platform */
  readonly brought: {
    readonly by: string;
    readonly at: string;
  } | null;
  /** whether you may rename and remove it */
  readonly mayChange: boolean;
  readonly name: string;
  readonly about: string;
  readonly unit: 'min' | 'h' | 'd';
  readonly until: number;
  readonly warmUp: number;
  readonly replications: number;
  readonly parameters: readonly HospitalParameter[];
  readonly scenarios: readonly {
    readonly name: string;
    readonly changes: readonly {
      readonly parameter: string;
      readonly value: string;
    }[];
  }[];
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly capacity: string;
  }[];
  /** units on the floor plan */
  readonly units: number;
}

export interface HospitalCalibration {
  readonly name: string;
  readonly scenario: string | null;
  readonly reported: {
    readonly low: number;
    readonly high: number;
  };
  readonly basis: string;
  readonly source: string;
  readonly note: string | null;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** why there is no mean: a queue grows without end */
  readonly why: string | null;
  /** that the mean is one of runs that end by themselves: a queue grows while they last */
  readonly bound: string | null;
}

export interface HospitalFile {
  readonly name: string;
  readonly text: string;
  readonly values?: DrawingValues;
}

export interface HospitalFileToRead {
  readonly name: string;
  readonly text: string;
}

export interface HospitalList {
  readonly hospitals: readonly Hospital[];
}

export interface HospitalName {
  readonly name: string;
}

export interface HospitalParameter {
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly basis: 'published' | 'derived' | 'assumed' | 'unverified';
  readonly source: string | null;
  readonly note: string | null;
}

export interface HospitalPlace {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly site: string | null;
  /** metres on the floor plan */
  readonly x: number | null;
  readonly y: number | null;
  readonly capacity: readonly {
    readonly time: number;
    readonly units: number;
  }[];
}

export type HospitalRemoved = Readonly<Record<string, never>>;

export interface HospitalReplay {
  readonly from: number;
  readonly until: number;
  readonly entities: readonly string[];
  readonly places: readonly HospitalPlace[];
  /** a column: whose stay, as a place among the entities */
  readonly entity: readonly number[];
  /** where, as a place among the places */
  readonly place: readonly number[];
  /** whether it waited for it, or held it */
  readonly waits: readonly boolean[];
  readonly start: readonly number[];
  readonly end: readonly number[];
}

export interface HospitalReport {
  readonly report: string;
}

export interface HospitalRun {
  readonly model: string;
  readonly scenario: string | null;
  readonly seed: string;
  readonly replications: number;
  readonly until: number;
  readonly warmUp: number;
  readonly unit: 'min' | 'h' | 'd';
  /** how many wait at a time, on average */
  readonly waiting: {
    readonly mean: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** why there is no mean: a queue grows without end */
    readonly why: string | null;
    /** that the mean is one of runs that end by themselves: a queue grows while they last */
    readonly bound: string | null;
  };
  readonly figures: readonly {
    readonly name: string;
    readonly mean: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** why there is no mean: a queue grows without end */
    readonly why: string | null;
    /** that the mean is one of runs that end by themselves: a queue grows while they last */
    readonly bound: string | null;
    /** paired difference from the hospital as it is; null where either grows */
    readonly change: MeanInterval | null;
  }[];
  readonly loads: readonly OfferedLoad[];
  readonly warnings: readonly HospitalRunWarning[];
  /** reported figures beside those of the model, or the difference that a scenario makes */
  readonly calibration: readonly HospitalCalibration[];
  /** what one more unit would do to how many wait, of the resources that most wait for, the greatest effect first, in intervals that hold together; empty where that grows */
  readonly oneMore: readonly {
    readonly resource: string;
    readonly change: MeanInterval;
  }[];
  /** STRESS-DES report in Markdown */
  readonly report: string;
  readonly replay: HospitalReplay;
}

export interface HospitalRunRequest {
  readonly scenario?: string;
  /** 5 to 500; as the model says when left out */
  readonly replications?: number;
  /** 16 hexadecimal digits */
  readonly seed?: string;
  /** also with one more unit of each of the twelve resources that most wait for; unless said, yes */
  readonly oneMore?: boolean;
}

export interface HospitalRunState {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly done: number;
  /** replications in all; 0 before the first */
  readonly of: number;
  readonly result: HospitalRun | null;
  readonly problem: string | null;
}

export interface HospitalRunWarning {
  readonly kind: 'unstable' | 'deadlock' | 'growing' | 'precision';
  readonly text: string;
}

export interface HospitalText {
  readonly text: string;
}

export interface IdentifierLink {
  readonly key: string;
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
}

export interface ImportProblem {
  readonly code: string;
  readonly row: number | null;
  readonly field: string | null;
  readonly detail: string;
  readonly remedy: string | null;
}

export interface ImportView {
  readonly format: string;
  readonly delimiter: string;
  readonly unit: string;
  readonly zone: string | null;
  readonly dayFirst: boolean | null;
  readonly rows: number;
  readonly readings: number;
  readonly censored: number;
  readonly absent: number;
  readonly interventions: number;
  readonly duplicates: number;
  readonly accepted: number;
  readonly skipped: readonly {
    readonly why: string;
    readonly rows: number;
  }[];
  readonly people: readonly {
    readonly id: string;
    readonly rows: number;
  }[];
  readonly from: string | null;
  readonly to: string | null;
  readonly notes: readonly string[];
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

export interface InboundDetail {
  readonly place: number;
  readonly id: string;
  readonly connector: string;
  readonly sender: string;
  readonly key: string;
  readonly receivedAt: string;
  readonly state: 'received' | 'done' | 'refused' | 'mended' | 'dropped';
  readonly what: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly sha256: string;
  readonly settledAt: string | null;
  readonly bytes: number;
  /** the message as text; bytes that are not UTF-8 are shown as their code */
  readonly text: string;
  readonly resources: readonly MappedResource[];
  readonly adt: readonly string[];
  readonly events: readonly MessageEvent[];
  readonly notes: readonly MessageNote[];
  readonly beliefs: readonly TouchedBelief[];
}

export interface InboundLine {
  readonly place: number;
  readonly id: string;
  readonly connector: string;
  readonly sender: string;
  readonly key: string;
  readonly receivedAt: string;
  readonly state: 'received' | 'done' | 'refused' | 'mended' | 'dropped';
  readonly what: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly sha256: string;
}

export interface InboundList {
  readonly messages: readonly InboundLine[];
}

export interface InnovationView {
  readonly seq: number;
  readonly at: string;
  readonly observable: string;
  readonly unit: string;
  readonly observed: number;
  readonly censored: 'below' | 'above' | null;
  readonly predicted: number;
  readonly sd: number;
  readonly score: number;
  readonly pit: number;
  readonly shift: number;
  /** factor by which its error variance was raised; 1 is trusted */
  readonly doubt: number | null;
  /** members that were no numbers and were replaced */
  readonly recovered: number | null;
  /** all members expected the same: nothing was learnt */
  readonly agreed: boolean | null;
  /** what the filter did about it, in words */
  readonly note: string | null;
}

export interface InsightBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly timestamp: string;
  readonly entry: readonly {
    readonly fullUrl: string;
    readonly resource: {
      readonly resourceType: string;
      readonly id: string;
    };
  }[];
}

export interface InterventionField {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  readonly step: number;
}

export interface InterventionIn {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  readonly type: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at: string;
  readonly amounts: {
    readonly [name: string]: number;
  };
  readonly source?: {
    readonly system: string;
    readonly id: string;
    readonly version?: number;
  };
  readonly withdrawn?: boolean;
}

export interface InterventionType {
  readonly name: string;
  readonly label: string;
  readonly code?: Coding;
  readonly fields: readonly InterventionField[];
  readonly acts: string;
  readonly lasting: boolean;
}

export interface IssuedList {
  readonly forecasts: readonly IssuedView[];
}

export interface IssuedView {
  readonly id: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly seq: number;
  readonly from: string;
  readonly issuedAt: string;
  readonly mode: 'live' | 'hindcast';
  readonly observable: string;
  readonly persistence: number;
  readonly leads: readonly {
    readonly lead: number;
    readonly mean: number;
    readonly q05: number;
    readonly q25: number;
    readonly q50: number;
    readonly q75: number;
    readonly q95: number;
    readonly score: ScoreView | null;
  }[];
}

export interface JudgedRegimen {
  /** mg */
  readonly amount: number;
  /** hours */
  readonly interval: number;
  /** hours */
  readonly over: number;
  readonly attains: number;
  readonly harms: number;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly fifty: readonly number[];
}

export interface KeepComparisonRequest {
  readonly name: string;
}

export interface KeptComparisonList {
  readonly kept: readonly KeptComparisonView[];
}

export interface KeptComparisonView {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly result: SubjectComparisonView;
}

export interface KnowledgeView {
  readonly twin: string;
  readonly at: string;
  readonly members: number;
  readonly effectiveMembers: number;
  readonly leads: readonly LeadCalibrationView[];
  readonly scatter: ScatterView;
  readonly care: CareView;
  readonly directions: readonly DirectionView[];
  readonly learnt: number;
  readonly words: readonly string[];
}

export interface LatestReading {
  readonly observable: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly censored: 'below' | 'above' | null;
  readonly at: string;
  readonly perMinute: number | null;
}

export interface LaunchReply {
  readonly url: string;
}

export interface LaunchRequest {
  readonly patient: string;
}

export interface LeadCalibrationView {
  /** seconds */
  readonly lead: number;
  readonly scored: number;
  readonly inside50: number;
  readonly inside90: number;
  /** counts of truths by tenth of the forecast they fell in */
  readonly ranks: readonly number[];
  readonly ranksChance: ShareBounds;
  readonly coverage: readonly CoverageView[];
}

export interface LinkedIdentifier {
  readonly key: string;
  readonly subject: string;
}

export interface MappedActivity {
  readonly name: string;
  readonly count: number;
  readonly cases: number;
  /** cases that began with it */
  readonly starts: number;
  /** cases that ended with it */
  readonly ends: number;
  readonly lasting: SpanQuarters;
  /** cases in which the discovered process asks for it and the log has it not */
  readonly skipped: number;
  /** cases in which the log has it and the discovered process does not allow it */
  readonly unforeseen: number;
}

export interface MappedResource {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly json: string;
}

export interface MappedVariant {
  readonly activities: readonly string[];
  readonly count: number;
  readonly span: SpanQuarters;
  readonly fitness: number;
  readonly moves: readonly {
    readonly kind: 'both' | 'log' | 'model';
    readonly activity: string;
  }[];
}

export interface MeanAndSd {
  readonly mean: number;
  readonly sd: number;
}

/** a mean over replications with its 95 % interval */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface MessageDrop {
  readonly reason: string;
}

export interface MessageDropped {
  readonly id: string;
}

export interface MessageEvent {
  readonly part: number;
  readonly seq: number;
  readonly duplicate: boolean;
  readonly code: string;
}

export interface MessageNote {
  readonly where: string;
  readonly why: string;
}

export interface MessageReceipt {
  readonly id: string;
  readonly state: 'done' | 'refused' | 'unsupported' | 'unavailable';
  readonly reason: string;
}

export interface MessageReplay {
  readonly text?: string;
}

export interface ModelList {
  readonly models: readonly ModelView[];
}

export interface ModelView {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly contextOfUse: string;
  readonly decisionRole: string;
  readonly notFor: readonly string[];
  readonly risk: string;
  readonly equations: readonly {
    readonly what: string;
    readonly source: string;
  }[];
  readonly population: string;
  readonly facts: readonly SubjectFact[];
  readonly limits: readonly string[];
  readonly history: readonly {
    readonly version: string;
    readonly date: string;
    readonly change: string;
  }[];
  readonly suites: readonly SuiteEvidence[];
  readonly attributes: readonly SourceAttribute[];
}

export interface MonteCarloMean {
  readonly mean: number;
  /** Monte-Carlo standard error */
  readonly error: number;
}

export interface ObservationBatch {
  readonly observations: readonly ObservationIn[];
}

export interface ObservationIn {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  readonly code: Coding;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly effectiveAt: string;
  readonly precision?: 'millisecond' | 'second' | 'minute' | 'hour' | 'day';
  readonly zone?: string;
  readonly value: ObservedValue;
  readonly status?: 'final' | 'preliminary' | 'corrected' | 'entered-in-error';
  readonly source: {
    readonly system: string;
    readonly id: string;
    readonly version?: number;
    readonly device?: string;
  };
  readonly doubts?: readonly string[];
}

export type ObservedValue = {
  readonly kind: 'quantity';
  readonly value: number;
  /** UCUM, case-sensitive */
  readonly unit: string;
} | {
  readonly kind: 'censored';
  readonly side: 'below' | 'above';
  readonly limit: number;
  /** UCUM, case-sensitive */
  readonly unit: string;
} | {
  readonly kind: 'count';
  readonly value: number;
} | {
  readonly kind: 'ordinal';
  readonly level: number;
  readonly of: number;
} | {
  readonly kind: 'absent';
  readonly reason: 'unknown' | 'not-performed' | 'error' | 'not-a-number' | 'sensor-warm-up' | 'sensor-error';
};

export interface OfferedLoad {
  readonly resource: string;
  /** several where they stand in for each other */
  readonly resources: readonly string[];
  readonly load: number;
  readonly capacity: number;
  /** from 1 on its queue grows without end, unless patients give up */
  readonly ratio: number;
  readonly growth: number;
}

export interface OfferedService {
  readonly id: string;
  readonly hook: string;
  readonly title: string;
  readonly description: string;
}

export interface Om2Person {
  readonly sex: 'female' | 'male';
  readonly ethnicity: 'white or other' | 'afro-caribbean' | 'asian-indian';
  /** years */
  readonly ageAtDiagnosis: number;
  /** years */
  readonly yearsSinceDiagnosis: number;
  /** in % or mmol/mol */
  readonly hba1c: {
    readonly value: number;
    readonly unit: string;
  };
  /** mm[Hg] */
  readonly systolic: number;
  /** in mmol/L or mg/dL */
  readonly ldl: {
    readonly value: number;
    readonly unit: string;
  };
  /** in mmol/L or mg/dL */
  readonly hdl: {
    readonly value: number;
    readonly unit: string;
  };
  /** kg/m2 */
  readonly bmi: number;
  /** mL/min/1.73 m2 */
  readonly egfr: number;
  /** /min */
  readonly heartRate: number;
  /** 10*9/L */
  readonly whiteCells: number;
  /** in g/dL or g/L */
  readonly haemoglobin: {
    readonly value: number;
    readonly unit: string;
  };
  readonly smoker: boolean;
  readonly atrialFibrillation: boolean;
  readonly peripheralVascularDisease: boolean;
  /** urine albumin of 50 mg/L or more */
  readonly albuminuria: boolean;
  /** times each complication has happened */
  readonly history?: {
    readonly heartFailure?: number;
    readonly ischaemicHeart?: number;
    readonly infarction?: number;
    readonly stroke?: number;
    readonly blindness?: number;
    readonly ulcer?: number;
    readonly amputation?: number;
    readonly renalFailure?: number;
  };
}

export interface OriginRequest {
  readonly origin: string;
  readonly purpose: 'notify' | 'frame';
}

export interface Output {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly reference?: {
    readonly low: number | null;
    readonly high: number | null;
    readonly source: string;
  };
  readonly endpoint: boolean;
}

/** without and with the changes, and the difference future by future */
export interface PairedFutures {
  readonly without: FuturesSpread;
  readonly with: FuturesSpread;
  readonly change: FuturesSpread;
}

/** shares of futures, and the difference with its 90 % interval of chance */
export interface PairedShare {
  readonly without: number;
  readonly with: number;
  readonly change: number;
  readonly low: number;
  readonly high: number;
}

export interface Parameter {
  readonly name: string;
  readonly symbol?: string;
  readonly label: string;
  readonly unit: string;
  readonly prior: Distribution;
  readonly source: string;
  readonly role: 'estimated' | 'fixed' | 'derived';
}

export interface ParameterView {
  readonly name: string;
  readonly symbol: string | null;
  readonly label: string;
  readonly unit: string;
  readonly source: string;
  readonly prior: {
    readonly q05: number;
    readonly q50: number;
    readonly q95: number;
  };
  readonly posterior: {
    readonly q05: number;
    readonly q50: number;
    readonly q95: number;
  };
  readonly varianceRatio: number;
  readonly verdict: 'informed' | 'partly informed' | 'mostly prior';
  readonly grid: readonly number[];
  readonly priorDensity: readonly number[];
  readonly posteriorDensity: readonly number[];
}

/** a recording that is played; also the payload of `event: playback` */
export interface Playback {
  readonly id: string;
  readonly subject: string;
  readonly recording: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly startedAt: string;
  /** times life; 0 is paused */
  readonly speed: number;
  readonly atEnd: 'loop' | 'end';
  /** seconds of the recording that make one observation */
  readonly recordEvery: number;
  readonly state: 'playing' | 'paused' | 'ended' | 'stopped' | 'failed';
  readonly words: string;
  /** how often the recording has begun again */
  readonly cycle: number;
  /** seconds into the recording */
  readonly position: number;
  /** length of the recording */
  readonly seconds: number | null;
  /** seconds played in all, over every cycle */
  readonly played: number;
  /** observations brought into the record */
  readonly recorded: number;
  readonly signals: readonly PlayedSignal[];
}

export interface PlaybackList {
  readonly playbacks: readonly Playback[];
}

export interface PlaybackSpeed {
  /** times life; 0 pauses */
  readonly speed: number;
}

export interface PlaybackStart {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  readonly recording: string;
  /** times life; 0 pauses */
  readonly speed?: number;
  readonly atEnd?: 'loop' | 'end';
  /** seconds of the recording whose median is one observation */
  readonly recordEvery?: number;
}

export interface PlayedSignal {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'electrocardiogram' | 'arterial-pressure' | 'plethysmogram' | 'respiration' | null;
  /** samples a second of the recording */
  readonly frequency: number;
  /** a packed number times step plus middle is in the unit */
  readonly step: number;
  readonly middle: number;
}

export interface PreventPerson {
  readonly sex: 'female' | 'male';
  /** years, 30 to 79 */
  readonly age: number;
  /** in mmol/L or mg/dL */
  readonly totalCholesterol: {
    readonly value: number;
    readonly unit: string;
  };
  /** in mmol/L or mg/dL */
  readonly hdl: {
    readonly value: number;
    readonly unit: string;
  };
  readonly ldl?: {
    readonly value: number;
    readonly unit: string;
  } | null;
  /** mm[Hg] */
  readonly systolic: number;
  /** kg/m2 */
  readonly bmi: number;
  /** mL/min/1.73 m2 */
  readonly egfr: number;
  readonly diabetes: boolean;
  readonly smoker: boolean;
  readonly antihypertensive: boolean;
  readonly statin: boolean;
  readonly hba1c?: {
    readonly value: number;
    readonly unit: string;
  } | null;
  readonly uacr?: {
    readonly value: number;
    readonly unit: string;
  } | null;
  readonly deprivationDecile?: number | null;
}

export interface PreventRisks {
  readonly totalCvd: number;
  readonly ascvd: number;
  readonly heartFailure: number;
  readonly coronary: number;
  readonly stroke: number;
}

export interface Problem {
  /** urn:twinward:error:<code> */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  readonly row?: number;
  readonly remedy?: string;
  /** seconds */
  readonly retryAfter?: number;
}

export interface ProcessMap {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  /** starts that nothing completed; they are left out */
  readonly open: number;
  /** from the first start of a case to its last completion */
  readonly span: SpanQuarters;
  readonly activities: readonly MappedActivity[];
  /** the most frequent first, at most 1,500 */
  readonly edges: readonly FollowsEdge[];
  readonly edgeCount: number;
  /** the most frequent first, at most 200 */
  readonly variants: readonly MappedVariant[];
  readonly variantCount: number;
  readonly model: {
    /** the tree, its root first */
    readonly nodes: readonly ProcessNode[];
    readonly text: string;
    readonly noise: number;
    readonly fitness: number;
    /** share of the cases that keep to it altogether */
    readonly fitting: number;
  };
  /** at most 500 */
  readonly deviating: readonly DeviatingCase[];
  readonly deviatingCount: number;
}

export interface ProcessNode {
  readonly kind: 'activity' | 'silent' | 'sequence' | 'choice' | 'parallel' | 'loop';
  readonly name: string | null;
  /** places of the children among the nodes */
  readonly children: readonly number[];
}

export interface ProgressionDifference {
  readonly lifeYears: MonteCarloMean;
  readonly qualityYears: MonteCarloMean | null;
  readonly alive: YearlyCurve;
  readonly happened: CurvesByComplication;
  /** life-years gained with all effects at the ends of their 95 % intervals */
  readonly effectEnds: readonly number[] | null;
}

export interface ProgressionReply {
  readonly lives: number;
  readonly years: number;
  readonly usual: ProgressionView;
  readonly changed: ProgressionView | null;
  readonly difference: ProgressionDifference | null;
  readonly utilities: string;
  readonly outsideValidity: readonly string[];
  readonly changes: readonly RiskChange[];
  readonly factors: {
    readonly before: ChangeableFactors;
    readonly after: ChangeableFactors;
  };
  /** where intervals come from, and where there are none */
  readonly intervals: string;
  readonly limits: readonly string[];
  readonly source: string;
  readonly seed: string;
}

export interface ProgressionRequest {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject?: string;
  /** ids from GET /risk/changes, one of a kind */
  readonly changes?: readonly string[];
  readonly seed?: string;
  /** lives drawn, 2000 unless given */
  readonly lives?: number;
  /** years ahead, 60 unless given */
  readonly years?: number;
  readonly person: Om2Person;
}

export interface ProgressionView {
  readonly alive: YearlyCurve;
  readonly aliveWithout: YearlyCurve;
  readonly happened: CurvesByComplication;
  readonly lifeYears: MonteCarloMean;
  /** at .05, .25, .5, .75, .95 */
  readonly lifeYearsQuantiles: readonly number[];
  readonly qualityYears: MonteCarloMean | null;
}

/** at an instant, or in so many minutes (0 without either) */
export interface ProposedIntervention {
  readonly type: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at?: string;
  readonly inMinutes?: number;
  readonly amounts: {
    readonly [name: string]: number;
  };
}

/** the payload of `event: record` of the event stream */
export interface PushedRecord {
  readonly part: number;
  readonly seq: number;
  readonly subject: string;
  readonly twins: readonly string[];
  readonly kind: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly observation: {
    /** system|code */
    readonly code: string;
    readonly value: number | null;
    readonly unit: string | null;
    readonly censored: 'below' | 'above' | null;
    readonly absent: string | null;
    readonly status: string;
  } | null;
  readonly intervention: {
    readonly type: string;
    readonly amounts: {
      readonly [name: string]: number;
    };
    readonly withdrawn: boolean;
  } | null;
}

export interface QuantityView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly mean: number;
  readonly sd: number;
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
  readonly of: 'observable' | 'output';
  readonly range: RangeView | null;
  readonly endpoint: boolean;
}

export interface RangeView {
  readonly low: number | null;
  readonly high: number | null;
  readonly source: string;
}

export interface ReadingView {
  readonly seq: number;
  readonly at: string;
  readonly recordedAt: string;
  readonly observable: string;
  readonly value: number | null;
  readonly unit: string;
  readonly censored: 'below' | 'above' | null;
  readonly absent: string | null;
  readonly status: string;
  readonly source: string;
  readonly sourceId: string;
  readonly doubts: readonly string[];
}

export interface Recording {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly origin: 'published' | 'imported';
  /** whether beats are marked in it */
  readonly annotated: boolean;
  /** null where the header does not say */
  readonly seconds: number | null;
  readonly signals: readonly {
    readonly name: string;
    readonly unit: string;
    /** samples a second */
    readonly frequency: number;
  }[];
}

export interface RecordingList {
  readonly recordings: readonly Recording[];
}

export interface RegimensRequest {
  readonly drug: string;
  readonly amounts: readonly number[];
  readonly intervals: readonly number[];
  readonly over?: number;
  readonly day?: number;
}

export interface RegimensView {
  readonly subject: string;
  readonly drug: string;
  readonly attain: DoseTarget;
  readonly avoid: DoseTarget;
  readonly day: number | null;
  readonly models: readonly {
    readonly twin: string;
    readonly model: string;
    readonly weight: number;
  }[];
  readonly doses: number;
  readonly levels: number;
  readonly outside: readonly string[];
  readonly seed: string;
  readonly regimens: readonly JudgedRegimen[];
}

export interface RegisteredEhr {
  readonly id: string;
  readonly name: string;
  readonly iss: string;
  readonly client: string;
  readonly signs: boolean;
  readonly seesAll: boolean;
  readonly role: 'clinician' | 'operations' | 'researcher';
  readonly identifierSystems: readonly string[];
  readonly addedAt: string;
  readonly addedBy: string;
  readonly disabled: boolean;
}

export interface RegisteredEhrs {
  readonly ehrs: readonly RegisteredEhr[];
  readonly launchUrl: string;
  readonly redirectUri: string;
}

export type ReplayRequest = Readonly<Record<string, never>>;

export interface ReplayView {
  readonly twin: string;
  readonly events: number;
  readonly sha256Live: string;
  readonly sha256Replayed: string;
  readonly equal: boolean;
}

export interface Retraction {
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  readonly source: {
    readonly system: string;
    readonly id: string;
  };
  readonly reason: string;
}

export interface RiskChange {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly source: string;
}

export interface RiskChangeList {
  readonly changes: readonly RiskChange[];
}

export interface RiskView {
  readonly name: string;
  readonly words: string;
  readonly of: string;
  readonly side: 'below' | 'above';
  readonly limit: number;
  readonly unit: string;
  readonly source: string;
  readonly probability: number;
  readonly count: number;
  readonly typicalAt: string | null;
}

export interface ScatterView {
  readonly readings: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly correlation: number | null;
  readonly surprises: number;
  readonly usualSurprises: number;
}

export interface ScenarioList {
  readonly scenarios: readonly ComparisonView[];
}

export interface ScenarioRequest {
  readonly interventions: readonly ProposedIntervention[];
  readonly minutes?: number;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at?: string;
  readonly size?: number;
  readonly keep?: boolean;
  readonly name?: string;
}

export interface ScoreView {
  readonly truth: number;
  readonly error: number;
  readonly persistenceError: number;
  readonly crps: number;
  readonly pit: number;
  readonly inside50: boolean;
  readonly inside90: boolean;
}

export interface SessionView {
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  readonly permissions: readonly string[];
  readonly expiresAt: string | null;
  /** given once, when asked for with ?token=true */
  readonly token: string | null;
  /** the patient from whom an EHR opened the session, where it is about nobody else */
  readonly confinedTo: string | null;
}

export interface ShareBounds {
  readonly low: number;
  readonly high: number;
}

export interface SideEffect {
  readonly twin: string;
  readonly what: 'highest' | 'lowest' | 'mean' | 'end';
  readonly of: string;
  readonly label: string;
  readonly unit: string;
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
  readonly higher: number;
  readonly lower: number;
  readonly benefit: number | null;
  readonly harm: number | null;
}

export interface SignalCourseView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly at: readonly string[];
  readonly value: readonly (number | null)[];
  readonly usual: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface SignalView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly deviation: number | null;
  readonly share: number;
}

export interface SignedOut {
  readonly signedOut: true;
}

export interface SourceAttribute {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly text: string | null;
}

export interface SpanQuarters {
  /** seconds */
  readonly q25: number;
  /** seconds */
  readonly q50: number;
  /** seconds */
  readonly q75: number;
}

export interface SpreadView {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly mean: number;
  readonly sd: number;
  readonly q05: number;
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly q95: number;
}

export interface SubjectComparisonRequest {
  readonly interventions: readonly SubjectProposal[];
  readonly minutes?: number;
  readonly size?: number;
  readonly aims?: readonly string[];
  readonly seq?: number;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly knownAt?: string;
}

export interface SubjectComparisonView {
  readonly subject: string;
  readonly seq: number;
  readonly knownAt: string;
  readonly sha256: string;
  readonly minutes: number;
  readonly interventions: readonly UnderstoodProposal[];
  readonly twins: readonly ComparedTwin[];
  readonly sideEffects: readonly SideEffect[];
  readonly unaffected: readonly {
    readonly twin: string;
    readonly names: readonly string[];
  }[];
  readonly warnings: readonly ComparisonWarning[];
  readonly words: string;
}

export interface SubjectFact {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly required: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface SubjectList {
  readonly subjects: readonly SubjectSummary[];
}

/** by type or code, for one twin or for all of the subject that know it; at an instant, or in so many minutes (0 without either) */
export interface SubjectProposal {
  readonly type?: string;
  readonly code?: Coding;
  /** lower-case letters, digits, - and . */
  readonly twin?: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at?: string;
  readonly inMinutes?: number;
  readonly amounts: {
    readonly [name: string]: number;
  };
}

export interface SubjectSummary {
  readonly subject: string;
  readonly label: string;
  readonly origins: readonly ('real' | 'recorded' | 'simulated')[];
  readonly twins: readonly TwinSummary[];
}

export interface SubjectTwinView {
  readonly id: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly attribution: string | null;
  readonly kind: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly modelTitle: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly seq: number;
  readonly fit: FitView;
  readonly readUntil: string | null;
  readonly latest: LatestReading | null;
  readonly risks: readonly RiskView[];
  readonly track: TrackView | null;
  readonly drift: number | null;
  readonly recent: {
    readonly at: readonly string[];
    readonly median: readonly number[];
  };
  readonly catchingUp: boolean;
  readonly observedAt: string | null;
  /** seconds since the latest reading */
  readonly age: number | null;
  readonly outside: readonly string[];
  readonly quantities: readonly QuantityView[];
  readonly interventions: readonly InterventionType[];
  /** seconds */
  readonly horizon: number;
}

export interface SubjectView {
  readonly subject: string;
  readonly label: string;
  readonly origins: readonly ('real' | 'recorded' | 'simulated')[];
  readonly at: string;
  readonly since: string;
  readonly twins: readonly SubjectTwinView[];
  readonly couplings: readonly CouplingView[];
  readonly changed: readonly ChangeView[];
  readonly unknownThen: readonly string[];
  readonly comparing: readonly string[];
}

export interface SuiteEvidence {
  readonly suite: string;
  readonly cases: number | null;
  readonly passed: number | null;
  readonly failed: readonly {
    readonly name: string;
    readonly why: string;
  }[];
  readonly unsupported: readonly {
    readonly name: string;
    readonly why: string;
  }[];
  readonly figures: readonly {
    readonly figure: string;
    readonly value: number | string | readonly number[];
  }[];
}

export interface TakenIn {
  readonly seq: number;
  readonly at: string;
  readonly label: string;
  readonly unit: string;
  readonly observed: number;
  /** of the reading before it came, its error included */
  readonly expected: MeanAndSd;
  /** of what is measured, once it was taken in */
  readonly after: MeanAndSd;
}

export interface TermView {
  readonly what: string;
  readonly at: string | null;
  readonly effect: number;
  readonly unit: string;
}

export interface TimelineAlert {
  readonly at: string;
  readonly words: string;
  readonly kind: 'alert';
  readonly seq: number;
  readonly twin: string;
  readonly alert: string;
  readonly step: 'raised' | 'worsened' | 'acknowledged' | 'snoozed' | 'returned' | 'escalated' | 'resolved';
}

export interface TimelineCorrection {
  readonly at: string;
  readonly words: string;
  readonly source: string;
  readonly sourceId: string;
  readonly kind: 'correction';
  readonly seq: number;
  readonly recordedAt: string;
  readonly what: 'corrected' | 'withdrawn';
  readonly label: string;
}

export interface TimelineFlag {
  readonly at: string;
  readonly words: string;
  readonly kind: 'flag';
  readonly twin: string;
  readonly reason: string | null;
}

export interface TimelineHeldAside {
  readonly at: string;
  readonly words: string;
  readonly source: string;
  readonly sourceId: string;
  readonly kind: 'held-aside';
  readonly taken: boolean;
  readonly seq: number;
  readonly label: string;
  readonly reason: string;
}

export interface TimelineIntervention {
  readonly at: string;
  readonly words: string;
  readonly source: string;
  readonly sourceId: string;
  readonly kind: 'intervention';
  readonly seq: number;
  readonly recordedAt: string;
  readonly type: string;
  readonly amounts: {
    readonly [name: string]: number;
  };
  readonly twins: readonly string[];
}

export interface TimelineObservations {
  readonly at: string;
  readonly words: string;
  readonly kind: 'observations';
  readonly label: string;
  readonly unit: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly low: number;
  readonly high: number;
  readonly sources: readonly string[];
}

export interface TimelineScenario {
  readonly at: string;
  readonly words: string;
  readonly kind: 'scenario';
  readonly twin: string;
  readonly id: string;
  readonly name: string;
}

export interface TimelineStanding {
  readonly at: string;
  readonly words: string;
  readonly kind: 'twin-opened' | 'twin-closed' | 'coupled' | 'uncoupled' | 'advice';
  readonly seq: number;
  readonly twin: string;
}

export interface TimelineView {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly entries: readonly (TimelineIntervention | TimelineObservations | TimelineHeldAside | TimelineCorrection | TimelineAlert | TimelineFlag | TimelineStanding | TimelineScenario)[];
  readonly next: string | null;
}

export interface TouchedBelief {
  readonly twin: string;
  readonly label: string;
  readonly model: string;
  readonly taken: boolean;
  readonly readings: readonly TakenIn[];
}

export interface TrackRecord {
  readonly leads: readonly TrackView[];
}

export interface TrackView {
  /** seconds */
  readonly lead: number;
  readonly scored: number;
  readonly live: number;
  readonly rmse: number;
  readonly persistenceRmse: number;
  readonly crps: number;
  readonly coverage50: number;
  readonly coverage90: number;
  /** counts in ten equal bins */
  readonly pit: readonly number[];
}

export interface TrustedOrigin {
  readonly origin: string;
  readonly purpose: 'notify' | 'frame';
  readonly addedAt: string;
  readonly addedBy: string;
}

export interface TrustedOrigins {
  readonly origins: readonly TrustedOrigin[];
}

export interface TwinClosing {
  readonly reason: string;
}

export interface TwinDetail {
  readonly id: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly attribution: string | null;
  readonly kind: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly modelTitle: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly seq: number;
  readonly fit: FitView;
  readonly readUntil: string | null;
  readonly latest: LatestReading | null;
  readonly risks: readonly RiskView[];
  readonly track: TrackView | null;
  readonly drift: number | null;
  readonly recent: {
    readonly at: readonly string[];
    readonly median: readonly number[];
  };
  readonly facts: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string | null;
    readonly required: boolean;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly value: number | string | boolean | null;
  }[];
  readonly observables: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string;
  }[];
  readonly outputs: readonly Output[];
  readonly interventions: readonly InterventionType[];
  readonly parameters: readonly Parameter[];
  readonly horizon: {
    readonly length: number;
    readonly step: number;
    readonly scored: readonly number[];
  };
  readonly seed: string;
  readonly members: number;
}

export interface TwinList {
  readonly twins: readonly TwinSummary[];
}

export interface TwinOpening {
  /** lower-case letters, digits, - and . */
  readonly id: string;
  /** a FHIR reference, for example Patient/p-17 */
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly model: string;
  readonly facts: {
    readonly [name: string]: number | string | boolean;
  };
  readonly attribution?: string;
  readonly seed?: string;
  /** ISO 8601 with an offset, for example 2026-03-01T08:00:00Z */
  readonly at?: string;
}

export interface TwinSummary {
  readonly id: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly attribution: string | null;
  readonly kind: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly modelTitle: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly seq: number;
  readonly fit: FitView;
  readonly readUntil: string | null;
  readonly latest: LatestReading | null;
  readonly risks: readonly RiskView[];
  readonly track: TrackView | null;
  readonly drift: number | null;
  readonly recent: {
    readonly at: readonly string[];
    readonly median: readonly number[];
  };
}

export interface UnderstoodProposal {
  readonly type: string;
  readonly label: string;
  readonly at: string;
  readonly amounts: {
    readonly [name: string]: number;
  };
  readonly twins: readonly string[];
}

export type WardChange = {
  readonly do: 'close';
  readonly unit: string;
  /** whether those who lie in it move on as other wards have beds */
  readonly empty: boolean;
  /** from now on; 0 unless said */
  readonly inMinutes?: number;
  /** how long it lasts */
  readonly hours: number;
} | {
  readonly do: 'beds';
  readonly unit: string;
  /** more, or fewer below 0 */
  readonly beds: number;
  /** from now on; 0 unless said */
  readonly inMinutes?: number;
  /** how long it lasts */
  readonly hours: number;
} | {
  readonly do: 'surge';
  /** null: of all */
  readonly specialty: string | null;
  /** of the usual admissions */
  readonly percent: number;
  /** from now on; 0 unless said */
  readonly inMinutes?: number;
  /** how long it lasts */
  readonly hours: number;
} | {
  readonly do: 'discharge-earlier';
  /** null: from every ward */
  readonly unit: string | null;
  /** hours */
  readonly earlier: number;
  /** from now on; 0 unless said */
  readonly inMinutes?: number;
  /** how long it lasts */
  readonly hours: number;
};

export interface WardComparison {
  readonly at: string;
  readonly hours: number;
  readonly members: number;
  readonly wards: readonly WardEffect[];
  readonly waiting: PairedFutures;
  readonly breached: PairedFutures;
  readonly elsewhere: PairedFutures;
}

export interface WardComparisonRequest {
  readonly changes: readonly WardChange[];
}

export interface WardEffect {
  readonly unit: string;
  readonly peak: PairedFutures;
  readonly lying: PairedFutures;
  readonly tooFew: PairedShare;
}

export interface WardForecast {
  readonly unit: string;
  readonly lying: number;
  readonly staffed: number;
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  readonly over: readonly number[];
  readonly overAtAll: number;
  readonly track: readonly WardTrack[];
}

export interface WardForecasts {
  readonly at: string;
  readonly hours: readonly number[];
  readonly members: number;
  readonly wards: readonly WardForecast[];
  readonly routes: readonly WardRoute[];
  readonly announced: AnnouncedTrack | null;
}

export interface WardRoute {
  readonly specialty: string;
  readonly from: string | null;
  readonly to: string;
  readonly share: number;
  readonly after: number | null;
}

export interface WardTrack {
  readonly lead: number;
  readonly forecasts: number;
  readonly held90: number;
  readonly crps: number;
  readonly error: number;
  readonly persistenceError: number;
}

export interface WaveJudgement {
  readonly grade: 'good' | 'doubtful' | 'withheld';
  readonly fault: string | null;
  readonly words: string;
  readonly vitals: readonly {
    readonly code: string;
    readonly label: string;
    readonly value: number;
    readonly unit: string;
  }[];
}

/** the payload of `event: samples` of the waveform stream */
export interface WaveSamples {
  readonly playback: string;
  /** seconds played when the first sample was taken */
  readonly from: number;
  readonly to: number;
  readonly samples: readonly string[];
  /** of each signal, seconds played at the beats now certain */
  readonly beats: readonly (readonly number[])[];
}

/** the payload of `event: vitals` of the waveform stream */
export interface WaveVitals {
  readonly playback: string;
  readonly at: string;
  /** seconds played at the end of the stretch */
  readonly to: number;
  readonly signals: readonly (WaveJudgement | null)[];
  /** LOINC codes recorded with this stretch */
  readonly recorded: readonly string[];
  /** LOINC codes a twin waits for that could not be told */
  readonly withheld: readonly string[];
}

export interface YearlyCurve {
  /** after 1, 2, ... years */
  readonly probability: readonly number[];
  /** Monte-Carlo standard error */
  readonly error: readonly number[];
}
