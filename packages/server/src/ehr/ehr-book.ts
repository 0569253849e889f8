// EHRs whose users may open our pages from a patient (SMART App Launch, EHR launch): registered by an administrator, known by their FHIR address.
import { createHash } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import type { Clock, StateStore } from '@twinward/record';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { appAddress } from '../smart/connected-app.ts';
import { TimedTokens } from '../smart/timed-tokens.ts';

/** What users of an EHR may be here. */
export const EHR_ROLES = ['clinician', 'operations', 'researcher'] as const;

/** What is sent to register an EHR. */
export interface EhrRequest {
  readonly id: string;
  readonly name: string;
  /** `iss` of its launches: its FHIR service base. */
  readonly iss: string;
  /** As whom we are known there. */
  readonly client: string;
  /** Whether we sign in there with our key (`/.well-known/jwks.json`); else as a public client, by PKCE alone. */
  readonly signs: boolean;
  readonly role: (typeof EHR_ROLES)[number];
  /** Whether its users see everybody whom their role sees; else nobody but the patient of their launch. */
  readonly seesAll: boolean;
  /** Systems of identifiers that name the same person there and here, such as that of the hospital's patient numbers. */
  readonly identifierSystems: readonly string[];
}

/** An EHR that may open our pages. */
export interface RegisteredEhr extends EhrRequest {
  readonly addedAt: string;
  readonly addedBy: string;
  readonly disabled: boolean;
}

/** A launch on its way through the EHR's authorization. */
export interface PendingLaunch {
  readonly ehr: string;
  readonly verifier: string;
  readonly nonce: string;
  /** Secret in a cookie of the browser that began it: nobody else's answer counts. */
  readonly browser: string;
  readonly redirectUri: string;
}

/** One of `EhrRequest`. */
export const ehrRequestSchema: z.ZodType<EhrRequest> = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'lower-case letters, digits and -'),
    name: z.string().trim().min(1).max(120),
    iss: appAddress.transform((text) => text.replace(/\/$/, '')),
    client: z.string().trim().min(1).max(300),
    signs: z.boolean().default(false),
    role: z.enum(EHR_ROLES).default('clinician'),
    seesAll: z
      .boolean()
      .default(false)
      .meta({ description: 'users see everybody whom their role sees, not the launched patient alone' }),
    identifierSystems: z.array(z.string().trim().min(1).max(300)).min(1).max(20),
  })
  .meta({ id: 'EhrRequest' });

const KIND = 'registered-ehr';
const ACCOUNT = /^ehr:([a-z0-9-]+):[0-9a-f]{20}$/;
const MOST = 50;
const PENDING_SECONDS = 600;

/** The account of a user of an EHR: the same each time, and no name that an account of ours can have. */
export function accountOf({ id, iss }: RegisteredEhr, sub: string): string {
  return `ehr:${id}:${createHash('sha256').update(`${iss} ${sub}`).digest('hex').slice(0, 20)}`;
}

/** The list, at hand in memory and durable in the record, and the launches under way. */
export class EhrBook {
  readonly pending: TimedTokens<PendingLaunch>;
  readonly #states: StateStore;
  readonly #clock: Clock;
  #list: readonly RegisteredEhr[];

  private constructor(states: StateStore, clock: Clock, list: readonly RegisteredEhr[]) {
    this.#states = states;
    this.#clock = clock;
    this.#list = list;
    this.pending = new TimedTokens(clock, PENDING_SECONDS);
  }

  static async open(states: StateStore, clock: Clock): Promise<EhrBook> {
    const list = await states.list(KIND);
    return new EhrBook(
      states,
      clock,
      // Those registered before this could be said say it not.
      list.map(({ value }) => ({
        ...(value as RegisteredEhr),
        seesAll: (value as RegisteredEhr).seesAll === true,
      })),
    );
  }

  list(): readonly RegisteredEhr[] {
    return this.#list;
  }

  /** The EHR that may launch from a FHIR address; null for any other. */
  launching(iss: string): RegisteredEhr | null {
    const plain = iss.replace(/\/$/, '');
    return this.#list.find((ehr) => ehr.iss === plain && !ehr.disabled) ?? null;
  }

  /** An EHR that is not shut out, by its id. */
  find(id: string): RegisteredEhr | null {
    return this.#list.find((ehr) => ehr.id === id && !ehr.disabled) ?? null;
  }

  /** Whether a session still stands by what is registered: of an EHR that is not shut out, about one patient unless its users see all; or of nobody's but ours. */
  vouchesFor({ id, confinedTo }: Actor): boolean {
    const name = ACCOUNT.exec(id)?.[1];
    if (name === undefined) return true;
    const ehr = this.find(name);
    return ehr !== null && (ehr.seesAll || confinedTo !== undefined);
  }

  /** Registers an EHR. Throws `resource.conflict` for an id or address that is taken. */
  async add(request: EhrRequest, by: string): Promise<RegisteredEhr> {
    const taken = this.#list.find(({ id, iss }) => id === request.id || iss === request.iss);
    if (taken !== undefined || this.#list.length >= MOST) {
      throw new TwinwardError(
        'resource.conflict',
        'another EHR has this id or address, or the list is full',
        {
          field: taken?.iss === request.iss ? 'iss' : 'id',
          remedy: 'choose another, or shut out the one that has it',
        },
      );
    }
    const addedAt = new Date(this.#clock.now()).toISOString();
    return this.#keep({ ...request, addedAt, addedBy: by, disabled: false });
  }

  /** Shuts an EHR out, or lets it in again. Throws `resource.missing`. */
  setDisabled(id: string, disabled: boolean): Promise<RegisteredEhr> {
    const ehr = this.#list.find((one) => one.id === id);
    if (ehr === undefined) {
      throw new TwinwardError('resource.missing', 'there is no such EHR', {
        field: 'id',
        remedy: 'see the list',
      });
    }
    return this.#keep({ ...ehr, disabled });
  }

  async #keep(ehr: RegisteredEhr): Promise<RegisteredEhr> {
    await this.#states.put([{ kind: KIND, key: ehr.id, value: ehr }]);
    this.#list = [...this.#list.filter(({ id }) => id !== ehr.id), ehr].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    return ehr;
  }
}
