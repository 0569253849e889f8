import { TwinwardError } from '@twinward/contract';
import { type Expression, ExpressionGraph, parseExpression } from '@twinward/simulate';
import { plainFormula } from '../ivp/plain-formula.ts';

/** One certified parameter of a NIST StRD file. */
export interface CertifiedParameter {
  readonly name: string;
  /** By start: the first far away, the second near. */
  readonly starts: readonly number[];
  readonly value: number;
  readonly sd: number;
}

/** A nonlinear regression of the NIST Statistical Reference Datasets, as its file tells it. */
export interface NistProblem {
  readonly name: string;
  readonly graph: ExpressionGraph;
  /** The observed side, `y` or a function of it such as `log[y]`: of inputs alone. */
  readonly response: Expression;
  /** The model side, of parameters and inputs. */
  readonly prediction: Expression;
  readonly parameters: readonly CertifiedParameter[];
  readonly residualSd: number;
  /** Rows of observations, response first, in order of the inputs. */
  readonly rows: readonly Float64Array[];
}

const NUMBER = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?';

/**
 * Reads a NIST StRD nonlinear regression file: the model from its printed formula (a right-hand side ending in `+ e`, perhaps over
 * several lines, brackets and `**` as NIST prints them, constants such as `pi = ...` on lines of their own), starting and
 * certified values, and the data. Throws `file.invalid` naming what is missing, `model.invalid` for a formula that cannot be read.
 */
export function readNistProblem(text: string, where: string): NistProblem {
  const lines = text.split(/\r?\n/);
  const name = /^Dataset Name:\s*(\S+)/m.exec(text)?.[1] ?? where;
  const parameters = parametersOf(lines, where);
  const inputs = columnsOf(lines, where);
  const graph = new ExpressionGraph();
  const names = new Map<string, Expression>([['pi', graph.constant(Math.PI)]]);
  for (const { name: parameter } of parameters)
    names.set(parameter, graph.symbol('parameter', parameter, '1'));
  for (const input of inputs) names.set(input, graph.symbol('input', input, '1'));
  const { response, prediction } = readModel(lines, graph, names, where);
  const residualSd = Number(/^Residual Standard Deviation:\s*(\S+)/m.exec(text)?.[1]);
  if (!Number.isFinite(residualSd)) missing(where, 'the certified residual standard deviation');
  return {
    name,
    graph,
    response,
    prediction,
    parameters,
    residualSd,
    rows: rowsOf(lines, inputs.length, where),
  };
}

function readModel(
  lines: readonly string[],
  graph: ExpressionGraph,
  names: Map<string, Expression>,
  where: string,
): Pick<NistProblem, 'response' | 'prediction'> {
  const from = lines.findIndex((line) => line.startsWith('Model:'));
  const to = lines.findIndex((line, i) => i > from && /^\s*Starting Values/i.test(line));
  if (from < 0 || to < 0) missing(where, 'the model');
  const statements: string[] = [];
  for (const line of lines.slice(from + 1, to)) {
    if (line.includes('=')) statements.push(line);
    else if (statements.length > 0) statements.push(`${statements.pop()} ${line}`);
  }
  let model: Pick<NistProblem, 'response' | 'prediction'> | undefined;
  for (const statement of statements) {
    const [left, right] = [
      statement.slice(0, statement.indexOf('=')),
      statement.slice(statement.indexOf('=') + 1),
    ];
    const noise = /\+\s*e\s*$/;
    if (noise.test(right)) {
      model = {
        response: parseExpression(spelled(left), graph, names),
        prediction: parseExpression(spelled(right.replace(noise, '')), graph, names),
      };
    } else names.set(left.trim(), parseExpression(spelled(right), graph, names));
  }
  return model ?? missing(where, 'a formula that ends in "+ e"');
}

/** NIST's print in the words of `parseExpression`. */
function spelled(formula: string): string {
  const signs = formula.replaceAll('[', '(').replaceAll(']', ')').replaceAll('**', '^');
  return plainFormula(signs.replaceAll(/\barctan\b/g, 'atan'));
}

function parametersOf(lines: readonly string[], where: string): readonly CertifiedParameter[] {
  const row = new RegExp(`^\\s*([A-Za-z]\\w*)\\s*=((?:\\s+${NUMBER}){3,})\\s*$`);
  const found = lines.flatMap((line) => {
    const match = row.exec(line);
    if (match === null) return [];
    const numbers = match[2]!.trim().split(/\s+/).map(Number);
    const [value, sd] = numbers.slice(-2) as [number, number];
    return [{ name: match[1]!, starts: numbers.slice(0, -2), value, sd }];
  });
  return found.length > 0 ? found : missing(where, 'starting and certified values');
}

/** The names over the data, such as `y x1 x2`. */
function columnsOf(lines: readonly string[], where: string): readonly string[] {
  const header = lines.findLast((line) => line.startsWith('Data:'));
  const names = header?.slice('Data:'.length).trim().split(/\s+/) ?? [];
  return names.length >= 2 ? names : missing(where, 'the names of the data columns');
}

function rowsOf(lines: readonly string[], width: number, where: string): readonly Float64Array[] {
  const from = lines.findLastIndex((line) => line.startsWith('Data:'));
  const rows = lines
    .slice(from + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => Float64Array.from(line.trim().split(/\s+/), Number));
  const bad = rows.findIndex((row) => row.length !== width || !row.every(Number.isFinite));
  if (bad >= 0) {
    throw new TwinwardError('file.invalid', `${where}: row ${bad + 1} of the data is not ${width} numbers`, {
      field: 'Data',
      row: bad + 1,
    });
  }
  return rows.length > 0 ? rows : missing(where, 'the data');
}

function missing(where: string, what: string): never {
  throw new TwinwardError('file.invalid', `${where} does not tell ${what}`, {
    field: 'FILE',
    remedy: 'give a NIST StRD nonlinear regression file (.dat)',
  });
}
