// What can be tried on a person: the interventions of all their twins, each once however many twins know it.
import type { InterventionType, SubjectProposal, TwinDetail } from '../generated/types.ts';
import { type Organ, organOf } from '../person/organ.ts';
import type { Draft } from '../twin/drafts.ts';

/** One thing that can be tried, and the twins it acts on directly. */
export interface Offer {
  /** What stands for it in an address: the type's name, with the first twin's where two offers share it. */
  readonly key: string;
  readonly type: InterventionType;
  readonly organ: Organ;
  readonly twins: readonly string[];
  /** Whether these are all twins of the person that know a type of this name. */
  readonly whole: boolean;
}

/** What the open twins of a person offer, by organ. The same name with other fields, such as an infusion of another drug, is another offer. */
export function offersOf(twins: readonly TwinDetail[]): readonly Offer[] {
  const groups = new Map<
    string,
    { readonly type: InterventionType; readonly organ: Organ; readonly twins: string[] }
  >();
  for (const twin of twins) {
    if (twin.closedAt !== null) continue;
    for (const type of twin.interventions) {
      const name = `${type.name} ${type.label}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { type, organ: organOf(twin.model), twins: [twin.id] });
      else group.twins.push(twin.id);
    }
  }
  const list = [...groups.values()];
  return list.map((group) => {
    const whole = list.filter(({ type }) => type.name === group.type.name).length === 1;
    return { ...group, whole, key: whole ? group.type.name : `${group.type.name}--${group.twins[0]}` };
  });
}

/** Drafts as the server takes them; what the person's twins no longer offer is left out. */
export function proposalsOf(drafts: readonly Draft[], offers: readonly Offer[]): readonly SubjectProposal[] {
  return drafts.flatMap(({ type: key, inMinutes, amounts }) => {
    const offer = offers.find((one) => one.key === key);
    if (offer === undefined) return [];
    const proposal = { type: offer.type.name, inMinutes, amounts };
    return offer.whole ? [proposal] : offer.twins.map((twin) => ({ ...proposal, twin }));
  });
}
