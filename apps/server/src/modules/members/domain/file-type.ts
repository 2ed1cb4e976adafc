/** Kinds of files that may stand with a member: what people hand over, and nothing that runs. */
export const MEDIA_TYPES = ["application/pdf", "image/png", "image/jpeg", "image/webp"] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** How many bytes from the start are enough to tell. */
export const HEAD_BYTES = 16;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** What a file is by its first bytes, whatever it is called; undefined: none of ours. */
export function mediaTypeOf(head: Uint8Array): MediaType | undefined {
  const bytes = Buffer.from(head);
  const starts = (sign: Buffer) => bytes.subarray(0, sign.length).equals(sign);
  if (starts(Buffer.from("%PDF-"))) return "application/pdf";
  if (starts(PNG)) return "image/png";
  if (starts(JPEG)) return "image/jpeg";
  const is_webp = starts(Buffer.from("RIFF")) && bytes.subarray(8, 12).toString("latin1") === "WEBP";
  return is_webp ? "image/webp" : undefined;
}
