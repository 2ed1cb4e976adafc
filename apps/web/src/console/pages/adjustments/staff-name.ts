import { useApi } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { adjustments } from "../../../i18n/texts/adjustments.ts";

interface Actor {
  staff_id?: string;
  key_id?: string;
}

/** Names of those who asked and decided; a role that may not list the staff reads "a colleague". */
export function useActorName(): (actor: Actor) => string {
  const t = useText(adjustments);
  const { staff } = useSession();
  const may = useMay()("staff:read");
  const list = useApi("GET /v1/staff", {}, { enabled: may });
  return ({ staff_id, key_id }) => {
    if (key_id) return t("api_key");
    if (staff_id === staff.staff_id) return t("me");
    return list.data?.data.find((one) => one.staff_id === staff_id)?.name ?? t("somebody");
  };
}
