import type { Auth } from "../../http/auth.ts";
import type { Language } from "../../kernel/errors.ts";
import { AppError } from "../../kernel/errors.ts";
import type { App } from "../../app.ts";
import { findJobKind } from "../job-kinds.ts";
import type { Job, JobView } from "../jobs.ts";
import type { Seen } from "./show.ts";

export const callerId = (auth: Auth): string => auth.staff_id ?? auth.key_id ?? "";

/** Everybody sees their own jobs; those of others are for whoever has the permission and sees the whole group. */
export function viewOf(auth: Auth, permission: "jobs:read" | "jobs:write" = "jobs:read"): JobView {
  return auth.scope === "all" && auth.permissions.has(permission) ? "all" : { actor_id: callerId(auth) };
}

export function seenBy(app: App, auth: Auth, language: Language): Seen {
  return { actor_id: callerId(auth), language, now: app.runtime.clock.now() };
}

/** Steering wants what starting wanted. @throws permission_missing */
export function requireSteering(auth: Auth, job: Job): void {
  const permission = findJobKind(job.kind)?.permission ?? "jobs:write";
  if (!auth.permissions.has(permission) && !auth.permissions.has("jobs:write"))
    throw new AppError("permission_missing", { permission });
}
