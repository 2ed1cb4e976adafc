import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { findDocument, recordConsent } from "../consents/index.ts";
import { type Birth, getTenant, tenantNow } from "../org/index.ts";
import { isBornAfter } from "./birth.ts";
import { joinHousehold } from "./change-household.ts";
import { CONSENT_AGE, isYoungerThan } from "./age.ts";
import { getMember } from "./find-member.ts";
import { lockAsGuardian } from "./own-household.ts";
import { registerMember } from "./register-member.ts";

export interface NewChild {
  guardian_id: string;
  name: string;
  /** With its year: the law asks for the age. */
  birth: Birth;
  /** The guardian's text that was agreed to. */
  text_version: string;
  language: Language;
  ip: string;
}

/**
 * A guardian brings a child under 14, who has neither phone nor session: registered, consented for, and in the family.
 * The consent is the child's; who gave it is the guardian.
 * @throws no_household · guardian_only · household_full · born_in_future · child_too_old · document_unknown
 */
export async function addChild(tx: Tx, app: Keyed, input: NewChild): Promise<string> {
  const { guardian_id, name, birth, text_version, language, ip } = input;
  const { household_id } = await lockAsGuardian(tx, guardian_id);
  const tenant = await getTenant(tx);
  const joined_at = tenantNow(tenant, app.runtime);
  const today = businessDateOf(joined_at, tenant.time_zone);
  if (isBornAfter(birth, today)) throw new AppError("born_in_future");
  if (isYoungerThan(birth, CONSENT_AGE, today) !== true) throw new AppError("child_too_old");
  const text = await findDocument(tx, "guardian", text_version, language);
  if (!text) throw new AppError("document_unknown", { text_version });
  const { home_unit_id } = await getMember(tx, app, guardian_id, EVERYBODY);
  const child = { name, birth, home_unit_id, source: "family", language, joined_at } as const;
  const member_id = await registerMember(tx, app, child);
  const said = { text_version, language, action: "granted", channel: "app", ip } as const;
  const by = { actor: "member", actor_id: guardian_id } as const;
  await recordConsent(tx, app, { ...said, ...by, member_id, purpose: "guardian" });
  await joinHousehold(tx, app, household_id, { member_id, role: "child" }, EVERYBODY);
  return member_id;
}
