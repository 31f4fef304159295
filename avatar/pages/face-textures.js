/** Pictures out of a GLB without blob addresses, which the page's content policy does not let it fetch. */

import { LinearFilter, LinearMipmapLinearFilter, RepeatWrapping, Texture } from "./vendor/three.module.js";

/** A plugin for GLTFLoader; it decodes the pictures that lie inside the file. */
export class EmbeddedTextures {
  name = "footlights_embedded_textures";
  #parser;
  #pictures = new Map();

  constructor(parser) {
    this.#parser = parser;
  }

  async loadTexture(index) {
    const { json } = this.#parser;
    const { source, sampler = 0 } = json.textures[index];
    const texture = new Texture(await this.#picture(source));
    const { magFilter, minFilter, wrapS, wrapT } = json.samplers?.[sampler] ?? {};
    texture.magFilter = WEBGL[magFilter] ?? LinearFilter;
    texture.minFilter = WEBGL[minFilter] ?? LinearMipmapLinearFilter;
    texture.wrapS = WEBGL[wrapS] ?? RepeatWrapping;
    texture.wrapT = WEBGL[wrapT] ?? RepeatWrapping;
    texture.flipY = false;
    texture.anisotropy = 4;
    texture.needsUpdate = true;
    this.#parser.associations.set(texture, { textures: index });
    return texture;
  }

  #picture(source) {
    if (!this.#pictures.has(source)) this.#pictures.set(source, this.#decode(source));
    return this.#pictures.get(source);
  }

  async #decode(source) {
    const { bufferView, mimeType } = this.#parser.json.images[source] ?? {};
    if (bufferView === undefined) throw new Error("This avatar keeps its pictures in other files. Save it as one GLB or VRM file.");
    const bytes = await this.#parser.getDependency("bufferView", bufferView);
    return createImageBitmap(new Blob([bytes], { type: mimeType }), { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  }
}

/** WebGL's numbers in glTF as three's. */
const WEBGL = { 9728: 1003, 9729: 1006, 9984: 1004, 9985: 1007, 9986: 1005, 9987: 1008, 33071: 1001, 33648: 1002, 10497: 1000 };
