/** `z***@yunxiu.example`: enough for the owner to know it again. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "***" : `${[...email][0] ?? ""}***${email.slice(at)}`;
}
