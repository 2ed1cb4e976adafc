import type { Auth } from "../../http/auth.ts";
import { callerId } from "../../jobs/http/viewer.ts";
import { AppError } from "../../kernel/errors.ts";
import { type ImportKind, listImportKinds } from "../import-kinds.ts";

export const ACCESS = { actors: ["staff", "api_key"], permission: "imports:write" } as const;

export const ownKinds = (auth: Auth) => listImportKinds().filter(({ permission }) => auth.permissions.has(permission));
export const ownOf = (auth: Auth) => ({ actor_id: callerId(auth) });

/** @throws permission_missing */
export function requireMay(auth: Auth, { permission }: ImportKind): void {
  if (!auth.permissions.has(permission)) throw new AppError("permission_missing", { permission });
}
