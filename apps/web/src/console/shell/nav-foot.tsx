import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../api/session.ts";
import { timeOf } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Sep } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";

/** The state of the service, always in sight, and whose data this is. */
export function NavFoot() {
  const t = useText(shell);
  const { scope } = useSession();
  const ready = useQuery({
    queryKey: ["readyz"],
    queryFn: async () => (await fetch("/readyz").catch(() => undefined))?.ok ?? false,
    refetchInterval: 30_000,
  });
  const ok = ready.data !== false;
  return (
    <div className={`nav-foot ${ok ? "" : "bad"}`}>
      <Icon name={ok ? "proof" : "warn"} />
      {ok ? t("server_ok") : t("server_down")}
      <div className="cut" title={scope.name}>
        {t("checked_at", { time: timeOf(new Date(ready.dataUpdatedAt || Date.now())) })}
        <Sep />
        {scope.all ? t("scope_all") : scope.name}
      </div>
    </div>
  );
}
