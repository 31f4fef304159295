/** A head out of a GLB or VRM file, and how a pose moves it. */

import { EmbeddedTextures } from "./face-textures.js";
import { licenceOf } from "./face-licence.js";
import { finishMaterials } from "./face-materials.js";
import { arkitName } from "./face-shapes.js";
import { GLTFLoader } from "./vendor/GLTFLoader.js";
import * as three from "./vendor/three.module.js";

const RAD = Math.PI / 180;
const NECK_SHARE = 0.4;
const BREATH_M = 0.0028;
const EYE_CENTRE_ABOVE_HEAD_JOINT_M = 0.06;
/** VRM's expressions for the vowels, for avatars without ARKit's shapes. */
const VRM_VOWELS = { aa: ["aa"], ee: ["E"], ih: ["I", "SS"], oh: ["O"], ou: ["U", "CH"] };
const BONES = {
  head: ["Head", "mixamorigHead", "J_Bip_C_Head"],
  neck: ["Neck", "mixamorigNeck", "J_Bip_C_Neck"],
  chest: ["Chest", "Spine2", "mixamorigSpine2", "J_Bip_C_UpperChest"],
  leftEye: ["LeftEye", "mixamorigLeftEye", "J_Adj_L_FaceEye"],
  rightEye: ["RightEye", "mixamorigRightEye", "J_Adj_R_FaceEye"],
};

export class Model {
  #vrm;
  #morphs = new Map(); // By ARKit name: every place that has the shape.
  #bones = {};
  #rest = {};
  #morphedEyes = false; // The eyeballs turn by shapes, not by bones.

  /** Loads the model at `address`; an Error says what is wrong with it. */
  static async load(address) {
    const loader = new GLTFLoader().register((parser) => new EmbeddedTextures(parser));
    const { VRMLoaderPlugin, VRMUtils } = address.endsWith(".vrm") ? await import("./vendor/three-vrm.module.min.js") : {};
    if (VRMLoaderPlugin) loader.register((parser) => new VRMLoaderPlugin(parser));
    const gltf = await loader.loadAsync(address);
    if (gltf.userData.vrm) VRMUtils.rotateVRM0(gltf.userData.vrm);
    return new Model(gltf);
  }

  constructor({ scene, parser, userData }) {
    this.scene = scene;
    this.licence = licenceOf(parser.json);
    this.#vrm = userData.vrm;
    finishMaterials(scene, three);
    scene.traverse((object) => this.#note(object));
    scene.updateMatrixWorld(true);
    for (const [bone, names] of Object.entries(BONES)) this.#findBone(bone, names);
    if (!this.#morphs.has("jawOpen") && !this.#vrm) {
      throw new Error("This avatar has neither ARKit's face shapes (jawOpen, …) nor VRM's expressions: its mouth could not move.");
    }
  }

  /** Where the middle of the eyes is, in metres. */
  get eyes() {
    this.scene.updateMatrixWorld(true);
    const [left, right] = [this.#bones.leftEye, this.#bones.rightEye];
    if (left && right) return left.getWorldPosition(new three.Vector3()).lerp(right.getWorldPosition(new three.Vector3()), 0.5);
    const head = this.#bones.head?.getWorldPosition(new three.Vector3()) ?? new three.Vector3(0, 1.6, 0);
    return head.add(new three.Vector3(0, EYE_CENTRE_ABOVE_HEAD_JOINT_M, 0));
  }

  /** Takes a pose of the Performer; `dt` are the seconds since the last one. */
  apply({ shapes, visemes, head, eyes, breath }, dt) {
    for (const [name, places] of this.#morphs) {
      const value = shapes[name] ?? 0;
      for (const { influences, at } of places) influences[at] = value;
    }
    // A VRM with ARKit's shapes would open its mouth twice.
    if (this.#vrm && !this.#morphs.has("jawOpen")) this.#express(shapes, visemes);
    this.#turn("neck", head.pitch * NECK_SHARE, head.yaw * NECK_SHARE, head.roll * NECK_SHARE);
    this.#turn("head", head.pitch * (1 - NECK_SHARE), head.yaw * (1 - NECK_SHARE), head.roll * (1 - NECK_SHARE));
    if (!this.#morphedEyes) for (const eye of ["leftEye", "rightEye"]) this.#turn(eye, -eyes.pitch, eyes.yaw, 0);
    if (this.#bones.chest) this.#bones.chest.position.copy(this.#rest.chest.position).y += breath * BREATH_M;
    this.#vrm?.update(dt);
  }

  #note(object) {
    object.frustumCulled = false;
    const { morphTargetDictionary, morphTargetInfluences: influences } = object;
    for (const [name, at] of Object.entries(morphTargetDictionary ?? {})) {
      const shape = arkitName(name);
      if (!shape) continue;
      if (shape === "eyeLookUpLeft" && /eye(?!lash|lid|brow)/i.test(object.name)) this.#morphedEyes = true;
      if (!this.#morphs.has(shape)) this.#morphs.set(shape, []);
      this.#morphs.get(shape).push({ influences, at });
    }
  }

  #findBone(bone, names) {
    const found = this.#vrm?.humanoid.getNormalizedBoneNode(bone) ?? names.map((name) => this.scene.getObjectByName(name)).find(Boolean);
    if (!found) return;
    this.#bones[bone] = found;
    const whole = found.getWorldQuaternion(new three.Quaternion());
    this.#rest[bone] = { turn: found.quaternion.clone(), whole, back: whole.clone().invert(), position: found.position.clone() };
  }

  #turn(bone, pitch, yaw, roll) {
    if (!this.#bones[bone]) return;
    const turn = new three.Quaternion().setFromEuler(new three.Euler(pitch * RAD, yaw * RAD, -roll * RAD, "YXZ"));
    const { turn: rest, whole, back } = this.#rest[bone];
    // Bones point wherever their maker liked: the turn is meant as seen from outside.
    this.#bones[bone].quaternion.copy(rest).multiply(back).multiply(turn).multiply(whole);
  }

  #express(shapes, visemes) {
    const { expressionManager } = this.#vrm;
    if (!expressionManager) return;
    for (const [name, sources] of Object.entries(VRM_VOWELS)) {
      expressionManager.setValue(name, Math.min(1, sources.reduce((sum, viseme) => sum + (visemes[viseme] ?? 0), 0)));
    }
    expressionManager.setValue("blink", Math.max(shapes.eyeBlinkLeft ?? 0, shapes.eyeBlinkRight ?? 0));
    expressionManager.setValue("happy", Math.max(0, (shapes.mouthSmileLeft ?? 0) - 0.12) * 1.4);
  }
}
