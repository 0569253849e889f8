/** A compartment of the circulation and where its numbers stand in the parameter vector. */
export interface Compartment {
  readonly name: string;
  /** `elastic`: V = V0 + C (P - Pext). `vein`: it stiffens towards Vmax. `chamber`: its elastance beats. */
  readonly kind: 'elastic' | 'vein' | 'chamber';
  readonly compliance: number;
  readonly V0: number;
  readonly Vmax?: number;
  /** Inside the chest; the others are in surroundings at 0 (supine). */
  readonly thorax: boolean;
  /** Moved by the reflex. */
  readonly reflex?: 'up' | 'kidney' | 'splanchnic' | 'leg';
}

const elastic = (name: string, compliance: number, V0: number, thorax: boolean): Compartment => ({
  name,
  kind: 'elastic',
  compliance,
  V0,
  thorax,
});

/** The 21 compartments in the order of the reference program (Heldt 2004). */
export const COMPARTMENTS: readonly Compartment[] = [
  elastic('asc_aorta', 97, 136, true),
  elastic('brachioceph_art', 98, 137, true),
  elastic('upper_body_art', 100, 139, false),
  { ...elastic('upper_body_vein', 36, 77, false), reflex: 'up' },
  elastic('sup_vena_cava', 42, 83, true),
  elastic('desc_thor_aorta', 99, 138, true),
  elastic('abd_aorta', 101, 140, false),
  elastic('renal_art', 102, 141, false),
  { ...elastic('renal_vein', 37, 78, false), reflex: 'kidney' },
  elastic('splanch_art', 103, 142, false),
  { ...elastic('splanch_vein', 38, 79, false), kind: 'vein', Vmax: 71, reflex: 'splanchnic' },
  elastic('leg_art', 104, 143, false),
  { ...elastic('leg_vein', 39, 80, false), kind: 'vein', Vmax: 72, reflex: 'leg' },
  { ...elastic('abd_vein', 40, 81, false), kind: 'vein', Vmax: 73 },
  elastic('inf_vena_cava', 41, 82, true),
  { ...elastic('right_atrium', 43, 84, true), kind: 'chamber' },
  { ...elastic('right_ventricle', 45, 85, true), kind: 'chamber' },
  elastic('pulm_art', 47, 86, true),
  elastic('pulm_vein', 48, 87, true),
  { ...elastic('left_atrium', 49, 88, true), kind: 'chamber' },
  { ...elastic('left_ventricle', 51, 89, true), kind: 'chamber' },
];

/** A flow from one compartment to another. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  /** Index of its resistance, or the bed whose resistance the reflex moves. */
  readonly resistance: number | 'up' | 'kidney' | 'splanchnic' | 'leg';
  /** `valve`: forward only. `collapsible`: no more than the pressure around it lets through (Starling). */
  readonly kind?: 'valve' | 'collapsible';
}

/** All flows, in the order of the reference program. */
export const PASSAGES: readonly Passage[] = [
  { from: 20, to: 0, resistance: 69, kind: 'valve' },
  { from: 0, to: 1, resistance: 105 },
  { from: 1, to: 2, resistance: 106 },
  { from: 2, to: 3, resistance: 'up' },
  { from: 3, to: 4, resistance: 54, kind: 'collapsible' },
  { from: 4, to: 15, resistance: 63 },
  { from: 0, to: 5, resistance: 107 },
  { from: 5, to: 6, resistance: 108 },
  { from: 6, to: 7, resistance: 109 },
  { from: 7, to: 8, resistance: 'kidney' },
  { from: 8, to: 13, resistance: 56 },
  { from: 6, to: 9, resistance: 110 },
  { from: 9, to: 10, resistance: 'splanchnic' },
  { from: 10, to: 13, resistance: 58 },
  { from: 6, to: 11, resistance: 111 },
  { from: 11, to: 12, resistance: 'leg' },
  { from: 12, to: 13, resistance: 60, kind: 'valve' },
  { from: 13, to: 14, resistance: 61 },
  { from: 14, to: 15, resistance: 62 },
  { from: 15, to: 16, resistance: 64, kind: 'valve' },
  { from: 16, to: 17, resistance: 65, kind: 'valve' },
  { from: 17, to: 18, resistance: 66 },
  { from: 18, to: 19, resistance: 67 },
  { from: 19, to: 20, resistance: 68, kind: 'valve' },
];
