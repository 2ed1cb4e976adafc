import { createHash } from "node:crypto";
import type { App } from "../../platform/app.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { countAttempt } from "./attempts.ts";
import { listPosts } from "./posts.ts";
import { findSecondFactor } from "./second-factor.ts";
import { openPost, type Origin, type SignedIn } from "./sign-in.ts";
import { openChallenge, type SignInChallenge } from "./sign-in-challenge.ts";
import { findStaffByPhone } from "./staff-phone.ts";
import { useStaffCode } from "./staff-sms-code.ts";

/**
 * Signs staff in by phone and code, in the tenant whose client they hold. Who has a second factor goes on with it, as
 * after a password. A phone of nobody reads the same as a wrong code.
 * @throws staff_code_wrong · locked_out
 */
export async function signInByPhone(
  app: App,
  input: { tenant_id: string; phone: Phone; code: string },
  origin: Origin,
): Promise<SignedIn | SignInChallenge> {
  const { tenant_id, phone, code } = input;
  const phone_of = createHash("sha256").update(`${tenant_id}\n${phone}`).digest("hex");
  const staff = await countAttempt(app, { phone_of }, () =>
    app.database.write(tenant_id, async (tx) => {
      const is_right = await useStaffCode(tx, app, { phone, code });
      return is_right ? findStaffByPhone(tx, app.secrets, phone) : undefined;
    }),
  );
  if (!staff) throw new AppError("staff_code_wrong");
  const { person_id } = staff;
  const factor = await findSecondFactor(app.database, person_id);
  if (factor?.confirmed_at) return openChallenge(app, { person_id, transport: "bearer" });
  const posts = await listPosts(app.database, person_id);
  const post = posts.find((one) => one.tenant_id === tenant_id);
  if (!post) throw new AppError("staff_code_wrong");
  return openPost(app, { post, posts, transport: "bearer" }, origin, "sms_code");
}
