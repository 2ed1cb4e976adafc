import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useApi } from "../../api/query.ts";
import { useMay, useSession } from "../../api/session.ts";
import { number, timeOf } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { ledger } from "../../i18n/texts/ledger.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Sep } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";

/** The book, for those who may see it: balanced, when it was last sealed, and whether the seal holds. */
function BookState() {
  const t = useText(ledger);
  const status = useApi("GET /v1/ledger/status", {}, { refreshSeconds: 60 });
  if (!status.data) return null;
  const { audit, blocks, last_block, signature_valid } = status.data;
  const wrong = audit?.balanced === false || signature_valid === false;
  const sealed = last_block ? t("last_block", { time: timeOf(last_block.sealed_at) }) : t("no_block");
  return (
    <Link to="/ledger" className={`nav-foot__book ${wrong ? "bad" : ""}`}>
      <Icon name={wrong ? "warn" : "proof"} />
      {audit === null
        ? t("never_audited")
        : audit.balanced
          ? t("balanced")
          : t("unbalanced", { count: audit.findings })}
      <span className="cut" title={last_block?.head}>
        {`${t("sealed", { block: number(blocks) })}`}
        <Sep />
        {sealed}
      </span>
    </Link>
  );
}

/** The state of the service and of the book, always in sight, and whose data this is. */
export function NavFoot() {
  const t = useText(shell);
  const { scope } = useSession();
  const mayBook = useMay()("ledger:read");
  const ready = useQuery({
    queryKey: ["readyz"],
    queryFn: async () => (await fetch("/readyz").catch(() => undefined))?.ok ?? false,
    refetchInterval: 30_000,
  });
  const ok = ready.data !== false;
  return (
    <div className={`nav-foot ${ok ? "" : "bad"}`}>
      {ok && mayBook ? (
        <BookState />
      ) : (
        <>
          <Icon name={ok ? "proof" : "warn"} />
          {ok ? t("server_ok") : t("server_down")}
        </>
      )}
      <div className="cut" title={scope.name}>
        {t("checked_at", { time: timeOf(new Date(ready.dataUpdatedAt || Date.now())) })}
        <Sep />
        {scope.all ? t("scope_all") : scope.name}
      </div>
    </div>
  );
}
