import { z } from "zod";
import { wireId, wireIdOut, zCount, zInstant, zInstantOut, zPage, zText } from "../../../platform/http/schema.ts";

const zUrl = zText(2_000).meta({ example: "https://hooks.example.com/huiyou" });
const zPattern = z
  .string()
  .min(1)
  .max(100)
  .regex(/^(\*|[a-z_]+\.(\*|[a-z_]+))$/)
  .meta({ example: "points.*" });
const zPatterns = z.array(zPattern).min(1).max(50);

export const zNewEndpoint = z.strictObject({
  url: zUrl,
  description: zText(200, 0).default(""),
  event_types: zPatterns.meta({ description: "Types of the catalogue, points.* or *" }),
  unit_id: wireId("org_unit")
    .nullish()
    .meta({ description: "Only what happens at or below this unit, by its venue or the member's home" }),
});

export const zEndpointChange = z.strictObject({
  url: zUrl.optional(),
  description: zText(200, 0).optional(),
  event_types: zPatterns.optional(),
  unit_id: wireId("org_unit").nullish(),
  state: z
    .enum(["active", "paused"])
    .optional()
    .meta({ description: "paused: messages wait. active: also after the endpoint was switched off" }),
});

export const zEndpoint = z
  .object({
    webhook_endpoint_id: wireIdOut("webhook_endpoint"),
    url: z.string(),
    description: z.string(),
    event_types: z.array(z.string()),
    unit_id: wireIdOut("org_unit").nullable(),
    state: z.enum(["active", "paused", "disabled"]),
    disabled_reason: z
      .enum(["gone", "failing"])
      .nullable()
      .meta({ description: "gone: it answered 410. failing: it took nothing for five days" }),
    disabled_at: zInstantOut.nullable(),
    failures: zCount.meta({ description: "In a row, up to now" }),
    failing_since: zInstantOut.nullable(),
    last_success_at: zInstantOut.nullable(),
    waiting: zCount.meta({ description: "Messages that wait; counted up to 10,001" }),
    dead: zCount.meta({ description: "Messages given up; counted up to 10,001" }),
    created_at: zInstantOut,
  })
  .meta({ id: "WebhookEndpoint" });

export const zEndpointWithSecret = zEndpoint
  .extend({ secret: z.string().meta({ description: "Shown once", example: "whsec_…" }) })
  .meta({ id: "NewWebhookEndpoint" });

export const zSecretRotation = z.strictObject({ overlap_hours: z.int().min(0).max(168).default(24) });
export const zRotatedSecret = z.object({ secret: z.string(), old_until: zInstantOut });

const zType = z
  .string()
  .max(100)
  .regex(/^[a-z_]+\.[a-z_]+$/)
  .meta({ example: "points.earned" });
export const zTrial = z.strictObject({ event_type: zType });

export const zReplay = z.strictObject({
  from: zInstant,
  to: zInstant,
  states: z
    .array(z.enum(["dead", "delivered", "missed"]))
    .min(1)
    .max(3)
    .default(["dead"])
    .meta({ description: "missed: never queued, since the endpoint was switched off or not there yet; 30 days back" }),
  event_types: z.array(zType).min(1).max(50).optional(),
  cursor: z.string().max(200).optional().meta({ description: "`next_cursor` of the answer before" }),
});
export const zReplayed = z.object({
  queued: zCount,
  next_cursor: z.string().nullable().meta({ description: "10,000 messages are queued at once: ask again with it" }),
});

export const zDeliveryQuery = zPage.extend({
  webhook_endpoint_id: wireId("webhook_endpoint").optional(),
  state: z.enum(["waiting", "delivered", "dead"]).optional(),
  event_type: zType.optional(),
  from: zInstant.optional(),
  to: zInstant.optional(),
});

export const zDelivery = z
  .object({
    webhook_delivery_id: wireIdOut("webhook_delivery"),
    webhook_endpoint_id: wireIdOut("webhook_endpoint"),
    event_id: wireIdOut("event").meta({ description: "The webhook-id, the same for every attempt and replay" }),
    event_type: z.string(),
    is_test: z.boolean(),
    state: z.enum(["waiting", "delivered", "dead"]),
    attempts: zCount,
    next_attempt_at: zInstantOut.nullable(),
    last_status: z.int().nullable(),
    last_error: z.string().nullable(),
    created_at: zInstantOut,
    finished_at: zInstantOut.nullable(),
  })
  .meta({ id: "WebhookDelivery" });

const zAttempt = z.object({
  attempted_at: zInstantOut,
  duration_ms: zCount,
  status: z.int().nullable(),
  error: z.string().nullable().meta({ example: "timeout" }),
  response_excerpt: z.string(),
});

export const zDeliveryDetail = zDelivery
  .extend({ message: z.record(z.string(), z.unknown()), tries: z.array(zAttempt) })
  .meta({ id: "WebhookDeliveryDetail" });

export const zEventType = z
  .object({
    event_type: z.string(),
    title: z.object({ "zh-CN": z.string(), en: z.string(), ko: z.string() }),
    example: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "WebhookEventType" });
