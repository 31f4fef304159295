/** The picture: camera, light and the head in it. */

import { Quality } from "./face-quality.js";
import { RoomEnvironment } from "./vendor/RoomEnvironment.js";
import * as three from "./vendor/three.module.js";

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const FIELD_DEG = 17;
const SHOWN_HEIGHT_M = 0.39; // From above the hair to the chest,
const SHOWN_WIDTH_M = 0.30; // or wider than the hair, whichever needs more room.
const EYES_FROM_TOP = 0.40;
const BELOW_EYES_M = 0.33; // On a phone held upright the eyes lie lower: a bust ends somewhere.

export class Studio {
  #renderer;
  #camera = new three.PerspectiveCamera(FIELD_DEG, 1, 0.5, 20);
  #scene = new three.Scene();
  #quality = new Quality(devicePixelRatio);
  #frames = 0;
  #counted = performance.now();
  #eyes = new three.Vector3(0, 1.6, 0);

  /**
   * An Error is thrown where there is no WebGL, or only a slow one without a graphics card that is not `forced`.
   * @param {number | undefined} pixels  Pixels drawn for each CSS pixel; otherwise as many as go smoothly.
   */
  constructor(canvas, { pixels, forced }) {
    if (pixels) this.#quality = { ratio: pixels, take: () => false };
    this.#renderer = new three.WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "high-performance", failIfMajorPerformanceCaveat: !forced });
    if (!forced && isSoftware(this.#renderer.getContext())) {
      this.#renderer.dispose();
      throw new Error("There is no graphics card to draw the head with.");
    }
    this.#renderer.toneMapping = three.NeutralToneMapping;
    this.#renderer.toneMappingExposure = 0.92;
    this.#renderer.shadowMap.enabled = true;
    const room = new RoomEnvironment();
    this.#scene.environment = new three.PMREMGenerator(this.#renderer).fromScene(room, 0.04).texture;
    this.#scene.environmentIntensity = 0.42;
    room.dispose();
    addEventListener("resize", () => this.#fit());
  }

  /** Puts a model before the camera, in place of any other. */
  show(model) {
    this.#scene.clear();
    this.#scene.add(model.scene);
    this.#eyes = model.eyes;
    this.#light();
    this.#fit();
  }

  /** Draws; returns frames a second once a second, else null. */
  draw() {
    this.#renderer.render(this.#scene, this.#camera);
    this.#frames++;
    const now = performance.now();
    if (now - this.#counted < 1000) return null;
    const fps = (this.#frames * 1000) / (now - this.#counted);
    this.#frames = 0;
    this.#counted = now;
    if (this.#quality.take(fps)) this.#fit();
    return fps;
  }

  /** A soft key from her left, a fill, and two cool rims that part her from the background. */
  #light() {
    const lamps = [
      { at: [0.75, 0.62, 1.25], colour: 0xfff0e2, strength: 2.5, shadow: true },
      { at: [-1.2, 0.1, 1.0], colour: 0xdfe8ff, strength: 0.75 },
      { at: [-1.1, 0.7, -1.1], colour: 0xa9c8ff, strength: 2.6 },
      { at: [1.2, 0.5, -1.0], colour: 0xbfd2ff, strength: 1.6 },
    ];
    for (const { at, colour, strength, shadow } of lamps) {
      const lamp = new three.DirectionalLight(colour, strength);
      lamp.position.copy(this.#eyes).add(new three.Vector3(...at));
      lamp.target.position.copy(this.#eyes).y -= 0.08;
      if (shadow) castSoftly(lamp);
      this.#scene.add(lamp, lamp.target);
    }
  }

  #fit() {
    const { clientWidth: width, clientHeight: height } = this.#renderer.domElement;
    if (!width || !height) return;
    const shown = Math.max(SHOWN_HEIGHT_M, (SHOWN_WIDTH_M * height) / width);
    const away = shown / 2 / Math.tan((FIELD_DEG / 2) * (Math.PI / 180));
    const middle = this.#eyes.y - shown * (0.5 - Math.max(EYES_FROM_TOP, 1 - BELOW_EYES_M / shown));
    this.#camera.aspect = width / height;
    this.#camera.position.set(this.#eyes.x, this.#eyes.y + 0.01, this.#eyes.z + away);
    this.#camera.lookAt(this.#eyes.x, middle, this.#eyes.z);
    this.#camera.updateProjectionMatrix();
    this.#renderer.setPixelRatio(this.#quality.ratio);
    this.#renderer.setSize(width, height, false);
  }
}

/** Whether the processor draws, which browsers do not always call slow. */
function isSoftware(gl) {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return SOFTWARE.test(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

function castSoftly(lamp) {
  lamp.castShadow = true;
  lamp.shadow.mapSize.set(1024, 1024);
  lamp.shadow.radius = 4;
  lamp.shadow.normalBias = 0.012;
  lamp.shadow.bias = -0.0006;
  Object.assign(lamp.shadow.camera, { left: -0.3, right: 0.3, top: 0.25, bottom: -0.35, near: 0.5, far: 2.6 });
}
