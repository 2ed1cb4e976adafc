import type { Caller } from "../../platform/audit/by.ts";
import type { Auth } from "../../platform/http/auth.ts";
import { present } from "../../platform/kernel/assert.ts";
import { toWireId } from "../../platform/kernel/ids.ts";

/** Who asked or decided: a person of the house, or a system of theirs. */
export interface Actor {
  kind: "staff" | "api_key";
  id: string;
}

export function actorOf({ staff_id, key_id }: Pick<Auth, "staff_id" | "key_id">): Actor {
  if (staff_id !== undefined) return { kind: "staff", id: staff_id };
  return { kind: "api_key", id: present(key_id, "the caller's key") };
}

export function callerActor({ actor, actor_id }: Caller): Actor {
  return { kind: actor === "api_key" ? "api_key" : "staff", id: actor_id };
}

export const isSameActor = (actor: Actor, kind: string | null, id: string | null) =>
  actor.kind === kind && actor.id === id;

export const showActor = (kind: Actor["kind"], id: string) =>
  kind === "staff" ? { staff_id: toWireId("staff", id) } : { key_id: toWireId("api_key", id) };
