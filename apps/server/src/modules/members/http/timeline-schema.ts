import { z } from "zod";
import { wireIdOut, zInstantOut, zPage, zPoints } from "../../../platform/http/schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";
import { TIMELINE_KINDS, type TimelineKind } from "../record/timeline.ts";

const isKind = (text: string): text is TimelineKind => (TIMELINE_KINDS as readonly string[]).includes(text);

/** Kinds as they stand in a query, with commas between; without any, all. */
const zKinds = z
  .string()
  .max(300)
  .meta({ example: "purchase,refund", description: `Any of ${TIMELINE_KINDS.join(", ")}; all when left out` })
  .transform((text, context): readonly TimelineKind[] => {
    const kinds = text.split(",");
    const known = kinds.filter(isKind);
    if (known.length === kinds.length) return known;
    context.issues.push({ code: "custom", input: text, params: { code: "invalid" } });
    return z.NEVER;
  });

export const zTimelineQuery = zPage.extend({ kinds: zKinds.optional() });

export const zTimelineItem = z
  .object({
    at: zInstantOut,
    kind: z.enum(TIMELINE_KINDS),
    title: z.string(),
    amount_fen: sensitive("amounts", z.int().optional().meta({ description: "Below zero: given back" })),
    points: zPoints.optional(),
    venue_name: z.string().optional(),
    admitted: z.boolean().optional(),
    by: z.string().optional().meta({ description: "Who did it" }),
    other: z
      .object({ member_id: wireIdOut("member"), name: sensitive("name", z.string()) })
      .optional()
      .meta({ description: "Of a merge: the other one" }),
    ref: z.string().meta({ description: "Of the purchase, transaction, note … that it tells of" }),
    facts: z
      .array(z.object({ label: z.string(), value: z.string() }))
      .meta({ description: "Why, and what else is known, in the language of the request" }),
  })
  .meta({ id: "TimelineItem" });
