import { numberOf } from '../read-attribute.ts';
import { listIn, type XmlElement } from '../xml-element.ts';
import { DIMENSIONLESS, type SbmlUnit, scaledUnit, timesUnit, unitOfKind } from './sbml-unit.ts';

/** Units that Level 2 has without saying. */
const DEFAULTS: ReadonlyMap<string, SbmlUnit> = new Map([
  ['substance', unitOfKind('mole')!],
  ['volume', unitOfKind('litre')!],
  ['area', timesUnit(DIMENSIONLESS, unitOfKind('metre')!, 2)],
  ['length', unitOfKind('metre')!],
  ['time', unitOfKind('second')!],
]);

/** The units of a model's quantities; null for what the file does not say. */
export interface UnitTable {
  readonly time: SbmlUnit | null;
  /** Of how far reactions have gone. */
  readonly extent: SbmlUnit | null;
  named(name: string | undefined): SbmlUnit | null;
  /** Of what a name stands for in formulas. */
  of(id: string): SbmlUnit | null;
}

/** Reads what a model of Level 2 or 3 says of its units (Level 3 Version 2, sections 4.2 to 4.7). */
export function readUnits(model: XmlElement, level: number): UnitTable {
  const definitions = new Map<string, SbmlUnit | null>();
  for (const one of listIn(model, 'listOfUnitDefinitions')) {
    const id = one.attributes.get('id');
    if (id !== undefined) definitions.set(id, unitOf(one));
  }
  const named = (name: string | undefined): SbmlUnit | null => {
    if (name === undefined) return null;
    const defined = definitions.get(name);
    if (defined !== undefined) return defined;
    return unitOfKind(name) ?? (level === 2 ? DEFAULTS.get(name) : undefined) ?? null;
  };
  const whole = (quantity: string): SbmlUnit | null =>
    named(level === 2 ? quantity : model.attributes.get(`${quantity}Units`));
  const time = whole('time');
  const extent = level === 2 ? named('substance') : named(model.attributes.get('extentUnits'));
  const units = new Map<string, SbmlUnit | null>();
  const put = (element: XmlElement, unit: SbmlUnit | null): void => {
    const id = element.attributes.get('id');
    if (id !== undefined) units.set(id, unit);
  };
  const sizes = new Map<string, { readonly unit: SbmlUnit | null; readonly flat: boolean }>();
  for (const one of listIn(model, 'listOfCompartments')) {
    const dimensions = numberOf(one, 'spatialDimensions', 3);
    const quantity = new Map([
      [3, 'volume'],
      [2, 'area'],
      [1, 'length'],
    ]).get(dimensions);
    const unit = named(one.attributes.get('units')) ?? (quantity === undefined ? null : whole(quantity));
    put(one, unit);
    sizes.set(one.attributes.get('id') ?? '', { unit, flat: dimensions === 0 });
  }
  for (const one of listIn(model, 'listOfSpecies')) {
    const substance = named(one.attributes.get('substanceUnits')) ?? whole('substance');
    const only = one.attributes.get('hasOnlySubstanceUnits')?.trim();
    const size = sizes.get(one.attributes.get('compartment') ?? '');
    if (only === 'true' || only === '1' || size?.flat === true) put(one, substance);
    else put(one, substance && size?.unit ? timesUnit(substance, size.unit, -1) : null);
  }
  for (const one of listIn(model, 'listOfParameters')) put(one, named(one.attributes.get('units')));
  for (const one of listIn(model, 'listOfReactions')) {
    put(one, extent && time && timesUnit(extent, time, -1));
    for (const reference of [...listIn(one, 'listOfReactants'), ...listIn(one, 'listOfProducts')]) {
      put(reference, DIMENSIONLESS);
    }
  }
  return { time, extent, named, of: (id) => units.get(id) ?? null };
}

/** (multiplier 10^scale kind)^exponent over all; null for a kind that is not known, or an offset. */
function unitOf(definition: XmlElement): SbmlUnit | null {
  let product = DIMENSIONLESS;
  for (const one of listIn(definition, 'listOfUnits')) {
    const kind = unitOfKind(one.attributes.get('kind') ?? '');
    if (kind === undefined || numberOf(one, 'offset', 0) !== 0) return null;
    const scale = numberOf(one, 'scale', 0);
    const part = scaledUnit(kind, numberOf(one, 'multiplier', 1) * Number(`1e${Math.round(scale)}`));
    product = timesUnit(product, part, numberOf(one, 'exponent', 1));
  }
  return product.factor > 0 && Number.isFinite(product.factor) ? product : null;
}
