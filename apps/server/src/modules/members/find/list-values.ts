// Values of a query that may be several: apart by commas, as they are written in an address.
import { z } from "zod";
import { wireId } from "../../../platform/http/schema.ts";
import type { IdKind } from "../../../platform/kernel/ids.ts";

/** An issue that was told already is told again of the whole text. */
type RawIssue = z.core.$ZodRawIssue;

/** Several of what `item` reads, each once. */
function listOf<T extends string>(item: z.ZodType<T>, most: number, example: string) {
  return z
    .string()
    .min(1)
    .max(2_000)
    .meta({ example, description: `One or several, apart by commas; at most ${most}` })
    .transform((text, context): T[] => {
      const parts = [...new Set(text.split(","))];
      if (parts.length > most) {
        context.issues.push({ code: "too_big", origin: "array", maximum: most, inclusive: true, input: text });
        return z.NEVER;
      }
      const values: T[] = [];
      for (const part of parts) {
        const read = item.safeParse(part);
        if (read.success) values.push(read.data);
        else
          context.issues.push(...read.error.issues.map((issue) => ({ ...issue, path: [], input: text }) as RawIssue));
      }
      return context.issues.length > 0 ? z.NEVER : values;
    });
}

export const zIds = (kind: IdKind, most: number) =>
  listOf(wireId(kind), most, String(wireId(kind).meta()?.["example"]));
export const zWords = <const T extends string>(words: readonly [T, ...T[]]) =>
  listOf(z.enum(words), words.length, words.slice(0, 2).join(","));
export const zCodes = (most: number) => listOf(z.string().min(1).max(60), most, "gold,silver");
