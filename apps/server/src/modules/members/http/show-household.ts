import { z } from "zod";
import { wireIdOut, zBusinessDate, zInstantOut, zPoints } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { CONSENT_AGE, isYoungerThan } from "../age.ts";
import type { Household } from "../households.ts";
import { maskedPhone, type Naming, showExpiring } from "./show.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

export const zRole = z.enum(["guardian", "spouse", "child", "other"]);

export const zHousehold = z
  .object({
    household_id: wireIdOut("household"),
    name: z.string(),
    created_at: zInstantOut,
    members: z.array(
      z.object({
        member_id: wireIdOut("member"),
        name: sensitive("name", z.string()),
        card_no: z.string(),
        phone_masked: sensitive("phone", z.string().nullable()),
        role: zRole,
        joined_at: zInstantOut,
      }),
    ),
    pool: z
      .object({
        balance: zPoints,
        held: zPoints,
        available: zPoints,
        pending: zPoints,
        expiring: z.object({ amount: zPoints, on: zBusinessDate }).nullable(),
      })
      .meta({ description: "Points that belong to the household" }),
    contributions: z.array(
      z.object({
        member_id: wireIdOut("member"),
        name: sensitive("name", z.string()),
        contributed: zPoints,
        remaining: zPoints,
      }),
    ),
  })
  .meta({ id: "Household" });

export function showHousehold(naming: Naming, { members, pool, contributions, ...household }: Household) {
  const { balance, held, available, pending, expiring } = pool;
  return {
    household_id: toWireId("household", household.household_id),
    name: household.name,
    created_at: naming.time(household.created_at),
    members: members.map(({ member_id, name, card_no, phone, role, joined_at }) => ({
      member_id: toWireId("member", member_id),
      name,
      card_no,
      phone_masked: maskedPhone(phone),
      role,
      joined_at: naming.time(joined_at),
    })),
    pool: { balance, held, available, pending, expiring: showExpiring(naming, expiring) },
    contributions: contributions.map((one) => ({ ...one, member_id: toWireId("member", one.member_id) })),
  };
}

/** Families know each other by name: cards, phones and ids stay with their owners. */
export const zOwnHousehold = zHousehold
  .pick({ name: true, pool: true })
  .extend({
    my_role: zRole,
    members: z.array(
      z.object({
        household_member_id: wireIdOut("household_member"),
        name: z.string(),
        role: zRole,
        joined_at: zInstantOut,
        is_me: z.boolean(),
        monthly_limit: zPoints.nullable().meta({ description: "Points they may take out in a calendar month" }),
        taken_this_month: zPoints,
        under_14: z.boolean().nullable().meta({ description: "Null: their year of birth is not known" }),
      }),
    ),
    contributions: z.array(
      z.object({ name: z.string(), contributed: zPoints, remaining: zPoints, is_me: z.boolean() }),
    ),
  })
  .meta({ id: "OwnHousehold" });

export interface OwnView {
  me: string;
  /** The tenant's business date. */
  today: string;
  taken: ReadonlyMap<string, number>;
}

export function showOwnHousehold(naming: Naming, found: Household, view: OwnView): z.output<typeof zOwnHousehold> {
  const { name, pool } = showHousehold(naming, found);
  const { me, today, taken } = view;
  return {
    name,
    pool,
    my_role: found.members.find((one) => one.member_id === me)?.role ?? "other",
    members: found.members.map((one) => ({
      household_member_id: toWireId("household_member", one.household_member_id),
      name: one.name,
      role: one.role,
      joined_at: naming.time(one.joined_at),
      is_me: one.member_id === me,
      monthly_limit: one.monthly_limit,
      taken_this_month: taken.get(one.member_id) ?? 0,
      under_14: (one.birth && isYoungerThan(one.birth, CONSENT_AGE, today)) ?? null,
    })),
    contributions: found.contributions.map(({ member_id, ...one }) => ({ ...one, is_me: member_id === me })),
  };
}
