// The device's own credential: all that a kiosk ever keeps. It says nothing of who stands there.
const STORED = "huiyou.kiosk";
const LINKED = /^#(hy_dv_[\w-]+)$/;

/** Of the link that was opened, while another one is held. */
let linked: string | undefined;

/**
 * A link may bring a credential, behind the #, which is never sent anywhere: it leaves the address at once, and is taken when none is
 * held. So nobody's link makes a kiosk another's.
 */
export function adoptLink(): void {
  const [, token] = LINKED.exec(location.hash) ?? [];
  if (token === undefined) return;
  history.replaceState(null, "", location.pathname);
  if (readCredential() === undefined) keepCredential(token);
  else linked = token;
}

export const readCredential = (): string | undefined => localStorage.getItem(STORED) ?? undefined;
export const keepCredential = (token: string): void => localStorage.setItem(STORED, token);

/** It is no longer good: what the link brought is next. Said late, of one that is gone already, it changes nothing. */
export function dropCredential(refused: string): string | undefined {
  if (readCredential() !== refused) return readCredential();
  localStorage.removeItem(STORED);
  const next = linked;
  linked = undefined;
  if (next !== undefined) keepCredential(next);
  return next;
}
