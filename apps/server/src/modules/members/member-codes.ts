import { createSigner } from "../../platform/crypto/mac.ts";
import type { Keyed, Secrets } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import {
  type CodeReading,
  type CodeSigner,
  type DatedCode,
  readMemberCode,
  upcomingCodes,
} from "./domain/member-code.ts";
import { findMember, type Member } from "./find-member.ts";

/** A phone without network can show codes for this long. */
const AHEAD_SECONDS = 2 * 3600;

const signers = new WeakMap<Secrets, CodeSigner>();
function signerOf(secrets: Secrets): CodeSigner {
  let signer = signers.get(secrets);
  if (!signer) {
    signer = createSigner(secrets, "member-code");
    signers.set(secrets, signer);
  }
  return signer;
}

/** The next two hours of a member's codes, in real time whatever the tenant's test clock says. */
export function issueMemberCodes({ runtime, secrets }: Keyed, tenant_id: string, medium_ref: string): DatedCode[] {
  return upcomingCodes(signerOf(secrets), { tenant_id, medium_ref }, runtime.clock.now(), AHEAD_SECONDS);
}

/** What a scanned text is, without asking the database: valid or expired with the member's reference, or none of ours. */
export function verifyMemberCode({ runtime, secrets }: Keyed, tenant_id: string, code: string): CodeReading {
  return readMemberCode(signerOf(secrets), tenant_id, code, runtime.clock.now());
}

/** @throws code_invalid · code_expired */
export async function getMemberByCode(db: Db, app: Keyed, code: string): Promise<Member> {
  const reading = verifyMemberCode(app, db.tenant_id, code);
  if (reading.status === "expired") throw new AppError("code_expired");
  // A well-signed code whose member is gone (merged, or the medium was replaced) is as good as none.
  const member = reading.status === "valid" && (await findMember(db, app, { medium_ref: reading.medium_ref }));
  if (!member) throw new AppError("code_invalid");
  return member;
}
