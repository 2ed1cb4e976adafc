/** Saved, never shown: what people uploaded must not run as a page of ours. The name in ASCII and, for whom it may concern, in full. */
export function attachment(name: string): Record<string, string> {
  const plain = name.replace(/[^\w.() -]/g, "_");
  const full = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return { "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${full}` };
}
