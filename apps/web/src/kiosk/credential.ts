// The device's own credential: all that a kiosk ever keeps. It says nothing of who stands there.
const STORED = "huiyou.kiosk";

export const readCredential = (): string | undefined => localStorage.getItem(STORED) ?? undefined;
export const keepCredential = (token: string): void => localStorage.setItem(STORED, token);
export const dropCredential = (): void => localStorage.removeItem(STORED);
