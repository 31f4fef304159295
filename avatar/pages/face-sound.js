/** Sound as it comes over the wire. Pure. */

/** Returns 16-bit little-endian PCM in base64 as samples between -1 and 1. */
export function samplesOf(base64) {
  const bytes = atob(base64);
  const samples = new Float32Array(bytes.length >> 1);
  for (let at = 0; at < samples.length; at++) {
    const value = bytes.charCodeAt(2 * at) | (bytes.charCodeAt(2 * at + 1) << 8);
    samples[at] = (value > 32767 ? value - 65536 : value) / 32768;
  }
  return samples;
}
