/** Skin that light enters and hair that shines along its strands: what glTF's materials cannot say. */

/** Light wraps around skin, red furthest, as it does after scattering beneath the surface; none from behind gets into folds. */
const SKIN_LIGHT = `
  float open = texture2D( aoMap, vAoMapUv ).r;
  float reach = mix( open * open * open, 1.0, smoothstep( -0.3, 0.1, directLight.direction.z ) );
  vec3 around = vec3( 0.34, 0.16, 0.12 );
  float facing = dot( geometryNormal, directLight.direction );
  vec3 irradiance = saturate( ( vec3( facing ) + around ) / ( 1.0 + around ) ) * directLight.color * reach;`;

/** Light reaches the mouth from in front only, and hardly the teeth at its corners, which closed lips let through. */
const MOUTH_LIGHT = "vec3 irradiance = dotNL * directLight.color * smoothstep( 0.2, 0.8, directLight.direction.z );";

/** Two highlights along the strands, after J. T. Kajiya and T. L. Kay (1989) and S. R. Marschner et al. (2003). */
const HAIR_LIGHT = `
  vec3 irradiance = vColor.r * dotNL * directLight.color;
  {
    vec3 strand = normalize( vStrand - geometryNormal * 0.12 );
    float along = dot( strand, normalize( directLight.direction + geometryViewDir ) );
    float shine = pow( sqrt( max( 0.0, 1.0 - along * along ) ), 90.0 );
    float glow = pow( sqrt( max( 0.0, 1.0 - pow2( along + 0.10 ) ) ), 22.0 );
    float lit = smoothstep( -0.25, 0.5, dot( geometryNormal, directLight.direction ) );
    reflectedLight.directSpecular += vColor.r * lit * directLight.color * ( 0.035 * shine + 0.13 * glow * material.diffuseColor );
  }`;

const GLOSS = "reflectedLight.directSpecular += irradiance * specularBRDF";
const SKIN_GLOSS = "reflectedLight.directSpecular += dotNL * reach * directLight.color * specularBRDF"; // Gloss lies on the surface.
const INSIDE_MOUTH = ["Teeth", "Gums", "Tongue"];
const FRONT_M = "0.008"; // From the middle of the mouth to where its inside begins to darken,
const SIDE_M = "0.020"; // and to where it is
const DARK = "0.92"; // so dark.
const PLAIN_LIGHT = "vec3 irradiance = dotNL * directLight.color;";

/** Finishes the materials of a loaded model by their names in our own head; others are left alone. */
export function finishMaterials(root, three) {
  root.traverse((object) => {
    const { material } = object;
    if (!material) return;
    if (material.name === "Skin") relight(material, three, SKIN_LIGHT, SKIN_GLOSS);
    if (material.name === "Hair") combed(material, three);
    if (INSIDE_MOUTH.includes(material.name)) {
      relight(material, three, MOUTH_LIGHT);
      darkenSides(material);
      material.envMapIntensity = 0.3; // The lips keep the room's light out.
    }
    if (material.name === "LidShade") Object.assign(material, { depthWrite: false, transparent: true });
    object.castShadow = !["LidShade", "Eye", "Lash", "Brow"].includes(material.name);
    object.receiveShadow = !["LidShade", "Eye"].includes(material.name);
  });
}

function relight(material, { ShaderChunk }, light, gloss = GLOSS) {
  material.onBeforeCompile = (shader) => {
    const lights = ShaderChunk.lights_physical_pars_fragment.replace(PLAIN_LIGHT, light).replace(GLOSS, gloss);
    shader.fragmentShader = shader.fragmentShader.replace("#include <lights_physical_pars_fragment>", lights);
  };
  material.customProgramCacheKey = () => light;
}

function darkenSides(material) {
  const relit = material.onBeforeCompile;
  material.onBeforeCompile = (shader) => {
    relit(shader);
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", "#include <common>\nvarying float vLit;")
      .replace("#include <begin_vertex>", `#include <begin_vertex>\nvLit = 1.0 - ${DARK} * smoothstep( ${FRONT_M}, ${SIDE_M}, abs( position.x ) );`);
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", "#include <common>\nvarying float vLit;")
      .replace("#include <opaque_fragment>", "outgoingLight *= vLit;\n#include <opaque_fragment>");
  };
}

function combed(material, three) {
  relight(material, three, HAIR_LIGHT);
  const relit = material.onBeforeCompile;
  // Edges by coverage; where strands lie over one another the picture stays opaque.
  Object.assign(material, {
    alphaToCoverage: true,
    blending: three.CustomBlending,
    blendSrc: three.OneFactor,
    blendDst: three.ZeroFactor,
    blendSrcAlpha: three.OneFactor,
    blendDstAlpha: three.OneFactor,
  });
  material.onBeforeCompile = (shader) => {
    relit(shader);
    // The head's tangents run along the strands.
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", "#include <common>\nattribute vec4 tangent;\nvarying vec3 vStrand;")
      .replace("#include <skinnormal_vertex>", "#include <skinnormal_vertex>\nvStrand = normalMatrix * ( skinMatrix * vec4( tangent.xyz, 0.0 ) ).xyz;");
    shader.fragmentShader = shader.fragmentShader.replace("#include <common>", "#include <common>\nvarying vec3 vStrand;");
  };
}
