// From draft orders to what twins can try out: the drug by its code, the amount and the time it takes, in the twin's own units.
import type { CdsResource } from '@twinward/connect/cds-hooks';
import { wordOf } from '@twinward/connect/fhir';
import { type Coding, convert, type InterventionType, unitsAgree } from '@twinward/contract';

/** An order as the twins understand it, or why they do not. */
export type DraftedDose =
  | {
      readonly order: string;
      readonly code: Coding;
      readonly amounts: Readonly<Record<string, number>>;
      readonly refused: null;
    }
  | { readonly order: string; readonly code: Coding; readonly amounts: null; readonly refused: string };

/** Minutes in the units of time of FHIR. */
const MINUTES: Readonly<Record<string, number>> = { s: 1 / 60, min: 1, h: 60, d: 1440 };

/** The doses of the orders whose drug one of these interventions is of; others say nothing to the twins. Nothing is guessed: no dose, no duration where one is needed, or another unit is a refusal with its reason. */
export function draftedDoses(
  orders: readonly CdsResource[],
  types: readonly InterventionType[],
): readonly DraftedDose[] {
  return orders.flatMap((order): readonly DraftedDose[] => {
    if (order.resourceType !== 'MedicationRequest') return [];
    const codings = listOf(objectOf(order.medicationCodeableConcept).coding).map(objectOf);
    const type = types.find(({ code }) =>
      codings.some((coding) => coding.system === code?.system && coding.code === code?.code),
    );
    if (type?.code === undefined) return [];
    const name = type.code.display ?? type.label;
    try {
      return [{ order: name, code: type.code, amounts: amountsOf(order, type), refused: null }];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return [{ order: name, code: type.code, amounts: null, refused: error.message }];
    }
  });
}

/** Why an order cannot be tried out. */
class Unreadable extends Error {}

function amountsOf(order: CdsResource, type: InterventionType): Readonly<Record<string, number>> {
  const instructions = listOf(order.dosageInstruction).map(objectOf);
  const [instruction] = instructions;
  if (instruction === undefined || instructions.length > 1)
    throw new Unreadable('it has not exactly one dosage');
  const quantities = listOf(instruction.doseAndRate).map((one) => objectOf(objectOf(one).doseQuantity));
  const [dose] = quantities;
  if (typeof dose?.value !== 'number' || quantities.length > 1)
    throw new Unreadable('it states not exactly one dose');
  const unit = wordOf(dose.code ?? dose.unit);
  const repeat = objectOf(objectOf(instruction.timing).repeat);
  const amounts: Record<string, number> = {};
  for (const field of type.fields) {
    if (field.name === 'durationMinutes') {
      const minutes = MINUTES[wordOf(repeat.durationUnit)];
      if (typeof repeat.duration !== 'number' || minutes === undefined) {
        throw new Unreadable('it does not say over how long it is given');
      }
      amounts[field.name] = repeat.duration * minutes;
    } else if (unitsAgree(unit, field.unit)) amounts[field.name] = convert(dose.value, unit, field.unit);
    else throw new Unreadable(`its dose is not in ${field.unit}`);
    const value = amounts[field.name]!;
    if (value < field.minimum || value > field.maximum) {
      throw new Unreadable(
        `${field.label.toLowerCase()} is outside ${field.minimum} to ${field.maximum} ${field.unit}, for which the twin is made`,
      );
    }
  }
  return amounts;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
