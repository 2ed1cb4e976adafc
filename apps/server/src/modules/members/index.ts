import "./errors.ts";

export { birthdayMonthOn, birthdayOn } from "../org/index.ts";
export { birthOf } from "./birth.ts";
export { type CodeReading } from "./domain/member-code.ts";
export { maskName } from "./domain/mask-name.ts";
export { findMember, getMember, listMemberIds, type Member, type MemberKey } from "./find-member.ts";
export { memberTasks, MEMBERS_CRONTAB } from "./jobs.ts";
export { routes } from "./http/routes.ts";
export { zPhone } from "./http/schema.ts";
export { getMemberByCode, issueMemberCodes, verifyMemberCode } from "./member-codes.ts";
export { memberAuthenticator } from "./member-sessions.ts";
export { findOrCreateMember, registerMember } from "./register-member.ts";
export { type MemberSource, type NewMember } from "./register-members.ts";
export { type BulkMember, type BulkResult, registerMembersBulk } from "./register-members-bulk.ts";
export { findMemberByPhone, type MemberNaming, resolveMember } from "./resolve-member.ts";
export type { Scope } from "./scope.ts";
export { createTag, type Tag, tagMembers } from "./tags.ts";
export { updateMember } from "./update-member.ts";
