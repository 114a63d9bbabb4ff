// Sealing to a public key: HPKE of RFC 9180, base mode, one message for each key made on the way.
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The arithmetic is the browser's; this is the
// order of its steps, held to the house's own library by a test. The private half of what is made
// here is dropped with the function: whoever sealed cannot open.
const words = new TextEncoder();
const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const two = (number) => Uint8Array.of(number >> 8, number & 255);
const KEM = joined(words.encode("KEM"), two(0x0010));
const SUITE = joined(words.encode("HPKE"), two(0x0010), two(0x0001), two(0x0002));
const VERSION = words.encode("HPKE-v1");
const NOTHING = new Uint8Array(0);
const CURVE = { name: "ECDH", namedCurve: "P-256" };

async function hmac(key, data) {
  // HMAC pads its key with zeros, so that 32 of them are the empty salt of the standard.
  const held = await crypto.subtle.importKey(
    "raw", key.length ? key : new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", held, data));
}

const extract = (suite, salt, label, secret) =>
  hmac(salt, joined(VERSION, suite, words.encode(label), secret));

// One block of HKDF-Expand is enough: nothing here is longer than a digest.
async function expand(suite, secret, label, info, length) {
  const block = joined(two(length), VERSION, suite, words.encode(label), info, Uint8Array.of(1));
  return (await hmac(secret, block)).slice(0, length);
}

async function encapsulated(recipient) {
  const theirs = await crypto.subtle.importKey("raw", recipient, CURVE, false, []);
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = new Uint8Array(
    await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256));
  const secret = await extract(KEM, NOTHING, "eae_prk", shared);
  return { point, secret: await expand(KEM, secret, "shared_secret", joined(point, recipient), 32) };
}

export async function sealTo(recipient, info, plain) {
  const { point, secret: shared } = await encapsulated(recipient);
  const context = joined(
    Uint8Array.of(0),
    await extract(SUITE, NOTHING, "psk_id_hash", NOTHING),
    await extract(SUITE, NOTHING, "info_hash", info),
  );
  const secret = await extract(SUITE, shared, "secret", NOTHING);
  const raw = await expand(SUITE, secret, "key", context, 32);
  const iv = await expand(SUITE, secret, "base_nonce", context, 12);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  return joined(point, new Uint8Array(sealed));
}
