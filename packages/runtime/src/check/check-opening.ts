import { type SubjectFact, type TwinModel, type TwinOpened, TwinwardError } from '@twinward/contract';
import { openState } from '../fold/open-state.ts';

/**
 * Refuses an opening whose facts do not suit the model: `subject.invalid` naming the fact that is missing, unknown, of the wrong kind or
 * out of bounds. The prior is formed once, so whatever else the model objects to is refused here and not later.
 */
export function checkOpening(model: TwinModel, opened: TwinOpened): void {
  const { facts } = opened.subject;
  for (const fact of model.facts) checkFact(fact, facts[fact.name]);
  const unknown = Object.keys(facts).find((name) => !model.facts.some((fact) => fact.name === name));
  if (unknown !== undefined) {
    const names = model.facts.map(({ name }) => name).join(', ') || 'none';
    throw refused(unknown.slice(0, 40), `${model.name} asks for no such fact`, `the facts are: ${names}`);
  }
  const least = model.assimilation.method === 'exact' ? 1 : 2;
  if (!Number.isInteger(opened.members) || opened.members < least || opened.members > 100_000) {
    throw new TwinwardError('model.invalid', `a belief cannot have ${opened.members} members`, {
      field: 'members',
      remedy: `choose ${least} to 100000`,
    });
  }
  openState(model, opened);
}

function checkFact(fact: SubjectFact, value: number | string | boolean | undefined): void {
  const { name, label, unit, required, minimum, maximum } = fact;
  if (value === undefined) {
    if (required)
      throw refused(name, `${label} is missing`, unit === null ? 'send it' : `send it in ${unit}`);
    return;
  }
  const bounded = minimum !== undefined || maximum !== undefined;
  if ((unit !== null || bounded) && typeof value !== 'number') {
    throw refused(name, `${label} is not a number`, `send it in ${unit ?? '1'}`);
  }
  if (typeof value !== 'number') return;
  if (!(value >= (minimum ?? Number.NEGATIVE_INFINITY) && value <= (maximum ?? Number.POSITIVE_INFINITY))) {
    const range = `${minimum ?? 'any'} to ${maximum ?? 'any'}`;
    throw refused(name, `${label} of ${value} is outside ${range}`, `send ${range} ${unit ?? ''}`.trim());
  }
}

function refused(fact: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('subject.invalid', message, { field: `facts.${fact}`, remedy });
}
