import { z } from "zod";
import { wireIdOut, zBusinessDate, zInstantOut, zPoints } from "../../../platform/http/schema.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
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
    members: members.map(({ phone, ...member }) => ({
      ...member,
      member_id: toWireId("member", member.member_id),
      phone_masked: maskedPhone(phone),
      joined_at: naming.time(member.joined_at),
    })),
    pool: { balance, held, available, pending, expiring: showExpiring(naming, expiring) },
    contributions: contributions.map((one) => ({ ...one, member_id: toWireId("member", one.member_id) })),
  };
}

/** Families know each other by name: cards, phones and ids stay with their owners. */
export const zOwnHousehold = zHousehold
  .pick({ name: true, pool: true })
  .extend({
    members: z.array(z.object({ name: z.string(), role: zRole, joined_at: zInstantOut, is_me: z.boolean() })),
    contributions: z.array(
      z.object({ name: z.string(), contributed: zPoints, remaining: zPoints, is_me: z.boolean() }),
    ),
  })
  .meta({ id: "OwnHousehold" });

export function showOwnHousehold(naming: Naming, found: Household, me: string): z.output<typeof zOwnHousehold> {
  const { name, pool } = showHousehold(naming, found);
  return {
    name,
    pool,
    members: found.members.map((one) => ({
      name: one.name,
      role: one.role,
      joined_at: naming.time(one.joined_at),
      is_me: one.member_id === me,
    })),
    contributions: found.contributions.map(({ member_id, ...one }) => ({ ...one, is_me: member_id === me })),
  };
}
