import type { App } from "../../platform/app.ts";
import type { Consumer, LoggedEvent } from "../../platform/events/sequencer.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { personOf } from "../members/index.ts";
import { readMoment } from "../org/index.ts";
import { behaviourName } from "./domain/behaviour-names.ts";
import { rulesAt } from "./domain/policy.ts";
import { createEarner, type EarnCommand } from "./earn-points.ts";
import { occasionOf } from "./occasion.ts";
import { newestRevision, getPolicy } from "./policy-store.ts";

/** Which behaviours an event stands for. Who registers by a text message has shown their phone. */
function behavioursOf({ type, payload }: LoggedEvent): string[] {
  if (type !== "member.registered") return [];
  return payload["source"] === "sms" ? ["register", "bind_phone"] : ["register"];
}

/** Turns what members do elsewhere in the program into behaviours, where a rule rewards it. */
export function behaviourConsumer(app: App): Consumer {
  const earner = createEarner(app.database, app.runtime);
  return {
    name: "points.behaviours",
    types: ["member.registered"],
    async handle(event) {
      const rewarded = await rewardedOf(app, event);
      for (const behaviour of rewarded) {
        const command = await toCommand(app, event, behaviour);
        // A limit that is reached, a member who is blocked: nothing to award, and nobody to tell.
        await earner.submit(event.tenant_id, command).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          app.log.info({ code: error.code, event_id: event.event_id }, "a behaviour earned nothing");
        });
      }
    },
  };
}

async function rewardedOf(app: App, event: LoggedEvent): Promise<string[]> {
  const policy = await app.database.read(event.tenant_id, async (db) => {
    const revision = await newestRevision(db);
    return revision === null ? undefined : getPolicy(db, revision);
  });
  if (!policy) return [];
  const isRewarded = (behaviour: string) => rulesAt(policy, new Date(event.business_time), behaviour).length > 0;
  return behavioursOf(event).filter(isRewarded);
}

async function toCommand(app: App, event: LoggedEvent, behaviour: string): Promise<EarnCommand> {
  const { directory, times } = await readMoment(app, event.tenant_id);
  const business_time = new Date(event.business_time);
  return {
    // Who has been merged meanwhile is the person they have become.
    member_id: await app.database.read(event.tenant_id, (db) => personOf(db, event.subject_id)),
    title: behaviourName(behaviour),
    source_type: "behaviour",
    external_id: `${behaviour} ${event.subject_id}`,
    business_time,
    occasion: occasionOf(directory, { venue: directory.tenant, channel: null, business_time }),
    lines: [],
    behaviour: { code: behaviour, subject: null, quantity: 1 },
    claim: undefined,
    times,
  };
}
