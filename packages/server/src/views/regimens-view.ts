import { type Instant, instant, type SubjectRef, TwinwardError } from '@twinward/contract';
import type { HistoryView, SubjectTwinView, TwinDetail } from '@twinward/runtime';
import { philox, seedFrom } from '@twinward/simulate';
import {
  amikacinBurdet2015,
  averagedIndividual,
  DRUG_TARGETS,
  type PopulationModel,
  searchRegimens,
  vancomycinGoti2018,
  vancomycinThomson2009,
} from '@twinward/twins/patient';
import type { Services } from '../services.ts';

/** Population models by the name of the twin that carries each. */
const MODELS: readonly PopulationModel[] = [vancomycinGoti2018, vancomycinThomson2009, amikacinBurdet2015];
/** Posterior draws of each model. */
const DRAWS = 300;
/** mg over an hour of infusion where a dose is given no time of its own: vancomycin no faster than 1 g/h (Rybak et al. 2020). */
const PER_HOUR = 1000;

type Target = (typeof DRUG_TARGETS)[string]['attain'];

/** Candidate regimens of a drug against its targets. */
export interface RegimensView {
  readonly subject: string;
  readonly drug: string;
  readonly attain: Target;
  readonly avoid: Target;
  /** The day after the treatment so far that is judged; null: when it has settled. */
  readonly day: number | null;
  /** Models by their share of the belief, with the twin that carries each. */
  readonly models: readonly { readonly twin: string; readonly model: string; readonly weight: number }[];
  readonly doses: number;
  readonly levels: number;
  /** What lies outside the range of any model, in words. */
  readonly outside: readonly string[];
  readonly seed: string;
  /** Likeliest right first, of those whose probability of harm is at most 10 %. */
  readonly regimens: readonly {
    readonly amount: number;
    readonly interval: number;
    readonly over: number;
    readonly attains: number;
    readonly harms: number;
    readonly q05: number;
    readonly q50: number;
    readonly q95: number;
    /** Fifty values of the quantity of the target, rising, each a fiftieth of what may come. */
    readonly fifty: readonly number[];
  }[];
}

/** Which regimens are asked about: mg, hours between, hours of infusion (by a gram an hour if left out), the day judged. */
export interface RegimensAsked {
  readonly drug: string;
  readonly amounts: readonly number[];
  readonly intervals: readonly number[];
  readonly over?: number | undefined;
  readonly day?: number | undefined;
}

/**
 * How candidate regimens would do in a subject: the models of its open twins of the drug, weighed by how probable each made the measured levels,
 * with every dose and level recorded since the first of the twins opened. Throws `intervention.invalid` for a drug without
 * targets and `resource.missing` where no open twin is of the drug.
 */
export async function regimensView(
  { runtime, clock }: Services,
  subject: SubjectRef,
  { drug, amounts, intervals, over, day }: RegimensAsked,
): Promise<RegimensView> {
  const targets = DRUG_TARGETS[drug];
  if (targets === undefined) {
    throw new TwinwardError('intervention.invalid', `there is no target of "${drug.slice(0, 40)}"`, {
      field: 'drug',
      remedy: `choose one of: ${Object.keys(DRUG_TARGETS).join(', ')}`,
    });
  }
  const found = carriers(runtime.subjects.list().find((own) => own.subject === subject)?.twins ?? [], drug);
  const [first, ...others] = found;
  if (first === undefined) {
    throw new TwinwardError('resource.missing', `no open twin of this subject is of ${drug}`, {
      field: 'drug',
      remedy: 'open a twin of the drug first',
    });
  }
  const details = found.map(({ twin }) => runtime.detail(twin.id));
  const now = clock.now();
  const begins = instant(Math.min(...details.map(({ openedAt }) => Date.parse(openedAt))));
  const history = await runtime.history(first.twin.id, { from: begins, to: now });
  const treatment = treatmentOf(history, details, drug, begins);
  const seed = seedFrom('regimens', subject, drug);
  const models = [first.model, ...others.map(({ model }) => model)] as const;
  const person = averagedIndividual(models, treatment, philox(seed), DRAWS);
  const judged = searchRegimens(
    person,
    { amounts, intervals, over: (amount) => over ?? Math.max(0.5, amount / PER_HOUR) },
    targets,
    { horizon: day === undefined ? 'steady state' : { day }, from: (now - begins) / 3_600_000 },
  );
  return {
    subject,
    drug,
    attain: targets.attain,
    avoid: targets.avoid,
    day: day ?? null,
    models: person.shares.map(({ weight }, i) => ({
      twin: found[i]!.twin.id,
      model: found[i]!.model.name,
      weight,
    })),
    doses: treatment.doses.length,
    levels: treatment.levels.length,
    outside: [...new Set(person.outsideValidity)],
    seed,
    regimens: judged.map(({ regimen, ...rest }) => ({ ...regimen, ...rest })),
  };
}

function carriers(
  twins: readonly Pick<SubjectTwinView, 'id' | 'model' | 'closedAt'>[],
  drug: string,
): readonly { readonly twin: { readonly id: string }; readonly model: PopulationModel }[] {
  return twins.flatMap((twin) => {
    const model = MODELS.find((own) => own.name === twin.model && own.drug === drug);
    return model === undefined || twin.closedAt !== null ? [] : [{ twin, model }];
  });
}

/** The treatment so far as the models' twins know it; hours since `begins`. Levels below what an assay reads are left out. */
function treatmentOf(
  { readings, interventions }: HistoryView,
  details: readonly TwinDetail[],
  drug: string,
  begins: Instant,
): Parameters<typeof averagedIndividual>[1] {
  const hour = (at: string): number => (Date.parse(at) - begins) / 3_600_000;
  const facts = Object.fromEntries(
    details.flatMap(({ facts: own }) =>
      own.flatMap(({ name, unit, value }) =>
        typeof value === 'number' ? [[name, { value, unit: unit ?? '1' }] as const] : [],
      ),
    ),
  );
  const news = interventions.flatMap(({ at, amounts }) => {
    const values = Object.entries(amounts).flatMap(([name, value]) => {
      const unit = facts[name]?.unit;
      return unit === undefined ? [] : [[name, { value, unit }] as const];
    });
    return values.length === 0 ? [] : [{ hour: hour(at), values: Object.fromEntries(values) }];
  });
  return {
    doses: interventions
      .filter(({ type }) => type === `${drug}-infusion`)
      .map(({ at, amounts }) => ({
        hour: hour(at),
        amount: { value: amounts.amount!, unit: 'mg' },
        over: { value: amounts.durationMinutes!, unit: 'min' },
      })),
    levels: readings.flatMap(({ at, value, unit, censored }) =>
      value === null || censored !== null ? [] : [{ hour: hour(at), level: { value, unit } }],
    ),
    covariates: [{ hour: 0, values: facts }, ...news],
  };
}
