import { type Coding, SYSTEM } from '@twinward/contract';
import { plainTable } from '../plain-table.ts';

/** How a nomenclature code of ISO/IEEE 11073-10101 is known to LOINC. */
interface Mapped {
  readonly loinc: string;
  readonly display: string;
  /** The unit a device means where it sends none. */
  readonly unit: string;
}

/** Codes are partition times 65,536 plus the code within it: 2:18442 is 149514. */
const MDC: Readonly<Record<string, Mapped>> = plainTable({
  147842: { loinc: '8867-4', display: 'Heart rate', unit: '/min' },
  149530: { loinc: '8889-8', display: 'Heart rate by pulse oximetry', unit: '/min' },
  149546: { loinc: '8867-4', display: 'Heart rate', unit: '/min' },
  150456: { loinc: '59408-5', display: 'Oxygen saturation by pulse oximetry', unit: '%' },
  150301: { loinc: '8480-6', display: 'Systolic blood pressure', unit: 'mm[Hg]' },
  150302: { loinc: '8462-4', display: 'Diastolic blood pressure', unit: 'mm[Hg]' },
  150303: { loinc: '8478-0', display: 'Mean blood pressure', unit: 'mm[Hg]' },
  150021: { loinc: '8480-6', display: 'Systolic blood pressure', unit: 'mm[Hg]' },
  150022: { loinc: '8462-4', display: 'Diastolic blood pressure', unit: 'mm[Hg]' },
  150023: { loinc: '8478-0', display: 'Mean blood pressure', unit: 'mm[Hg]' },
  150033: { loinc: '8480-6', display: 'Systolic blood pressure', unit: 'mm[Hg]' },
  150034: { loinc: '8462-4', display: 'Diastolic blood pressure', unit: 'mm[Hg]' },
  150035: { loinc: '8478-0', display: 'Mean blood pressure', unit: 'mm[Hg]' },
  150037: { loinc: '8480-6', display: 'Systolic blood pressure', unit: 'mm[Hg]' },
  150038: { loinc: '8462-4', display: 'Diastolic blood pressure', unit: 'mm[Hg]' },
  150039: { loinc: '8478-0', display: 'Mean blood pressure', unit: 'mm[Hg]' },
  150344: { loinc: '8310-5', display: 'Body temperature', unit: 'Cel' },
  150364: { loinc: '8310-5', display: 'Body temperature', unit: 'Cel' },
  151562: { loinc: '9279-1', display: 'Respiratory rate', unit: '/min' },
  151578: { loinc: '9279-1', display: 'Respiratory rate', unit: '/min' },
  160184: { loinc: '41653-7', display: 'Glucose in capillary blood by glucometer', unit: 'mg/dL' },
  188736: { loinc: '29463-7', display: 'Body weight', unit: 'kg' },
});

/** Units of the nomenclature, dimension partition 4. */
const MDC_UNITS: Readonly<Record<string, string>> = plainTable({
  262688: '%',
  263762: 'mg/dL',
  263875: 'kg',
  264864: '/min',
  264896: '/min',
  264928: '/min',
  266016: 'mm[Hg]',
  266418: 'mmol/L',
  268192: 'Cel',
  266560: '[degF]',
});

/** The LOINC code of a device's code and the unit meant where none is sent; null for a code the table does not hold: it is never guessed. */
export function loincOfMdc(code: string): { readonly code: Coding; readonly unit: string } | null {
  const mapped = MDC[code];
  if (mapped === undefined) return null;
  return { code: { system: SYSTEM.loinc, code: mapped.loinc, display: mapped.display }, unit: mapped.unit };
}

/** The UCUM code of a unit of the nomenclature; null where the table does not hold it. */
export function ucumOfMdc(code: string): string | null {
  return MDC_UNITS[code] ?? null;
}
