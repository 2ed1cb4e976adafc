import { useApi } from "../api/query.ts";
import { useSession } from "../api/session.ts";
import { dateOf } from "../i18n/format.ts";

/** Today by the clock of the tenant: a sandbox lives by its own. */
export function useToday(): string {
  const { tenant } = useSession();
  const clock = useApi("GET /v1/test_clock", {}, { enabled: tenant.mode === "sandbox" });
  return dateOf(clock.data?.now ?? new Date());
}
