/** Opens the face that this browser can show: the head, or the flat one. */

import { number } from "/options.js";
import { FlatFace } from "./face-flat.js";
import { watched } from "./face-watch.js";

const OWN_HEAD = "/avatar/presenter.glb";
const MODELS = "/avatar/models/";

/**
 * Returns a face with `draw(pose, dt)`, and `about`: whose it is, and what is wrong with it. `?face=flat`, and
 * browsers that draw the head slowly or not at all, get the flat one; `?face=head` insists on the head.
 */
export async function openFace(params, signs) {
  const asked = params.get("face");
  if (asked === "flat") return flatFace("");
  try {
    const head = await openHead(document.getElementById("head"), params, signs);
    return asked === "head" ? head : watched(head, () => flatFace(""), () => document.hidden);
  } catch (error) {
    console.warn(error);
    const problem = params.get("model") ? String(error.message ?? error) : "";
    if (problem) signs.problem(problem);
    return flatFace(problem);
  }
}

function flatFace(problem) {
  document.getElementById("head").hidden = true;
  return Object.assign(new FlatFace(document.getElementById("face")), { about: { title: "Flat face", problem } });
}

/** Returns where a model of the event lies; only plain file names are taken. */
function modelAddress(name) {
  if (!name) return OWN_HEAD;
  if (!/^[\w-][\w.-]*\.(glb|vrm)$/.test(name)) throw new Error(`"${name}" is not the name of a GLB or VRM file in the event's folder.`);
  return MODELS + name;
}

async function openHead(canvas, params, signs) {
  const address = modelAddress(params.get("model"));
  const [{ Studio }, { Model }] = await Promise.all([import("./face-studio.js"), import("./face-model.js")]);
  canvas.hidden = false;
  const studio = new Studio(canvas, { pixels: number(params, "pixels", { least: 0.3, most: 3 }), forced: params.get("face") === "head" });
  const model = await Model.load(address);
  const { forbids, ...licence } = model.licence;
  signs.licence(licence);
  studio.show(model);
  return {
    about: { ...licence, problem: forbids },
    draw(pose, dt) {
      model.apply(pose, dt);
      return studio.draw();
    },
  };
}
