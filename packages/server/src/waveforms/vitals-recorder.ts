// What the waveforms of a playback come to, brought into the record as any device's observations are.
import { type Instant, type Observation, type Observed, type SubjectRef, SYSTEM } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import type { TwinRuntime } from '@twinward/runtime';
import type { VitalSign, WaveFinding } from '@twinward/twins/patient';

/** Whose playback it is. */
export interface RecorderSources {
  readonly runtime: TwinRuntime;
  /** Whether some open twin of the subject takes in a LOINC code. */
  takes(code: string): boolean;
  readonly subject: SubjectRef;
  readonly playback: string;
  readonly recording: string;
  /** Account that started it, and its role. */
  readonly by: { readonly id: string; readonly role: string };
  /** Windows of ten seconds whose median is one observation. */
  readonly windows: number;
}

/** What became of a window. */
export interface Recorded {
  /** Codes of which an observation was recorded. */
  readonly codes: readonly string[];
  /** Codes for which a twin waits and none was. */
  readonly withheld: readonly string[];
}

const GRADES = ['good', 'doubtful', 'withheld'] as const;

/**
 * Records one observation a code and stretch of windows: the median of what the best signal told in each. Where no signal could be trusted, one absent
 * value says so, with the reason, and then nothing until it can again: no twin takes a sensor that fell off for a change.
 */
export class VitalsRecorder {
  readonly #sources: RecorderSources;
  readonly #told = new Map<string, { readonly vital: VitalSign; readonly doubt: string | null }[]>();
  readonly #why = new Map<string, string>();
  readonly #absent = new Set<string>();
  #windows = 0;

  constructor(sources: RecorderSources) {
    this.#sources = sources;
  }

  /** Takes in the findings of a window, by signal, with the codes each signal could tell. */
  async take(
    found: readonly { readonly codes: readonly string[]; readonly finding: WaveFinding }[],
    at: Instant,
  ): Promise<Recorded> {
    const codes = [...new Set(found.flatMap((one) => one.codes))];
    for (const code of codes) {
      const able = found.filter((one) => one.codes.includes(code));
      const best = GRADES.map((grade) => able.find(({ finding }) => finding.quality.grade === grade)).find(
        (one) => one !== undefined,
      )!.finding;
      const vital = best.vitals.find((one) => one.code === code);
      if (vital === undefined) {
        if (best.quality.fault !== 'learning') this.#why.set(code, best.quality.words);
      } else {
        const told = this.#told.get(code) ?? [];
        this.#told.set(code, told);
        told.push({ vital, doubt: best.quality.grade === 'doubtful' ? best.quality.words : null });
      }
    }
    this.#windows += 1;
    if (this.#windows < this.#sources.windows) return { codes: [], withheld: [] };
    this.#windows = 0;
    return this.#record(codes, at);
  }

  async #record(codes: readonly string[], at: Instant): Promise<Recorded> {
    const awaited = codes.filter((code) => this.#sources.takes(code));
    const observations = awaited.flatMap((code) => this.#observation(code, at) ?? []);
    const withheld = awaited.filter((code) => !this.#told.has(code));
    this.#told.clear();
    this.#why.clear();
    if (observations.length > 0) {
      const events = observations.map((observation): Observed => ({ kind: 'observation', observation }));
      await this.#sources.runtime.record(events, [this.#audit(at)]);
    }
    return {
      codes: observations.filter(({ value }) => value.kind === 'quantity').map(({ code }) => code.code),
      withheld,
    };
  }

  #observation(code: string, at: Instant): Observation | null {
    const told = this.#told.get(code);
    const why = this.#why.get(code);
    if (told === undefined && (why === undefined || this.#absent.has(code))) return null;
    const { subject, recording, playback } = this.#sources;
    const base = {
      subject,
      code: { system: SYSTEM.loinc, code },
      effectiveAt: at,
      precision: 'second' as const,
      status: 'final' as const,
      source: {
        system: `playback:${recording}`,
        id: `${playback}|${code}|${at}`,
        version: 1,
        device: `Monitor of ${recording} (recorded)`,
      },
    };
    if (told === undefined) {
      this.#absent.add(code);
      return { ...base, value: { kind: 'absent', reason: 'sensor-error' }, doubts: [why!] };
    }
    this.#absent.delete(code);
    const values = told.map(({ vital }) => vital.value).sort((a, b) => a - b);
    const middle = (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
    const doubts = [...new Set(told.flatMap(({ doubt }) => doubt ?? []))];
    return {
      ...base,
      value: { kind: 'quantity', value: Math.round(10 * middle) / 10, unit: told[0]!.vital.unit },
      ...(doubts.length === 0 ? {} : { doubts }),
    };
  }

  #audit(at: Instant): AuditRow {
    const { by, playback, subject } = this.#sources;
    return {
      at,
      actor: by.id,
      role: by.role,
      action: 'recordObservations',
      target: subject,
      allowed: true,
      reason: `playback ${playback}, which they started`,
      request: playback,
    };
  }
}
