/** Packing of the platform: values as bytes and back, smaller and back. Loaded when it is needed first. */

/** What makes bytes of values. All of it may throw. */
export interface Packing {
  serialize(value: unknown): Uint8Array<ArrayBuffer>;
  deserialize(bytes: Uint8Array): unknown;
  deflate(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Throws where it comes to more than so many bytes. */
  inflate(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer>;
}

/** The platform's own. An app without a store never loads it. */
export async function loadPacking(): Promise<Packing> {
  const [v8, zlib] = await Promise.all([import("node:v8"), import("node:zlib")]);
  return {
    serialize: (value) => own(v8.serialize(value)),
    deserialize: (bytes) => v8.deserialize(bytes),
    // Level 1: ten times faster than the stream of the web, and hardly larger than level 6.
    deflate: (bytes) => own(zlib.deflateRawSync(bytes, { level: 1 })),
    inflate: (bytes, most) => own(zlib.inflateRawSync(bytes, { maxOutputLength: most })),
  };
}

/** Plain bytes with a buffer of their own: a `Buffer` may lie in a larger one. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
