import { z } from "zod";
import { zFen, zPoints } from "../../../platform/http/schema.ts";
import { PAYMENT_METHODS } from "../domain/payments.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

/** One line or payment: at most ten million yuan. */
export const zAmount = zFen.max(1_000_000_000);

/** `points` pays at the programme's burn rate, in points rounded up. */
export const zPayment = z.strictObject({ method: z.enum(PAYMENT_METHODS), amount_fen: zAmount });

/** How much by which method: of a wallet, what of it is principal and what bonus; of points, how many. */
export const zSettledPayment = z
  .object({
    method: z.enum(PAYMENT_METHODS),
    amount_fen: sensitive("amounts", zFen),
    principal_fen: sensitive("amounts", zFen.optional()),
    bonus_fen: sensitive("amounts", zFen.optional()),
    points: zPoints.optional(),
  })
  .meta({ id: "SettledPayment" });
