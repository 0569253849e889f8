// The heart in three dimensions. Only this file knows three.js, so that it is fetched with the picture and not before.
import {
  Mesh as Body,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  FrontSide,
  Group,
  HemisphereLight,
  Line,
  LineBasicMaterial,
  MeshStandardMaterial,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import type { Rgb } from '../pressure-ramp.ts';
import { CRESCENT_BORDER } from './crescent-mesh.ts';
import {
  CHAMBERS,
  type Chamber,
  type HeartMeshes,
  heartMeshes,
  shapeHeart,
  VESSELS,
  type Vessel,
  type Volumes,
} from './heart-shape.ts';
import type { Mesh } from './mesh.ts';

/** A heart at one phase: what it holds at least, in the middle and at most, and its colours. */
export interface HeartState {
  readonly least: Volumes;
  readonly middle: Volumes;
  readonly most: Volumes;
  readonly chambers: Readonly<Record<Chamber, Rgb>>;
  readonly vessels: Readonly<Record<Vessel, Rgb>>;
}

/** How the heart is looked at: radians around it and above it, and cm away. */
export interface Viewpoint {
  readonly around: number;
  readonly above: number;
  readonly away: number;
}

interface Part {
  readonly mesh: Mesh;
  readonly body: Body<BufferGeometry, MeshStandardMaterial>;
}

interface Layer {
  readonly meshes: HeartMeshes;
  readonly chambers: Readonly<Record<Chamber, Part>>;
}

/** Where the camera looks, cm from the middle of the valves. */
const MIDDLE = [0.4, 0.6, -0.6] as const;

/** Three nested hearts: a core that nine in ten futures fill, the middle one, and a veil that nine in ten do not fill. */
export class HeartScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(30, 1, 1, 200);
  readonly #layers: readonly [Layer, Layer, Layer];
  readonly #vessels: Readonly<Record<Vessel, Part>>;
  readonly #groove: Line<BufferGeometry, LineBasicMaterial>;

  /** Throws where the browser has no WebGL. */
  constructor(canvas: HTMLCanvasElement) {
    this.#renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#renderer.setPixelRatio(Math.min(2, devicePixelRatio || 1));
    const key = new DirectionalLight(0xffffff, 2.1);
    key.position.set(6, 10, 14);
    const fill = new DirectionalLight(0xffffff, 0.7);
    fill.position.set(-10, 2, 6);
    this.#scene.add(new HemisphereLight(0xffffff, 0x8899aa, 1.25), key, fill);
    this.#layers = [this.#layer(1, 0), this.#layer(0.5, 1), this.#layer(0.16, 2)];
    const { vessels } = this.#layers[1].meshes;
    const border = new BufferGeometry();
    border.setAttribute('position', new BufferAttribute(new Float32Array(CRESCENT_BORDER.length * 3), 3));
    this.#groove = new Line(
      border,
      new LineBasicMaterial({ color: 0x0b2a3c, transparent: true, opacity: 0.42 }),
    );
    this.#groove.renderOrder = 3;
    this.#groove.frustumCulled = false;
    this.#scene.add(this.#groove);
    this.#vessels = recordOf(Object.keys(VESSELS) as Vessel[], (name) => this.#part(vessels[name], 0.94, 0));
  }

  resize(width: number, height: number): void {
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    this.#camera.updateProjectionMatrix();
  }

  /** Shows or hides core and veil; without them the middle heart is solid. */
  showDoubt(on: boolean): void {
    for (const layer of [this.#layers[0], this.#layers[2]])
      for (const { body } of Object.values(layer.chambers)) body.visible = on;
    for (const { body } of Object.values(this.#layers[1].chambers)) fade(body.material, on ? 0.5 : 0.96);
  }

  look({ around, above, away }: Viewpoint): void {
    const [x, y, z] = MIDDLE;
    this.#camera.position.set(
      x + away * Math.cos(above) * Math.sin(around),
      y + away * Math.sin(above),
      z + away * Math.cos(above) * Math.cos(around),
    );
    this.#camera.lookAt(x, y, z);
  }

  draw(state: HeartState): void {
    const volumes = [state.least, state.middle, state.most] as const;
    for (const [i, layer] of this.#layers.entries()) {
      if (i !== 1 && !layer.chambers.lv.body.visible) continue;
      shapeHeart(layer.meshes, volumes[i]!, state.middle);
      for (const name of CHAMBERS) refresh(layer.chambers[name], state.chambers[name]);
    }
    for (const [name, part] of Object.entries(this.#vessels)) refresh(part, state.vessels[name as Vessel]);
    this.#drawGroove(this.#layers[1].meshes.chambers.rv.positions);
    this.#renderer.render(this.#scene, this.#camera);
  }

  /** Milliseconds until a picture is really there: reading a pixel of it back waits for whoever draws. */
  cost(state: HeartState): number {
    const gl = this.#renderer.getContext();
    const draw = (): void => {
      this.draw(state);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    };
    draw(); // the first builds programs, which takes its own time
    const from = performance.now();
    draw();
    return performance.now() - from;
  }

  dispose(): void {
    this.#scene.traverse((thing) => {
      if (!(thing instanceof Body || thing instanceof Line)) return;
      thing.geometry.dispose();
      thing.material.dispose();
    });
    this.#renderer.dispose();
  }

  /** The line where the ventricles meet, as on a heart the groove of the coronary vessels. */
  #drawGroove(positions: Float32Array): void {
    const place = this.#groove.geometry.getAttribute('position');
    for (const [k, corner] of CRESCENT_BORDER.entries())
      place.setXYZ(k, positions[corner * 3]!, positions[corner * 3 + 1]!, positions[corner * 3 + 2]!);
    place.needsUpdate = true;
  }

  #layer(opacity: number, order: number): Layer {
    const meshes = heartMeshes();
    const chambers = recordOf(CHAMBERS, (name) => this.#part(meshes.chambers[name], opacity, order));
    return { meshes, chambers };
  }

  #part(mesh: Mesh, opacity: number, order: number): Part {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
    geometry.setIndex(new BufferAttribute(mesh.triangles, 1));
    const material = new MeshStandardMaterial({ roughness: 0.52, metalness: 0, side: FrontSide });
    fade(material, opacity);
    const body = new Body(geometry, material);
    body.renderOrder = order;
    body.frustumCulled = false;
    this.#scene.add(new Group().add(body));
    return { mesh, body };
  }
}

function fade(material: MeshStandardMaterial, opacity: number): void {
  material.opacity = opacity;
  material.transparent = opacity < 1;
  material.depthWrite = opacity > 0.9;
  material.needsUpdate = true;
}

function refresh({ body }: Part, [r, g, b]: Rgb): void {
  body.geometry.getAttribute('position').needsUpdate = true;
  body.geometry.computeVertexNormals();
  body.material.color.copy(new Color().setRGB(r, g, b, 'srgb'));
}

function recordOf<K extends string, V>(names: readonly K[], of: (name: K) => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, V>;
}
