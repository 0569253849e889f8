import { TwinwardError } from '@twinward/contract';
import type { Expression } from '../graph/expression.ts';
import { ExpressionGraph } from '../graph/expression-graph.ts';
import type {
  HybridAssignment,
  HybridDelay,
  HybridDraw,
  HybridParameter,
  HybridState,
} from '../hybrid/hybrid-model.ts';
import type { DistributionName } from '../stochastic/distribution/distribution-name.ts';
import type { ReactionChannel } from '../stochastic/reaction-network.ts';
import { FunctionExpander } from './expand-functions.ts';
import { givenValues } from './given-values.ts';
import { lowerEvent } from './lower-event.ts';
import { lowerMath, type MathScope } from './lower-math.ts';
import { lowerQuantities } from './lower-quantities.ts';
import { matchAlgebraic } from './match-algebraic.ts';
import type { MathNode } from './math-node.ts';
import { orderOfUse } from './order-of-use.ts';
import { reactionChannels } from './reaction-channels.ts';
import { type ReactionScope, reactionRates } from './reaction-rates.ts';
import type { SbmlModel, SbmlReaction, SbmlSpecies } from './sbml-model.ts';
import type { SbmlReactionNetwork } from './sbml-reaction-network.ts';
import { totalDerivative } from './total-derivative.ts';

/** How an id is carried: by a symbol of its own, or by a formula. */
interface Carried {
  readonly symbol: Expression | null;
  readonly formula: MathNode | null;
  /** For species whose formulas speak of concentration: the compartment that amounts are divided by. */
  readonly compartment: string | null;
}

const AT_START = { event: null, part: 'assignments' } as const;

/** One model on its way to expressions; `jumps` where its reactions fire one by one instead of flowing. */
export class SbmlLowering {
  readonly #model: SbmlModel;
  readonly #graph = new ExpressionGraph();
  readonly #time: Expression;
  readonly #functions: FunctionExpander;
  #scope: MathScope;
  readonly #carried = new Map<string, Carried>();
  readonly #laws = new Map<string, Expression>();
  readonly #open = new Set<string>();
  readonly #rates = new Map<Expression, () => Expression>();
  readonly #known = new Map<Expression, Expression>();
  readonly #extents = new Set<Expression>();
  /** What changes by firings, and has no rate. */
  readonly #fired = new Set<Expression>();
  readonly #delays: HybridDelay[] = [];
  readonly #initial = new Map<string, MathNode>();
  readonly #species: ReadonlyMap<string, SbmlSpecies>;
  readonly #reactionOf: ReadonlyMap<string, SbmlReaction>;
  readonly #given: ReadonlyMap<string, number>;
  readonly #algebraic: readonly string[];
  /** True where reactions fire one by one instead of flowing. */
  readonly #jumps: boolean;
  readonly #draws: HybridDraw[] = [];
  /** What draws are for while it is lowered. */
  #drawsFor: Pick<HybridDraw, 'event' | 'part'> | undefined;

  constructor(model: SbmlModel, jumps: boolean) {
    this.#model = model;
    this.#jumps = jumps;
    this.#time = this.#graph.time('1');
    this.#species = new Map(model.species.map((one) => [one.id, one]));
    this.#reactionOf = new Map(model.reactions.map((one) => [one.id, one]));
    this.#given = givenValues(model);
    this.#algebraic = matchAlgebraic(model);
    for (const { symbol, math } of model.initialAssignments) this.#initial.set(symbol, math);
    this.#functions = new FunctionExpander(model.functions);
    this.#scope = {
      graph: this.#graph,
      time: this.#time,
      name: (name) => this.value(name),
      delay: (of, by, scope) => this.#delayOf(of, by, scope),
      rateOf: (of, scope) => this.#rateOf(lowerMath(of, scope)),
      draw: (operation, operands) => this.#draw(operation, operands),
      known: new Map(),
    };
  }

  #rateOf(expression: Expression): Expression {
    return totalDerivative(this.#graph, expression, (state) => this.rate(state, true));
  }

  lowered(): SbmlReactionNetwork {
    const model = this.#model;
    this.#declare();
    const reactions = this.#jumps ? this.#channels() : [];
    const extents = this.#jumps ? [] : this.#reactions();
    this.#lowerInOrder();
    const states: HybridState[] = [];
    const parameters: HybridParameter[] = [];
    for (const [id, { symbol }] of this.#carried) {
      if (symbol?.kind !== 'symbol') continue;
      const initial = this.#initialOf(id);
      if (symbol.role === 'parameter') parameters.push({ symbol, initial });
      else if (this.#algebraic.includes(id)) {
        const rule = model.rules.filter(({ kind }) => kind === 'algebraic')[this.#algebraic.indexOf(id)]!;
        states.push({ symbol, initial, kind: 'algebraic', equation: this.#lower(rule.math) });
      } else states.push({ symbol, initial, kind: 'differential', equation: this.rate(symbol) });
    }
    states.push(...extents);
    for (const reaction of model.reactions) {
      for (const { symbol, value } of this.#locals.get(reaction.id) ?? []) {
        parameters.push({ symbol, initial: this.#graph.constant(value) });
      }
    }
    const quantities = lowerQuantities(model, {
      graph: this.#graph,
      value: (id) => this.value(id),
      amount: (id) => this.amount(id),
      carries: (id) => this.#carried.has(id),
    });
    const byIndex = <T extends { readonly symbol: Expression }>(a: T, b: T): number =>
      indexOf(a.symbol) - indexOf(b.symbol);
    const events = model.events.flatMap((event) =>
      lowerEvent(event, {
        lower: (math) => this.#lower(math),
        once: (math, part) => this.#drawing({ event: event.id, part }, () => this.#lower(math)),
        target: (variable) => this.#target(variable),
      }),
    );
    const constraints = model.constraints.map((math, i) => ({
      name: `constraint ${i + 1}`,
      holds: this.#lower(math),
    }));
    return {
      quantities,
      reactions,
      rest: {
        graph: this.#graph,
        timeUnit: '1',
        states: states.sort(byIndex),
        parameters: parameters.sort(byIndex),
        delays: this.#delays,
        draws: this.#draws,
        events,
        constraints,
        outputs: [...quantities.values()].map(({ id, value }) => ({ name: id, unit: '1', is: value })),
      },
    };
  }

  /** False while formulas are lowered as they were before the start. */
  #moving = true;
  /** What names have been found to mean; null while extents of fast reactions are still to come. */
  #values: Map<string, Expression> | null = null;
  readonly #locals = new Map<string, { readonly symbol: Expression; readonly value: number }[]>();

  /** Lowers what assignment rules and laws determine, each before what is made of it, so that long chains need no deep stack. */
  #lowerInOrder(): void {
    this.#values = new Map();
    const formulaOf = (name: string): MathNode | null =>
      this.#carried.get(name)?.formula ?? this.#reactionOf.get(name)?.law ?? null;
    const names = [...this.#carried.keys(), ...this.#reactionOf.keys()];
    for (const name of orderOfUse(names, formulaOf)) if (formulaOf(name) !== null) this.value(name);
  }

  /** What a name means in formulas. */
  value(name: string): Expression {
    const known = this.#moving ? this.#values?.get(name) : undefined;
    if (known !== undefined) return known;
    const value = this.#valueOf(name);
    if (this.#moving) this.#values?.set(name, value);
    return value;
  }

  #valueOf(name: string): Expression {
    const carried = this.#carried.get(name);
    if (carried === undefined) {
      if (this.#reactionOf.has(name)) return this.law(name);
      throw new TwinwardError('model.invalid', `"${name}" is not defined in the model`, { field: name });
    }
    if (carried.formula !== null) return this.#guarded(name, () => this.#lower(carried.formula!));
    const symbol = this.#shifted(name, carried.symbol!);
    if (carried.compartment === null) return symbol;
    return this.#graph.apply('divide', symbol, this.value(carried.compartment));
  }

  /** The amount of a species. */
  amount(id: string): Expression {
    const { formula, symbol, compartment } = this.#carried.get(id)!;
    if (formula === null) return this.#shifted(id, symbol!);
    const value = this.value(id);
    return compartment === null ? value : this.#graph.apply('multiply', value, this.value(compartment));
  }

  /** The rate of a reaction, in its locals. */
  law(id: string): Expression {
    const known = this.#laws.get(id);
    if (known !== undefined && this.#moving) return known;
    const reaction = this.#reactionOf.get(id)!;
    const locals = new Map(
      (this.#locals.get(id) ?? []).map(({ symbol }, i) => [reaction.locals[i]!.id, symbol] as const),
    );
    const scope: MathScope = {
      ...this.#scope,
      name: (name) => locals.get(name) ?? this.#scope.name(name),
      known: locals.size === 0 ? this.#scope.known : new Map(),
    };
    const { law } = reaction;
    const lowered = this.#guarded(id, () =>
      law === null ? this.#graph.constant(Number.NaN) : lowerMath(this.#functions.expand(law), scope),
    );
    if (this.#moving) this.#laws.set(id, lowered);
    return lowered;
  }

  /** The derivative of a state; `asked` by a formula. */
  rate(state: Expression, asked = false): Expression {
    if (
      state.kind === 'symbol' &&
      (this.#algebraic.includes(state.name) || this.#extents.has(state) || (asked && this.#fired.has(state)))
    ) {
      throw new TwinwardError(
        'request.unsupported',
        `how fast "${state.name}" changes is asked for, but no rate determines it`,
        { field: state.name, remedy: 'write its rate as a formula' },
      );
    }
    const known = this.#known.get(state);
    if (known !== undefined) return known;
    const name = state.kind === 'symbol' ? state.name : '';
    const made = this.#guarded(
      name,
      () => this.#rates.get(state)?.() ?? this.#graph.constant(0),
      'how fast it changes',
    );
    this.#known.set(state, made);
    return made;
  }

  #lower(math: MathNode): Expression {
    return lowerMath(this.#functions.expand(math), this.#scope);
  }

  /** `of` tells apart what of a name is made. */
  #guarded(name: string, make: () => Expression, of = ''): Expression {
    const key = `${of} ${name}`;
    if (this.#open.has(key)) {
      const words = of === '' ? `"${name}"` : `"${name}", ${of},`;
      throw new TwinwardError('model.invalid', `${words} depends on itself`, {
        field: name,
        remedy: 'break the circle of assignments',
      });
    }
    this.#open.add(key);
    try {
      return make();
    } finally {
      this.#open.delete(key);
    }
  }

  /** Gives every id a symbol or a formula. */
  #declare(): void {
    const { compartments, species, parameters, rules, reactions } = this.#model;
    const rule = new Map<string, (typeof rules)[number]>();
    for (const one of rules) {
      if (one.kind === 'algebraic') continue;
      if (rule.has(one.variable)) {
        throw new TwinwardError('model.invalid', `"${one.variable}" has two rules`, { field: one.variable });
      }
      rule.set(one.variable, one);
    }
    const reactive = new Set(
      reactions.flatMap(({ reactants, products }) =>
        [...reactants, ...products]
          .map((reference) => this.#species.get(reference.species))
          .filter((one) => one !== undefined && !one.boundaryCondition && !one.constant)
          .map((one) => one!.id),
      ),
    );
    const declare = (id: string, compartment: string | null, reacts: boolean): void => {
      if (this.#carried.has(id))
        throw new TwinwardError('model.invalid', `"${id}" is defined twice`, { field: id });
      const own = rule.get(id);
      if (own?.kind === 'assignment') {
        this.#carried.set(id, { symbol: null, formula: own.math, compartment });
        return;
      }
      const flows = own !== undefined || reacts || this.#algebraic.includes(id);
      const symbol = this.#graph.symbol(flows ? 'state' : 'parameter', id, '1');
      this.#carried.set(id, { symbol, formula: null, compartment });
      if (own !== undefined) this.#rates.set(symbol, () => this.#ruledRate(id, own.math, symbol));
    };
    const flat = new Set(compartments.filter(({ dimensions }) => dimensions === 0).map(({ id }) => id));
    for (const { id } of compartments) declare(id, null, false);
    for (const one of species) {
      const whole = one.hasOnlySubstanceUnits || flat.has(one.compartment);
      declare(one.id, whole ? null : one.compartment, reactive.has(one.id));
    }
    for (const { id } of parameters) declare(id, null, false);
    for (const { reactants, products } of reactions) {
      for (const { id, stoichiometryMath } of [...reactants, ...products]) {
        if (id === null) continue;
        if (stoichiometryMath === null) declare(id, null, false);
        else this.#carried.set(id, { symbol: null, formula: stoichiometryMath, compartment: null });
      }
    }
    for (const reaction of reactions) {
      this.#locals.set(
        reaction.id,
        reaction.locals.map(({ id, value }) => {
          let name = `${reaction.id}_${id}`;
          while (this.#graph.named(name) !== undefined || this.#carried.has(name)) name += '_';
          return { symbol: this.#graph.symbol('parameter', name, '1'), value };
        }),
      );
    }
  }

  /** A rate rule of a concentration changes the amount, as does a compartment that grows. */
  #ruledRate(id: string, math: MathNode, symbol: Expression): Expression {
    const { compartment } = this.#carried.get(id)!;
    const rate = this.#lower(math);
    if (compartment === null) return rate;
    const g = this.#graph;
    const volume = this.value(compartment);
    const grown = this.#rateOf(volume);
    const kept = g.apply('multiply', rate, volume);
    return grown.kind === 'constant' && grown.value === 0
      ? kept
      : g.apply('add', kept, g.apply('multiply', g.apply('divide', symbol, volume), grown));
  }

  readonly #shifts = new Map<string, Expression>();

  /** The amount or other number that a symbol stands for. */
  #shifted(id: string, symbol: Expression): Expression {
    if (!this.#moving) {
      if (this.#reassigned(id))
        return this.#guarded(id, () => this.#initialOf(id), 'as it was before the start');
      return symbol;
    }
    const shift = this.#shifts.get(id);
    return shift === undefined ? symbol : this.#graph.apply('add', symbol, shift);
  }

  #reactionScope(): ReactionScope {
    return {
      graph: this.#graph,
      law: (id) => this.law(id),
      lower: (math) => this.#lower(math),
      value: (id) => this.value(id),
      symbolOf: (id) => this.#carried.get(id)?.symbol ?? null,
    };
  }

  #reactions(): readonly HybridState[] {
    const { shifts, rates, extents } = reactionRates(this.#model, this.#reactionScope());
    for (const [id, shift] of shifts) this.#shifts.set(id, shift);
    for (const [symbol, rate] of rates) this.#rates.set(symbol, rate);
    const fast = extents();
    for (const { symbol } of fast) this.#extents.add(symbol);
    return fast;
  }

  #channels(): readonly ReactionChannel[] {
    const fast = this.#model.reactions.find((reaction) => reaction.fast && reaction.law !== null);
    if (fast !== undefined) {
      throw new TwinwardError('request.unsupported', `reaction "${fast.id}" is fast, and fires without end`, {
        field: fast.id,
        remedy: 'simulate the model without chance',
      });
    }
    const channels = reactionChannels(this.#model, this.#reactionScope());
    for (const { changes } of channels) for (const { target } of changes) this.#fired.add(target);
    return channels;
  }

  /** Whether the initial value is a formula. */
  #reassigned(id: string): boolean {
    const compartment = this.#species.get(id)?.compartment;
    return this.#initial.has(id) || (compartment !== undefined && this.#initial.has(compartment));
  }

  #initialOf(id: string): Expression {
    const g = this.#graph;
    const { compartment, symbol } = this.#carried.get(id)!;
    const math = this.#initial.get(id);
    const species = this.#species.get(id);
    const scaled = (value: Expression): Expression =>
      compartment === null ? value : g.apply('multiply', value, this.value(compartment));
    if (math !== undefined) return scaled(this.#drawing(AT_START, () => this.#lower(math)));
    if (species !== undefined) {
      if (!Number.isNaN(species.initialAmount)) return g.constant(species.initialAmount);
      const { initialConcentration } = species;
      if (!Number.isNaN(initialConcentration)) {
        const volume = this.#carried.has(species.compartment)
          ? this.value(species.compartment)
          : g.constant(1);
        return g.apply('multiply', g.constant(initialConcentration), volume);
      }
      return g.constant(this.#algebraic.includes(id) ? 0 : Number.NaN);
    }
    const given = this.#given.get(id) ?? Number.NaN;
    const guessed = symbol?.kind === 'symbol' && symbol.role === 'state' && this.#algebraic.includes(id);
    return g.constant(Number.isNaN(given) && guessed ? 0 : given);
  }

  #delayOf(of: MathNode, by: Expression, scope: MathScope): Expression {
    const lowered = this.#drawing(undefined, () => lowerMath(of, scope));
    const known = this.#delays.find((delay) => delay.of === lowered && delay.by === by);
    if (known !== undefined) return known.symbol;
    const before = this.#before(of, this.#time, scope);
    let name = `delayed_${this.#delays.length + 1}`;
    while (this.#graph.named(name) !== undefined || this.#carried.has(name)) name += '_';
    const symbol = this.#graph.symbol('input', name, '1');
    this.#delays.push({ symbol, of: lowered, before, by });
    return symbol;
  }

  /** A formula as it was before the start, at a time: what was to be assigned initially was assigned then, and nothing flowed. */
  #before(math: MathNode, time: Expression, { name }: MathScope): Expression {
    const now = this.#scope;
    this.#scope = {
      ...now,
      time,
      delay: (of, by, scope) => this.#before(of, this.#graph.apply('subtract', time, by), scope),
      rateOf: () => this.#graph.constant(0),
      known: new Map(),
    };
    const moving = this.#moving;
    this.#moving = false;
    try {
      return lowerMath(math, { ...this.#scope, name, known: new Map() });
    } finally {
      this.#scope = now;
      this.#moving = moving;
    }
  }

  /** A concentration becomes an amount by the compartment as it is just before the event is carried out, even where the event
   * resizes it and the value was settled long before. */
  #target(variable: string): Omit<HybridAssignment, 'value'> | null {
    const carried = this.#carried.get(variable);
    if (carried?.symbol == null) return null;
    const { compartment, symbol } = carried;
    const shift = this.#shifts.get(variable);
    return {
      target: symbol,
      ...(compartment === null ? {} : { factor: this.value(compartment) }),
      ...(shift === undefined ? {} : { less: shift }),
    };
  }

  /** A number drawn at random, where it is carried out once: in an event or at the start. */
  #draw(operation: string, operands: readonly Expression[]): Expression {
    const distribution = operation.slice('distrib:'.length) as DistributionName;
    const refuse = (why: string, remedy: string): never => {
      throw new TwinwardError('request.unsupported', why, { field: distribution, remedy });
    };
    if (this.#drawsFor === undefined) {
      refuse(
        'numbers are drawn all the time',
        'draw in assignments or delays of events, or in initial assignments',
      );
    }
    if (!this.#moving) refuse('what was before the start is drawn', 'give it a number');
    let name = `drawn_${this.#draws.length + 1}`;
    while (this.#graph.named(name) !== undefined || this.#carried.has(name)) name += '_';
    const symbol = this.#graph.symbol('input', name, '1');
    this.#draws.push({ symbol, distribution, arguments: operands, ...this.#drawsFor! });
    return symbol;
  }

  #drawing<T>(what: Pick<HybridDraw, 'event' | 'part'> | undefined, make: () => T): T {
    const before = this.#drawsFor;
    this.#drawsFor = what;
    try {
      return make();
    } finally {
      this.#drawsFor = before;
    }
  }
}

function indexOf(symbol: Expression): number {
  return symbol.kind === 'symbol' ? symbol.index : -1;
}
