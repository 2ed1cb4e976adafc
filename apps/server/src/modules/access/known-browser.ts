// A browser somebody has signed in with before is known by a cookie of its own, and its wrong attempts are counted apart. Without it
// five wrong passwords by anybody, anywhere, would keep somebody out as long as that goes on (OWASP: device cookies).
import { createSigner } from "../../platform/crypto/mac.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { normalizeEmail } from "./domain/emails.ts";

const COOKIE = "hy_known";
const PATTERN = /(?:^|;\s*)hy_known=(\d{1,3})\.(\d{1,6})\.([\w-]{16})\.([\w-]{43})(?:;|$)/;
const PATH = "/v1/sessions";
const DAYS = 180;
const DAY_MS = 86_400_000;
const ID_BYTES = 12;

const signerOf = ({ secrets }: Keyed) => createSigner(secrets, "known-browser");
const signed = (email: string, day: number, id: string) => Buffer.from(`${normalizeEmail(email)}\n${day}\n${id}`);
const today = ({ runtime }: Keyed) => Math.floor(runtime.clock.now().getTime() / DAY_MS);

/** It opens nothing: it only says who has been here. */
export function knownBrowserCookie(app: Keyed, email: string, secure: boolean): string {
  const signer = signerOf(app);
  const day = today(app);
  const id = Buffer.from(app.runtime.random.bytes(ID_BYTES)).toString("base64url");
  const mac = signer.sign(signed(email, day, id)).toString("base64url");
  const value = `${signer.key_id}.${day}.${id}.${mac}`;
  const cookie = `${COOKIE}=${value}; Path=${PATH}; Max-Age=${(DAYS * DAY_MS) / 1000}; HttpOnly; SameSite=Strict`;
  return secure ? `${cookie}; Secure` : cookie;
}

/** The browser, where it was this person's; undefined for any other. */
export function findKnownBrowser(app: Keyed, cookies: string | undefined, email: string): string | undefined {
  const [, key_id, day, id = "", mac = ""] = PATTERN.exec(cookies ?? "") ?? [];
  if (key_id === undefined) return undefined;
  const is_old = today(app) - Number(day) > DAYS;
  const is_ours = signerOf(app).verify(signed(email, Number(day), id), Number(key_id), Buffer.from(mac, "base64url"));
  return is_ours && !is_old ? id : undefined;
}
