import type { z } from "zod";
import { AppError } from "../kernel/errors.ts";

type CursorValue = string | number | null;

/** A cursor names the last row's sort key. It grants nothing, so it is not signed; it is validated like any input. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** The sort key inside a cursor, checked against `schema` (a tuple), or `cursor_invalid`. */
export function readCursor<T extends z.ZodType>(
  cursor: string | undefined,
  schema: T,
  pointer = "#/query/cursor",
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success) throw new AppError("cursor_invalid", {}, [{ pointer, code: "cursor_invalid" }]);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** A page of rows fetched with `limit + 1`: the row too many only tells that there is more. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly CursorValue[],
  show: (row: Row) => T,
): Page<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(show),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null,
  };
}
