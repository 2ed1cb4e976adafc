import { useApi } from "../../../api/query.ts";

/** The name behind a member's id; undefined while it is read, and for members outside one's scope. */
export function useMemberName(member_id: string | undefined): string | undefined {
  const member = useApi(
    "GET /v1/members/{member_id}",
    { path: { member_id: member_id ?? "" } },
    { enabled: member_id !== undefined },
  );
  return member.data?.member_id === member_id ? member.data?.name : undefined;
}
