// A derivation in the fragment of an address: nothing of it is sent to any server.
//
// #check= and, in base64url, the deflated JSON of [given, derivation] or [given, derivation, without]: texts with
// an entry in each line, the lines, and a name in each line of which nothing is to be assumed.

const NAME = "#check=";
export const LONGEST = 20000; // characters of each of the texts

async function through(bytes, transform, most = Infinity) {
  const parts = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Returns the fragment for a derivation. */
export async function fragment(given, derivation, without = "") {
  const texts = without ? [given, derivation, without] : [given, derivation];
  const json = new TextEncoder().encode(JSON.stringify(texts));
  const bytes = await through(json, new CompressionStream("deflate-raw"));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return NAME + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Returns the derivation in a fragment, null if it has none; throws if it cannot be read. */
export async function derivation(hash) {
  if (!hash.startsWith(NAME)) return null;
  const text = hash.slice(NAME.length).replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const json = await through(bytes, new DecompressionStream("deflate-raw"), 24 * LONGEST);
  const read = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(json));
  const wellFormed = Array.isArray(read) && (read.length === 2 || read.length === 3)
    && read.every((part) => typeof part === "string" && part.length <= LONGEST);
  if (!wellFormed) throw new TypeError("not a derivation");
  return {given: read[0], derivation: read[1], without: read[2] ?? ""};
}
