import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";

/** The name behind a member's id; undefined while it is read, and for members outside one's scope. */
export function useMemberName(member_id: string | undefined): string | undefined {
  const member = useApi(
    "GET /v1/members/{member_id}",
    { path: { member_id: member_id ?? "" } },
    { enabled: member_id !== undefined },
  );
  return member.data?.member_id === member_id ? member.data?.name : undefined;
}

/** The same of a household. */
export function useHouseholdName(household_id: string | undefined): string | undefined {
  const may = useMay()("members:read");
  const household = useApi(
    "GET /v1/households/{household_id}",
    { path: { household_id: household_id ?? "" } },
    { enabled: may && household_id !== undefined },
  );
  return household.data?.household_id === household_id ? household.data?.name : undefined;
}
