import { TwinwardError } from '@twinward/contract';
import type { MathNode } from './math-node.ts';
import type { SbmlModel } from './sbml-model.ts';

/**
 * Which variable each algebraic rule determines: a matching of rules with variables that nothing else determines (SBML Level 3
 * Version 2, section 4.11.5). Throws `model.invalid` when there is none: the model is over-determined.
 *
 * @returns for each algebraic rule, in order, the id of its variable
 */
export function matchAlgebraic(model: SbmlModel): readonly string[] {
  const rules = model.rules.filter(({ kind }) => kind === 'algebraic');
  if (rules.length === 0) return [];
  const free = freeVariables(model);
  const known = new Set(
    [...model.compartments.map(({ id, size }) => [id, size] as const)]
      .concat(model.parameters.map(({ id, value }) => [id, value] as const))
      .concat(
        model.species.map(
          ({ id, initialAmount, initialConcentration }) =>
            [id, Number.isNaN(initialAmount) ? initialConcentration : initialAmount] as const,
        ),
      )
      .flatMap(([id, value]) => (Number.isNaN(value) ? [] : [id])),
  );
  for (const { symbol } of model.initialAssignments) known.add(symbol);
  const boundary = new Set(
    model.species.filter(({ boundaryCondition }) => boundaryCondition).map(({ id }) => id),
  );
  const jumps = new Set(
    model.events.flatMap(({ assignments }) => assignments.map(({ variable }) => variable)),
  );
  const reluctance = (name: string): number =>
    (jumps.has(name) ? 4 : 0) + (boundary.has(name) ? 2 : 0) + (known.has(name) ? 1 : 0);
  const assigned = new Map(
    model.rules.filter(({ kind }) => kind === 'assignment').map(({ variable, math }) => [variable, math]),
  );
  const laws = new Map(model.reactions.map(({ id, law }) => [id, law]));
  const candidates = rules.map(({ math }) => {
    const names = new Set<string>();
    const visit = (node: MathNode): void => {
      if (node.kind === 'name' && !names.has(node.name)) {
        names.add(node.name);
        const behind = assigned.get(node.name) ?? laws.get(node.name);
        if (behind) visit(behind);
      } else if (node.kind === 'apply') node.operands.forEach(visit);
      else if (node.kind === 'piecewise') {
        for (const { value, when } of node.pieces) [value, when].forEach(visit);
        if (node.otherwise !== null) visit(node.otherwise);
      }
    };
    visit(math);
    // what events assign, boundary species and what has a value are the last to be determined
    return [...names].filter((name) => free.has(name)).sort((a, b) => reluctance(a) - reluctance(b));
  });
  const ruleOf = new Map<string, number>();
  const assign = (rule: number, seen: Set<string>): boolean => {
    for (const name of candidates[rule]!) {
      if (seen.has(name)) continue;
      seen.add(name);
      const other = ruleOf.get(name);
      if (other === undefined || assign(other, seen)) {
        ruleOf.set(name, rule);
        return true;
      }
    }
    return false;
  };
  rules.forEach(({ line }, rule) => {
    if (!assign(rule, new Set())) {
      const why = `line ${line}: an algebraic rule determines no variable that is free`;
      throw new TwinwardError('model.invalid', why, {
        field: 'algebraicRule',
        row: line,
        remedy:
          'the model is over-determined: let one of its variables be not constant and not determined otherwise',
      });
    }
  });
  const variables: string[] = [];
  for (const [name, rule] of ruleOf) variables[rule] = name;
  return variables;
}

function freeVariables(model: SbmlModel): ReadonlySet<string> {
  const free = new Set<string>();
  for (const { id, constant } of model.compartments) if (!constant) free.add(id);
  for (const { id, constant } of model.parameters) if (!constant) free.add(id);
  for (const { id, constant } of model.species) if (!constant) free.add(id);
  const fixed = new Map(model.species.map((one) => [one.id, one.boundaryCondition]));
  for (const { reactants, products } of model.reactions) {
    for (const { species, id } of [...reactants, ...products]) {
      if (fixed.get(species) === false) free.delete(species);
      if (id !== null) free.add(id);
    }
  }
  for (const { kind, variable } of model.rules) if (kind !== 'algebraic') free.delete(variable);
  return free;
}
